"""Runs, wishes and differences as the pages show them: in words, with names and units."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from chiiki.reasons import Reason
from chiiki_web.placing import queries
from chiiki_web.placing.models import Matching, Taken, Wish
from chiiki_web.placing.queries import Load, Names, Run

MOST_LISTED = 20
Before = Matching | None


@dataclass(frozen=True, slots=True)
class Told:
    """A deed on the board in a sentence."""

    at: datetime
    who: str
    text: str


@dataclass(frozen=True, slots=True)
class Clash:
    """One of the wishes and limits that cannot all hold; a wish can be taken back."""

    text: str
    wish: Wish | None


@dataclass(frozen=True, slots=True)
class ShownWish:
    """A wish with the names of its pair, and what it costs the whole."""

    wish: Wish
    request: str
    adviser: str
    is_in_run: bool
    loss: int | None
    without: int | None


@dataclass(frozen=True, slots=True)
class Line:
    """One request that changed: whom before, whom now."""

    request_id: str
    number: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Changes:
    """A difference with the names in it; each list is cut, its count is whole."""

    before: Matching
    groups: list[tuple[str, int, list[Line]]]
    value: int
    cost: int

    @property
    def count(self) -> int:
        return sum(count for _title, count, _lines in self.groups)


def names_for(
    waiting: Iterable[str],
    taken: Iterable[Taken],
    wishes: Iterable[Wish],
    run: Run | None,
    advisers: Iterable[Load],
    before: Before = None,
) -> Names:
    """The names of everything that one page can speak of."""
    requests = set(waiting) | {str(one.request_id) for one in taken}
    requests |= {str(one.request_id) for one in wishes}
    people = {str(one.adviser_id) for one in wishes}
    people |= {str(pk) for one in taken for pk in one.advisers}
    people |= {one.adviser_id for one in advisers}
    if run is not None:
        requests |= run.requests.keys()
        people |= run.advisers.keys()
    if before is not None:
        sent = (before.proposal or {}).get("assignments", {})
        requests |= sent.keys()
        people |= {who for one in sent.values() for who in one}
    return Names(requests, people)


def clash(failed: Matching, wishes: Sequence[Wish], names: Names) -> list[Clash]:
    """The smallest set that cannot hold, each with the wish that stands behind it."""
    live = {(str(one.request_id), str(one.adviser_id)): one for one in wishes}
    found = []
    for each in failed.faults:
        values = each["values"]
        pair = str(values.get("request", "")), str(values.get("adviser", ""))
        text = names.explain(Reason(each["code"], values))
        found.append(Clash(text, live.get(pair)))
    return found


def wishes(rows: Sequence[Wish], row: Matching | None, names: Names) -> list[ShownWish]:
    known = set(row.wishes) if row else set()
    prices = row.prices if row else {}
    return [_wish(one, known, prices.get(one.key), names) for one in rows]


def _wish(
    one: Wish, known: Container[str], price: Mapping[str, int] | None, names: Names
) -> ShownWish:
    return ShownWish(
        wish=one,
        request=names.request(str(one.request_id)),
        adviser=names.adviser(str(one.adviser_id)),
        is_in_run=one.key in known,
        loss=price["without"] - price["with"] if price else None,
        without=price["without"] if price else None,
    )


def difference(found: queries.Difference, names: Names) -> Changes:
    """Moved, newly served, no longer served: what a re-solve changes."""
    groups = (
        (_("Another person is sent"), found.moved),
        (_("Somebody is sent now"), found.newly),
        (_("Nobody is sent any more"), found.no_longer),
    )
    return Changes(
        before=found.before,
        groups=[
            (title, len(rows), [_line(one, names) for one in rows[:MOST_LISTED]])
            for title, rows in groups
            if rows
        ],
        value=found.value,
        cost=found.cost,
    )


def deeds(found: Iterable[queries.Deed], names: Names) -> list[Told]:
    return list(_told(found, names))


def fields_without_anybody(run: Run | None, names: Names) -> list[tuple[str, int]]:
    """Fields that are asked for and that nobody in the register has, with how many ask."""
    if run is None:
        return []
    had = {code for one in run.instance.advisers for code in one.fields}
    counts: dict[str, int] = {}
    for one in run.instance.requests:
        for code in one.fields - had:
            counts[code] = counts.get(code, 0) + 1
    return [(names.field(code), count) for code, count in sorted(counts.items())]


def days(half_days: int) -> str:
    """Half-days as days: 3 → 1.5."""
    return f"{half_days / 2:g}"


def _line(one: queries.Move, names: Names) -> Line:
    return Line(
        request_id=one.request_id,
        number=names.request(one.request_id),
        before=names.advisers(one.before),
        after=names.advisers(one.after),
    )


def _told(found: Iterable[queries.Deed], names: Names) -> Iterator[Told]:
    texts = {
        "pin": _("%(adviser)s is to go to %(request)s"),
        "ban": _("%(adviser)s is not to go to %(request)s"),
        "pin_ended": _("taken back: %(adviser)s is to go to %(request)s"),
        "ban_ended": _("taken back: %(adviser)s is not to go to %(request)s"),
        "taken": _("candidates of %(request)s shown to the requester"),
        "asked": _("proposal %(number)s asked for"),
    }
    for one in found:
        values = {
            "adviser": names.adviser(str(one.adviser_id)),
            "request": names.request(str(one.request_id)),
            "number": one.number,
        }
        who = one.by.user.name if one.by else ""
        yield Told(one.at, who, texts[one.kind] % values)
