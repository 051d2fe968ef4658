"""A run as tables, for the workbook and for the page that is printed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from chiiki_web.dispatch.models import Request
from chiiki_web.placing.queries.explaining import alternates, bound_in_words
from chiiki_web.placing.queries.names import Names
from chiiki_web.placing.queries.runs import Run
from chiiki_web.ui import formats

Row = list[object]
HALVES = 2  # of a day
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
class Sent:
    """Whom a run sends to a request, why, and who would come next."""

    request: str
    body: str
    project: str
    adviser: str
    field: int
    sides: int
    nearness: int
    nomination: int
    half_days: int
    cost: int
    next_best: str
    why_not: str

    def cells(self) -> Row:
        """A row of the workbook, with days in place of half-days."""
        return [
            self.half_days / HALVES
            if one.name == "half_days"
            else getattr(self, one.name)
            for one in fields(self)
        ]


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet of the report: its name, the heads, the rows."""

    name: str
    heads: list[str]
    rows: list[Row]


@dataclass(frozen=True, slots=True)
class Report:
    """Whom the run sends, and as tables who is not served, what holds it back, sums."""

    sent: list[Sent]
    others: list[Table]

    @property
    def tables(self) -> list[Table]:
        rows = [one.cells() for one in self.sent]
        return [Table(_("Whom the proposal sends"), _sent_heads(), rows), *self.others]


def report_of(run: Run, names: Names) -> Report:
    rows = Request.objects.filter(pk__in=[int(one) for one in run.requests])
    known = {
        str(one.pk): one
        for one in rows.select_related("organisation", "municipality__prefecture")
    }
    others = [
        Table(
            _("Nobody is sent"), _unserved_heads(), list(_unserved(run, names, known))
        ),
        Table(
            _("What holds it back"),
            [_("Limit"), _("Of"), _("Worth of one more (points)")],
            [
                [LIMITS[one.limit](), one.of, one.price]
                for one in (bound_in_words(b, names) for b in run.proposal.binding)
            ],
        ),
        Table(
            _("Numbers"),
            [pgettext("report", "What"), _("Value")],
            list(_numbers(run, names)),
        ),
    ]
    return Report(list(_sent(run, names, known)), others)


def method_of(run: Run) -> str:
    return METHODS[run.proposal.method]()


def _sent_heads() -> list[str]:
    return [
        _("Request"),
        _("Who asks"),
        _("Project"),
        _("Adviser"),
        _("Field (%)"),
        _("Type of advice (%)"),
        _("Nearness (%)"),
        _("Nomination (points)"),
        _("Days"),
        _("Cost (yen)"),
        _("Next best"),
        _("Why not the next best"),
    ]


def _sent(run: Run, names: Names, known: dict[str, Request]) -> Iterator[Sent]:
    served = sorted(run.proposal.assignments, key=int)
    for key, found in alternates(run, served).items():
        nearest = found.others[0] if found.others else None
        for part in found.sent:
            worth = part.worth
            field, sides, nearness = (
                round(worth.parts[n] / 100) for n in ("field", "side", "place")
            )
            yield Sent(
                *_asked(key, names, known),
                names.adviser(part.adviser_id),
                field,
                sides,
                nearness,
                worth.nomination,
                run.requests[key].half_days,
                worth.cost,
                names.adviser(nearest.adviser_id) if nearest else formats.NOTHING,
                names.explain(nearest.reason) if nearest else formats.NOTHING,
            )


def _unserved_heads() -> list[str]:
    return [_("Request"), _("Who asks"), _("Project"), _("Reason")]


def _unserved(run: Run, names: Names, known: dict[str, Request]) -> Iterator[Row]:
    for one in run.proposal.unserved:
        yield [
            *_asked(one.request_id, names, known),
            names.explain(one.reason),
        ]


def _asked(key: str, names: Names, known: dict[str, Request]) -> tuple[str, str, str]:
    row = known.get(key)
    body = formats.local(row.organisation, "name") if row else ""
    return names.request(key), body, row.project if row else ""


def _numbers(run: Run, names: Names) -> Iterator[Row]:
    found, row = run.proposal, run.row
    yield [_("Proposal number"), row.number]
    yield [_("When it was asked for"), formats.day_and_time(row.asked_at)]
    shares = run.shares
    yield [pgettext("how many", "Requests served"), shares.served]
    yield [pgettext("how many", "Requests not served"), len(found.unserved)]
    yield [_("Cost (yen)"), shares.cost]
    yield [_("Decided before, and kept"), shares.settled]
    yield [_("Cost of those (yen)"), shares.settled_cost]
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
