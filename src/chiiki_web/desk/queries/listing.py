"""The desk's list: what fits the filters, in the order that was chosen."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from chiiki_web.accounts.models import Membership
from chiiki_web.applications import queries as applications
from chiiki_web.applications.models import Application, Comment
from chiiki_web.awards.models import Award

ME, NOBODY = "me", "nobody"
LATE, SOON = "late", "soon"
OPEN, TICKED = "open", "ticked"
ORDERS: dict[str, tuple[Any, ...]] = {
    "": (F("submitted_at").desc(nulls_last=True), "-pk"),
    "oldest": (F("submitted_at").asc(nulls_last=True), "pk"),
    "due": (F("decide_by").asc(nulls_last=True), "pk"),
    "amount": (F("requested").desc(nulls_last=True), "-pk"),
    "number": (F("number").asc(nulls_last=True), "pk"),
    "applicant": ("organisation__name_ja", "pk"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """What was chosen; an empty text or None means: any."""

    q: str = ""
    call: int | None = None
    round: int | None = None
    state: str = ""
    kind: str = ""
    prefecture: str = ""
    field: str = ""
    least: int | None = None
    most: int | None = None
    time: str = ""
    assigned: str = ""
    comments: str = ""
    sort: str = ""


def find(member: Membership, chosen: Filter, at: datetime) -> QuerySet[Application]:
    """What a person of the office may see and what fits, in the chosen order."""
    rows = applications.visible_to(member).exclude(status=Application.Status.DRAFT)
    rows = rows.filter(_place(chosen), _amount(chosen), _text(chosen.q))
    rows = _state(rows, chosen.state)
    rows = _time(rows, chosen.time, at)
    rows = _assigned(rows, chosen.assigned, member)
    if chosen.comments in {OPEN, TICKED}:
        rows = rows.filter(Exists(_comments(chosen.comments)))
    return rows.order_by(*ORDERS.get(chosen.sort, ORDERS[""]))


def in_order(rows: QuerySet[Application], numbers: Iterable[int]) -> list[Application]:
    """The rows of these numbers, in the order of the numbers.

    To sort and skip bare numbers first, and to read whole rows then, is what keeps the
    last page of a long list as quick as the first.
    """
    wanted = list(numbers)
    found = {one.pk: one for one in rows.filter(pk__in=wanted)}
    return [found[pk] for pk in wanted if pk in found]


def late(member: Membership, at: datetime) -> QuerySet[Application]:
    """What waits for a decision longer than the standard processing time."""
    return _time(applications.visible_to(member), LATE, at)


def stamp(application: Application) -> str:
    """Its state and its last receipt: what was chosen before either changed is refused."""
    return applications.seen_state(application)


def _place(chosen: Filter) -> Q:
    found = Q()
    if chosen.call is not None:
        found &= Q(call=chosen.call)
    if chosen.round is not None:
        found &= Q(round=chosen.round)
    if chosen.kind:
        found &= Q(organisation__kind=chosen.kind)
    if chosen.prefecture:
        found &= Q(plan__municipality__prefecture=chosen.prefecture)
    if chosen.field:
        found &= Q(plan__field=chosen.field)
    return found


def _amount(chosen: Filter) -> Q:
    found = Q()
    if chosen.least is not None:
        found &= Q(requested__gte=chosen.least)
    if chosen.most is not None:
        found &= Q(requested__lte=chosen.most)
    return found


def _text(text: str) -> Q:
    """Number, title or organisation; a NUL, which PostgreSQL refuses, fits nothing."""
    text = text.replace("\x00", "").strip()
    if not text:
        return Q()
    return (
        Q(number__icontains=text)
        | Q(plan__title__icontains=text)
        | Q(organisation__name_ja__icontains=text)
        | Q(organisation__name_en__icontains=text)
    )


def _state(rows: QuerySet[Application], state: str) -> QuerySet[Application]:
    """The state as the list shows it: with an award, that of the award."""
    if state == Application.Status.ACCEPTED:
        return rows.filter(status=state, award__isnull=True)
    if state in Award.Status.values:
        return rows.filter(award__status=state)
    return rows.filter(status=state) if state else rows


def _time(
    rows: QuerySet[Application], time: str, at: datetime
) -> QuerySet[Application]:
    today = timezone.localdate(at)
    if time not in {LATE, SOON}:
        return rows
    waits = Q(award__isnull=True) | Q(award__status=Award.Status.CANDIDATE)
    due = applications.late if time == LATE else applications.due_soon
    return rows.filter(due(today), waits)


def _assigned(
    rows: QuerySet[Application], assigned: str, member: Membership
) -> QuerySet[Application]:
    if assigned == ME:
        return rows.filter(assigned_to=member)
    if assigned == NOBODY:
        return rows.filter(assigned_to__isnull=True)
    return rows.filter(assigned_to=int(assigned)) if assigned else rows


def _comments(kind: str) -> QuerySet[Comment]:
    found = Comment.objects.filter(
        applications.open_comments(), application=OuterRef("pk")
    )
    return found.filter(done_at__isnull=False) if kind == TICKED else found
