"""The columns that can be taken out of the desk: their words, their kind, their value."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from chiiki_web.applications import queries as applications
from chiiki_web.applications.models import Application
from chiiki_web.ui import formats

Cell = str | int | date | datetime | None


@dataclass(frozen=True, slots=True)
class Column:
    """One column; ``read`` takes an application and the moment of the export."""

    code: str
    label: str | Promise
    read: Callable[[Application, datetime], Cell]
    is_usual: bool = True


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
    return award.get_status_display() if award else one.get_status_display()


def _late(one: Application, at: datetime) -> str:
    is_late = applications.is_late(one, at, applications.decided_at(one))
    return str(_("over the standard")) if is_late else ""


def _place(one: Application, at: datetime) -> str:
    return formats.local(one.plan.municipality, "name")


COLUMNS = (
    Column(
        "number", pgettext_lazy("application", "Number"), lambda one, at: one.number
    ),
    Column("title", pgettext_lazy("plan", "Title"), lambda one, at: one.plan.title),
    Column(
        "organisation",
        _("Organisation"),
        lambda one, at: formats.local(one.organisation, "name"),
    ),
    Column(
        "kind",
        _("Kind of applicant"),
        lambda one, at: one.organisation.get_kind_display(),
        is_usual=False,
    ),
    Column(
        "corporate_number",
        _("Corporate number"),
        lambda one, at: one.organisation.corporate_number,
        is_usual=False,
    ),
    Column(
        "prefecture",
        _("Prefecture"),
        lambda one, at: formats.local(one.plan.municipality.prefecture, "name"),
        is_usual=False,
    ),
    Column("municipality", _("Municipality"), _place, is_usual=False),
    Column(
        "field",
        _("Field"),
        lambda one, at: formats.local(one.plan.field, "name"),
        is_usual=False,
    ),
    Column("call", _("Call"), lambda one, at: formats.local(one.call, "name")),
    Column("requested", _("Amount applied for"), lambda one, at: one.requested),
    Column("received", _("Received"), lambda one, at: _moment(one.submitted_at)),
    Column("state", _("State"), _state),
    Column(
        "assigned",
        _("Person in charge"),
        lambda one, at: one.assigned_to.user.name if one.assigned_to else "",
    ),
    Column(
        "used",
        _("Days counted"),
        lambda one, at: applications.used_days(one, at, applications.decided_at(one)),
    ),
    Column("standard", _("Standard days"), lambda one, at: applications.days_of(one)),
    Column("decide_by", _("To be decided by"), lambda one, at: one.decide_by),
    Column("late", _("Delay"), _late),
    Column(
        "decided",
        _("Day of the decision"),
        lambda one, at: _day(applications.decided_at(one)),
        is_usual=False,
    ),
    Column(
        "awarded",
        _("Amount awarded"),
        lambda one, at: getattr(getattr(one, "award", None), "amount", None) or None,
        is_usual=False,
    ),
)
