"""The rounds of an office in a fiscal year: how many wait, and how far the matching has come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from chiiki import periods
from chiiki_web import access
from chiiki_web.accounts.requests import MemberRequest
from chiiki_web.placing import queries
from chiiki_web.placing.views import pages
from chiiki_web.schemes import queries as schemes
from chiiki_web.schemes.models import Round


@dataclass(frozen=True, slots=True)
class Row:
    """A round as ``status_of_rounds`` gives it, and its state at this moment."""

    round: Round
    state: str

    @property
    def waits(self) -> bool:
        return bool(self.round.waiting)  # type: ignore[attr-defined]


@access.role(*pages.READERS)
def rounds(request: MemberRequest) -> HttpResponse:
    """Each round with its state, those that have something to do first."""
    now, mine = timezone.now(), queries.rounds_visible_to(request.member)
    years = sorted({*mine.values_list("call__fiscal_year", flat=True)}, reverse=True)
    year = _chosen(request.GET.get("year", ""), years, now)
    found = queries.status_of_rounds(mine.filter(call__fiscal_year=year))
    rows = [Row(one, schemes.state_of(one, now).value) for one in found]
    context = {
        "groups": _groups(rows),
        "years": years,
        "year": year,
    }
    return render(request, "placing/rounds.html", context)


def _chosen(typed: str, years: list[int], now: datetime) -> int:
    """The year asked for, else the present one, else the latest that has rounds."""
    present = periods.fiscal_year(timezone.localdate(now))
    known = {str(one): one for one in years}
    usual = present if present in years or not years else years[0]
    return known.get(typed, usual)


def _groups(rows: list[Row]) -> list[tuple[str, list[Row]]]:
    """Rounds in which requests wait, then the others; each group as they close."""
    rows.sort(key=lambda row: (row.round.closes_at, row.round.pk))
    groups = (
        (_("Rounds in which requests wait"), [row for row in rows if row.waits]),
        (_("Other rounds"), [row for row in rows if not row.waits]),
    )
    return [(title, found) for title, found in groups if found]
