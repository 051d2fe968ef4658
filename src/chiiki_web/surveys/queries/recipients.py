"""Recipients of a survey as lists show them: filtered, with what each can be told."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import Exists, OuterRef, Q, QuerySet

from chiiki_web.numbers import number_of
from chiiki_web.surveys.models import Letter, Recipient, Survey
from chiiki_web.surveys.queries import classes
from chiiki_web.surveys.queries.ways import unreachable
from chiiki_web.ui import formats


def listed(
    survey: Survey, chosen: Mapping[str, str], *, is_whole: bool = False
) -> QuerySet[Recipient]:
    """Those who fit; without a choice all who are asked, or the whole frame."""
    rows = _in_state(survey, chosen.get("state", ""), is_whole=is_whole)
    rows = rows.order_by("number")
    if chosen.get("prefecture"):
        rows = rows.filter(_of_prefecture(chosen["prefecture"]))
    if chosen.get("size_class"):
        rows = rows.filter(size_class=chosen["size_class"])
    if text := chosen.get("q", "").replace("\x00", "").strip():
        rows = rows.filter(_says(text))
    return rows


def _in_state(survey: Survey, state: str, *, is_whole: bool) -> QuerySet[Recipient]:
    """Those in one state; before a survey opens, the whole frame is listed."""
    rows = survey.recipients.all()
    if state == "excluded":
        return rows.exclude(excluded_reason="")
    if not (survey.is_draft or is_whole):
        rows = rows.filter(drawn=True)
    if state in Recipient.State.values:
        return rows.filter(state=state)
    if state == "unreachable":
        return unreachable(rows.filter(drawn=True))
    if state == "failed":
        return rows.filter(Exists(_failed()))
    return rows


def prefectures_of(survey: Survey) -> list[tuple[str, str]]:
    """The prefectures of a frame as choices, in the order of their codes."""
    names = ("prefecture_code", "prefecture_ja", "prefecture_en")
    rows = survey.recipients.order_by().values_list(*names).distinct()
    return [
        (code or ja, (ja if formats.is_japanese() else en or ja))
        for code, ja, en in sorted(rows)
        if code or ja
    ]


def size_classes_of(survey: Survey) -> list[tuple[str, str]]:
    rows = survey.recipients.order_by().values_list("size_class", flat=True)
    return [
        (code, classes.class_name(code))
        for code in classes.in_order(rows.distinct())
        if code
    ]


def without_way(survey: Survey) -> QuerySet[Recipient]:
    """Those who are asked and have neither an address nor anybody with an account."""
    return unreachable(survey.recipients.filter(drawn=True)).order_by("number")


def failed(survey: Survey) -> QuerySet[Recipient]:
    """Those whose mail could not go."""
    return survey.recipients.filter(Exists(_failed()), drawn=True).order_by("number")


def _failed() -> QuerySet[Letter]:
    return Letter.objects.filter(
        recipient=OuterRef("pk"), sent_at=None, dropped_at=None, attempts__gt=0
    )


def _of_prefecture(code: str) -> Q:
    return Q(prefecture_code=code) | Q(prefecture_code="", prefecture_ja=code)


def _says(text: str) -> Q:
    found = Q(name_ja__icontains=text) | Q(name_en__icontains=text)
    number = number_of(text)
    if number is not None:
        found |= Q(number=number) | Q(municipality=text)
    return found
