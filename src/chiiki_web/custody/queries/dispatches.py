"""Files of advisers, of their dispatches and of managers' placements."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from chiiki_web.advisers.models import Adviser, Commission, Statement
from chiiki_web.custody.queries.belonging import Belonging, Found, Ids
from chiiki_web.dispatch.models import Letter, Recommendation
from chiiki_web.placements.models import Placement


def of_dispatches(ids: Ids) -> Iterator[Found]:
    for one in Letter.objects.filter(file__in=ids).select_related("request"):
        assert one.file_id is not None
        about = (
            (one.request.case, one.request.project, one.request.number)
            if one.request
            else ()
        )
        what = _("letter of a dispatch")
        yield one.file_id, Belonging(what, one.file_name, *about)


def recommendations(ids: Ids) -> Iterator[Found]:
    rows = Recommendation.objects.filter(letter__in=ids).select_related("request")
    for one in rows:
        assert one.letter_id is not None
        about = (
            (one.request.case, one.request.project, one.request.number)
            if one.request
            else (one.case, one.project)
        )
        what = _("letter of recommendation")
        yield one.letter_id, Belonging(what, one.file_name, *about)


def placements(ids: Ids) -> Iterator[Found]:
    rows = Placement.objects.filter(Q(notice__in=ids) | Q(statement__in=ids))
    for one in rows.select_related("request"):
        for file_id, what, name in (
            (one.notice_id, _("notice of a placement"), "notice"),
            (one.statement_id, _("statement of completion"), "completion"),
        ):
            if file_id is not None and file_id in ids:
                number = one.request.number
                yield (
                    file_id,
                    Belonging(
                        what,
                        f"{number}-{name}.pdf",
                        one.case,
                        one.request.project,
                        number,
                    ),
                )


def photos(ids: Ids) -> Iterator[Found]:
    for one in Adviser.objects.filter(photo__in=ids).select_related("membership__user"):
        assert one.photo_id is not None
        yield (
            one.photo_id,
            Belonging(_("photo of an adviser"), f"{one}.jpg", title=str(one)),
        )


def stated_photos(ids: Ids) -> Iterator[Found]:
    rows = Statement.objects.filter(photo__in=ids)
    for one in rows.select_related("membership__user"):
        assert one.photo_id is not None
        name = one.membership.user.name
        yield (
            one.photo_id,
            Belonging(_("photo in a statement"), f"{name}.jpg", title=name),
        )


def commissions(ids: Ids) -> Iterator[Found]:
    rows = Commission.objects.filter(letter__in=ids)
    for one in rows.select_related("adviser__membership__user"):
        assert one.letter_id is not None
        yield (
            one.letter_id,
            Belonging(
                _("letter of commission"),
                f"{one.number}.pdf",
                title=str(one.adviser),
                number=one.number,
            ),
        )
