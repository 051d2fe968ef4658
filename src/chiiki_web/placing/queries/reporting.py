"""A run as tables, for the workbook and for the page that is printed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from chiiki_web.dispatch.models import Request
from chiiki_web.placing.queries.explaining import alternates, bound_in_words
from chiiki_web.placing.queries.names import Names
from chiiki_web.placing.queries.runs import Run
from chiiki_web.ui import formats

Row = list[object]
LIMITS = {
    "budget": lambda: _("budget (1,000 yen)"),
    "capacity": lambda: _("days of an adviser (half a day)"),
    "floor": lambda: _("least share of a group (one request)"),
}
METHODS = {
    "flow": lambda: _("min-cost flow: proven to be the best"),
    "exact": lambda: _("integer program: the best"),
    "search": lambda: _("integer program and neighbourhood search"),
    "nobody": lambda: _("no pair is possible"),
}


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet of the report: its name, the heads, the rows."""

    name: str
    heads: list[str]
    rows: list[Row]


def report_of(run: Run, names: Names) -> list[Table]:
    """Whom the run sends with why, who is not served, what is binding, the numbers."""
    rows = Request.objects.filter(pk__in=[int(one) for one in run.requests])
    known = {
        str(one.pk): one
        for one in rows.select_related("organisation", "municipality__prefecture")
    }
    return [
        Table(
            _("Whom the proposal sends"), _sent_heads(), list(_sent(run, names, known))
        ),
        Table(
            _("Nobody is sent"), _unserved_heads(), list(_unserved(run, names, known))
        ),
        Table(
            _("What is binding"),
            [_("limit"), _("of"), _("worth of one more (points)")],
            [
                [LIMITS[one.limit](), one.of, one.price]
                for one in (bound_in_words(b, names) for b in run.proposal.binding)
            ],
        ),
        Table(_("Numbers"), [_("what"), _("value")], list(_numbers(run, names))),
    ]


def method_of(run: Run) -> str:
    return METHODS[run.proposal.method]()


def _sent_heads() -> list[str]:
    return [
        _("Request"),
        _("Who asks"),
        pgettext("dispatch", "Project"),
        _("Adviser"),
        _("Field (%)"),
        _("Sides (%)"),
        _("Nearness (%)"),
        _("Nomination (points)"),
        _("Days"),
        _("Cost (yen)"),
        _("Next best"),
        _("Why not the next best"),
    ]


def _sent(run: Run, names: Names, known: dict[str, Request]) -> Iterator[Row]:
    served = sorted(run.proposal.assignments, key=int)
    for key, found in alternates(run, served).items():
        nearest = found.others[0] if found.others else None
        for part in found.sent:
            worth = part.worth
            shares = [round(worth.parts[n] / 100) for n in ("field", "side", "place")]
            yield [
                *_asked(key, names, known),
                names.adviser(part.adviser_id),
                *shares,
                worth.nomination,
                run.requests[key].half_days / 2,
                worth.cost,
                names.adviser(nearest.adviser_id) if nearest else formats.NOTHING,
                names.explain(nearest.reason) if nearest else formats.NOTHING,
            ]


def _unserved_heads() -> list[str]:
    return [_("Request"), _("Who asks"), pgettext("dispatch", "Project"), _("Reason")]


def _unserved(run: Run, names: Names, known: dict[str, Request]) -> Iterator[Row]:
    for one in run.proposal.unserved:
        yield [
            *_asked(one.request_id, names, known),
            names.explain(one.reason),
        ]


def _asked(key: str, names: Names, known: dict[str, Request]) -> Row:
    row = known.get(key)
    body = formats.local(row.organisation, "name") if row else ""
    return [names.request(key), body, row.project if row else ""]


def _numbers(run: Run, names: Names) -> Iterator[Row]:
    found, row = run.proposal, run.row
    yield [_("Proposal number"), row.number]
    yield [_("When it was asked for"), formats.day_and_time(row.asked_at)]
    yield [_("Requests served"), len(found.assignments)]
    yield [_("Requests not served"), len(found.unserved)]
    yield [_("Cost (yen)"), found.cost]
    yield [_("Value (points)"), found.value]
    yield [_("No proposal can exceed (points)"), found.bound]
    yield [_("At most so far from the best"), formats.percent(found.gap, 3)]
    levels = found.levels
    yield [_("for serving (points)"), levels.coverage]
    yield [_("for nominations (points)"), levels.nominations]
    yield [_("for fit (points)"), levels.fit]
    yield [_("taken off for uneven load (points)"), levels.balance]
    yield [_("taken off for travel (points)"), levels.travel]
    for floor in levels.floors:
        name = _("served in %(group)s, of at least") % {
            "group": names.group(floor.group)
        }
        yield [name, f"{floor.served} / {floor.needed}"]
    yield [_("How it was worked out"), method_of(run)]
    yield [_("Program"), f"{row.engine} · {row.solver}"]
    yield [_("Digest"), found.digest]
