"""The numbers at a glance: everybody reads sums, the office every figure and its rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from chiiki import reference
from chiiki_web import access
from chiiki_web.dispatch.models import Survey
from chiiki_web.statistics import forms, queries
from chiiki_web.statistics.queries import Case, Chosen
from chiiki_web.statistics.views import giving, tables
from chiiki_web.ui import formats
from chiiki_web.ui.charts import ShareRow, Shares

SEES_ALL = ("office", "auditor", "administrator")
OPENS_ROWS = ("office", "auditor")
OPENS_REQUESTS = ("officer", "office", "adviser", "auditor")


@dataclass(frozen=True, slots=True)
class Headline:
    """One figure with its name, how it is counted, and where its rows are."""

    label: str
    value: str
    how: str = ""
    url: str = ""


@access.public
def overview(request: HttpRequest) -> HttpResponse:
    """Filters and rows are for the office; the public reads all years together."""
    role = _role(request)
    sees_all = role in SEES_ALL
    form = forms.ChoiceForm(request.GET)
    chosen = form.chosen() if sees_all else Chosen()
    found = queries.cases(chosen)
    parts = [
        (by, tables.lines(found, by, chosen, sees_all=sees_all))
        for by in tables.divisions(sees_all=sees_all)
        if found and (by != "year" or chosen.year is None)
    ]
    return render(
        request,
        "statistics/overview.html",
        {
            "form": form if sees_all else None,
            "sees_all": sees_all,
            "opens_rows": role in OPENS_ROWS,
            "opens_requests": role in OPENS_REQUESTS,
            "query": request.GET.urlencode() if sees_all else "",
            "chosen": chosen,
            "headlines": _headlines(found, chosen, role),
            "stays": _stays(chosen, sees_all=sees_all),
            "divided": [
                {
                    "by": by,
                    "title": tables.DIVIDED[by].title,
                    "head": tables.DIVIDED[by].head,
                    "rows": rows,
                    "is_drawn": by != "prefecture" and tables.is_worth_drawing(rows),
                    "leaves_out": tables.leaves_out(rows),
                    "is_empty": all(row.requests is None for row in rows),
                    "chart": tables.bars(
                        str(tables.DIVIDED[by].title),
                        str(tables.DIVIDED[by].head),
                        rows,
                    ),
                }
                for by, rows in parts
            ],
            "outcome": _outcome(found, sees_all=sees_all),
            "grounds": queries.grounds(found) if role in OPENS_ROWS else [],
            "published": reference.load_adviser_figures(),
        },
    )


@access.public
def table_csv(request: HttpRequest) -> HttpResponse:
    """One table as CSV: ``?by=field``."""
    by, rows = _table(request)
    return giving.as_csv(str(tables.DIVIDED[by].title), tables.heads(by), rows)


@access.public
def table_xlsx(request: HttpRequest) -> HttpResponse:
    """One table as a workbook."""
    by, rows = _table(request)
    title = str(tables.DIVIDED[by].title)
    return giving.as_xlsx(title, tables.heads(by), rows)


def _table(request: HttpRequest) -> tuple[str, list[list[object]]]:
    by = request.GET.get("by", "")
    sees_all = _role(request) in SEES_ALL
    if by not in tables.divisions(sees_all=sees_all):
        raise Http404
    chosen = forms.ChoiceForm(request.GET).chosen() if sees_all else Chosen()
    found = tables.lines(queries.cases(chosen), by, chosen, sees_all=sees_all)
    return by, [
        [one.label, one.requests, one.placed, one.days, one.cost] for one in found
    ]


def _role(request: HttpRequest) -> str:
    return getattr(getattr(request, "member", None), "role", "")


def _headlines(found: Sequence[Case], chosen: Chosen, role: str) -> list[Headline]:
    """Sums of few cases are left out for everybody but the office."""
    opens = role in OPENS_ROWS
    sums, asked = queries.numbers(found), queries.answers(found)
    is_few = role not in SEES_ALL and sums.placed < queries.LEAST

    def url(part: str = "") -> str:
        return tables.link(chosen, part=part) if opens else ""

    made = [
        Headline(_("Requests"), formats.counted(sums.requests, "requests"), url=url()),
        Headline(
            _("Placed"),
            formats.counted(sums.placed, "requests"),
            _("an adviser or manager has accepted"),
            url("placed"),
        ),
        Headline(
            _("Days of work"),
            formats.counted(sums.days, "days"),
            _("as reported, else as asked for; two half-days are a day"),
            url("placed"),
        ),
        Headline(
            _("Cost"),
            formats.yen(sums.cost),
            _("fees and travel set aside, or as paid"),
            url("placed"),
        ),
        *_waits(found, opens, chosen, least=1 if role in SEES_ALL else queries.LEAST),
        *_refusals(asked, url("declined")),
    ]
    return (
        made[:1]
        if is_few and sums.requests >= queries.LEAST
        else ([] if is_few else made)
    )


def _waits(
    found: Sequence[Case], opens: bool, chosen: Chosen, *, least: int
) -> list[Headline]:
    rows = (
        (
            _("From the request to the answer"),
            queries.waiting(one.days_to_answer for one in found),
            "answered",
        ),
        (
            _("From the request to the first visit"),
            queries.waiting(one.days_to_visit for one in found),
            "visited",
        ),
    )
    return [
        Headline(
            label,
            _("%(median)s days")
            % {"median": formats.number(wait.median, 1).removesuffix(".0")},
            _("median of %(count)s; nine of ten within %(days)s days")
            % {"count": f"{wait.count:,}", "days": wait.nine_tenths},
            tables.link(chosen, part=part) if opens else "",
        )
        for label, wait, part in rows
        if wait.count >= least
    ]


def _refusals(asked: queries.Answers, url: str) -> list[Headline]:
    share = asked.share("declined")
    if share is None:
        return []
    silent = asked.share("no_answer") or 0
    return [
        Headline(
            _("Declined by advisers"),
            formats.in_percent(share),
            _("of those who were asked; %(silent)s did not answer in time")
            % {"silent": formats.in_percent(silent)},
            url,
        )
    ]


def _stays(chosen: Chosen, *, sees_all: bool) -> queries.Stays | None:
    if chosen.kind == "adviser":
        return None
    found = queries.stays(chosen.year, timezone.localdate())
    least = 1 if sees_all else queries.LEAST
    return found if found.total >= least else None


def _outcome(found: Sequence[Case], *, sees_all: bool) -> Shares | None:
    """How things stand a year later; for the public only where no answer stands alone."""
    states, _helped = queries.outcomes(found)
    is_small = any(0 < count < queries.LEAST for count in states.values())
    if not states or (is_small and not sees_all):
        return None
    total = states.total()
    return Shares(
        title=_("What became of it a year later"),
        parts=tuple(str(one.label) for one in Survey.State),
        rows=(
            ShareRow(
                _("Answers: %(count)s") % {"count": f"{total:,}"},
                tuple(float(states[one]) for one in Survey.State),
            ),
        ),
        whole=total,
        note=_("Asked in the fiscal year after the dispatch."),
    )
