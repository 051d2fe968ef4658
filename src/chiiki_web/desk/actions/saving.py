"""A view of the desk is kept under a name, removed, or made the first one to see."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from chiiki.reasons import reason
from chiiki_web.accounts.models import Membership
from chiiki_web.audit import log
from chiiki_web.desk import queries
from chiiki_web.desk.models import DefaultView, SavedView
from chiiki_web.refusals import Refusal

MOST_VIEWS = (
    20  # of a person, and shared in an office: more is a list that nobody reads
)


MOST_QUERY = 1_000  # signs of the filters, written as the end of an address


class CannotSaveView(Refusal):
    """The views stay as they were."""


@transaction.atomic
def save_view(
    *,
    form_key: UUID,
    name: str,
    name_en: str = "",
    query: str,
    is_shared: bool,
    by: Membership,
    at: datetime,
) -> SavedView:
    """Keep filters under a name; the same name of the same person is written over."""
    _hold(by)
    if known := SavedView.objects.filter(form_key=form_key).first():
        if known.owner_id != by.pk:
            raise CannotSaveView(reason("desk.form_of_another"))
        return known
    name = name.strip()
    if not name:
        raise CannotSaveView(reason("desk.name_missing"))
    if len(query) > MOST_QUERY:
        raise CannotSaveView(reason("desk.filters_too_long"))
    view = SavedView.objects.filter(owner=by, name_ja=name).first()
    if view is None or view.is_shared != is_shared:
        _refuse_too_many(by, is_shared)
    values = {"query": query, "is_shared": is_shared, "made_at": at}
    values["name_en"] = name_en.strip()
    view, _made = SavedView.objects.update_or_create(
        owner=by,
        name_ja=name,
        defaults=values | {"form_key": form_key, "office": by.organisation},
    )
    log.record(
        "view.saved", view, by=by, at=at, name=name, query=query, shared=is_shared
    )
    return view


@transaction.atomic
def remove_view(view_id: int, *, by: Membership, at: datetime) -> None:
    """Take one's own view away; others who opened the desk with it see everything again."""
    _hold(by)
    view = queries.views_of(by).filter(pk=view_id).first()
    if view is None:
        return
    if view.owner_id != by.pk:
        raise CannotSaveView(reason("desk.not_your_view", owner=view.owner.user.name))
    log.record("view.removed", view, by=by, at=at, name=view.name_ja)
    view.delete()


@transaction.atomic
def set_default_view(
    view_id: int | None, *, by: Membership, at: datetime
) -> SavedView | None:
    """Open the desk with this view from now on; None opens it with everything."""
    _hold(by)
    view = None
    if view_id is not None:
        view = queries.views_of(by).filter(pk=view_id).first()
        if view is None:
            raise CannotSaveView(reason("desk.no_such_view"))
    now = DefaultView.objects.filter(member=by).first()
    if (now.view_id if now else None) == view_id:
        return view
    if view is None:
        assert now is not None
        log.record(
            "view.default_removed", now.view, by=by, at=at, name=now.view.name_ja
        )
        now.delete()
        return None
    DefaultView.objects.update_or_create(member=by, defaults={"view": view})
    log.record("view.made_default", view, by=by, at=at, name=view.name_ja)
    return view


def _hold(by: Membership) -> None:
    """One person's views change one after the other, so that their number holds."""
    Membership.objects.select_for_update(of=("self",)).get(pk=by.pk)


def _refuse_too_many(by: Membership, is_shared: bool) -> None:
    views = SavedView.objects.filter(is_shared=is_shared)
    mine = (
        views.filter(office=by.organisation_id) if is_shared else views.filter(owner=by)
    )
    if mine.count() >= MOST_VIEWS:
        raise CannotSaveView(reason("desk.too_many_views", most=MOST_VIEWS))
