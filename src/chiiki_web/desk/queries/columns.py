"""The columns that can be taken out of the desk: their words, their kind, their value."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from chiiki_web.applications import queries as applications
from chiiki_web.applications.models import Application
from chiiki_web.awards.models import Award
from chiiki_web.ui import formats

Cell = str | int | date | datetime | None


@dataclass(frozen=True, slots=True)
class Column:
    """One column; ``read`` takes an application and the moment of the export.

    ``needs`` are the fields that it reads: a long table brings nothing else along.
    """

    code: str
    label: str | Promise
    read: Callable[[Application, datetime], Cell]
    needs: tuple[str, ...]
    is_usual: bool = True


def only_needed(
    found: QuerySet[Application], columns: Iterable[Column]
) -> QuerySet[Application]:
    """The same applications with the fields that these columns read, and no others."""
    needs = {one for column in columns for one in column.needs}
    joined = {one.rpartition("__")[0] for one in needs} - {""}
    bare = found.select_related(None)
    return (bare.select_related(*joined) if joined else bare).only("pk", *needs)


def rows(
    found: Iterable[Application], columns: Iterable[Column], at: datetime
) -> Iterator[list[Cell]]:
    """What each application says in each column."""
    listed = list(columns)
    for one in found:
        yield [column.read(one, at) for column in listed]


def chosen(codes: Iterable[str]) -> list[Column]:
    """The chosen columns in their own order; the usual ones where none is chosen."""
    wanted = set(codes)
    found = [one for one in COLUMNS if one.code in wanted]
    return found or [one for one in COLUMNS if one.is_usual]


def _moment(value: datetime | None) -> datetime | None:
    return timezone.localtime(value).replace(tzinfo=None) if value else None


def _day(value: datetime | None) -> date | None:
    return timezone.localdate(value) if value else None


def _state(one: Application, at: datetime) -> str:
    award = getattr(one, "award", None)
    state = Award.Status(award.status) if award else Application.Status(one.status)
    return str(state.label)


def _late(one: Application, at: datetime) -> str:
    is_late = applications.is_late(one, at, applications.decided_at(one))
    return str(_("over the standard")) if is_late else ""


def _place(one: Application, at: datetime) -> str:
    return formats.local(one.plan.municipality, "name")


AWARD = ("award__status", "award__selected_at", "award__decided_at", "award__ended_at")
COUNTED = ("counts_from", "days_away", "returned_at", "ended_at", "status", *AWARD)
COLUMNS = (
    Column(
        "number",
        pgettext_lazy("application", "Number"),
        lambda one, at: one.number,
        ("number",),
    ),
    Column(
        "title",
        pgettext_lazy("plan", "Title"),
        lambda one, at: one.plan.title,
        ("plan__title",),
    ),
    Column(
        "organisation",
        _("Organisation"),
        lambda one, at: formats.local(one.organisation, "name"),
        ("organisation__name_ja", "organisation__name_en"),
    ),
    Column(
        "kind",
        _("Kind of applicant"),
        lambda one, at: one.organisation.get_kind_display(),
        ("organisation__kind",),
        is_usual=False,
    ),
    Column(
        "corporate_number",
        _("Corporate number"),
        lambda one, at: one.organisation.corporate_number,
        ("organisation__corporate_number",),
        is_usual=False,
    ),
    Column(
        "prefecture",
        _("Prefecture"),
        lambda one, at: formats.local(one.plan.municipality.prefecture, "name"),
        (
            "plan__municipality__prefecture__name_ja",
            "plan__municipality__prefecture__name_en",
        ),
        is_usual=False,
    ),
    Column(
        "municipality",
        _("Municipality"),
        _place,
        ("plan__municipality__name_ja", "plan__municipality__name_en"),
        is_usual=False,
    ),
    Column(
        "field",
        _("Field"),
        lambda one, at: formats.local(one.plan.field, "name"),
        ("plan__field__name_ja", "plan__field__name_en"),
        is_usual=False,
    ),
    Column(
        "call",
        _("Call"),
        lambda one, at: formats.local(one.call, "name"),
        ("call__name_ja", "call__name_en"),
    ),
    Column(
        "round",
        pgettext_lazy("of a call", "Round"),
        lambda one, at: one.round.number if one.round else None,
        ("round__number",),
        is_usual=False,
    ),
    Column(
        "requested",
        _("Amount applied for"),
        lambda one, at: one.requested,
        ("requested",),
    ),
    Column(
        "received",
        _("Received"),
        lambda one, at: _moment(one.submitted_at),
        ("submitted_at",),
    ),
    Column("state", _("State"), _state, ("status", "award__status")),
    Column(
        "assigned",
        _("Person in charge"),
        lambda one, at: one.assigned_to.user.name if one.assigned_to else "",
        ("assigned_to__user__name",),
    ),
    Column(
        "used",
        _("Days counted"),
        lambda one, at: applications.used_days(one, at, applications.decided_at(one)),
        COUNTED,
    ),
    Column(
        "standard",
        _("Standard days"),
        lambda one, at: applications.days_of(one),
        ("counts_from", "decide_by", "days_away"),
    ),
    Column(
        "decide_by",
        _("To be decided by"),
        lambda one, at: one.decide_by,
        ("decide_by",),
    ),
    Column("late", _("Delay"), _late, (*COUNTED, "decide_by")),
    Column(
        "decided",
        _("Day of the decision"),
        lambda one, at: _day(applications.decided_at(one)),
        AWARD,
        is_usual=False,
    ),
    Column(
        "awarded",
        _("Amount awarded"),
        lambda one, at: getattr(getattr(one, "award", None), "amount", None) or None,
        ("award__amount",),
        is_usual=False,
    ),
)
