"""The board as it is looked at: a card for each request, a line for each adviser."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from django.core.paginator import Page, Paginator

from chiiki import matching
from chiiki_web.advisers import queries as advisers
from chiiki_web.dispatch.models import Request
from chiiki_web.placing.models import Wish
from chiiki_web.placing.queries.names import Names
from chiiki_web.placing.queries.runs import Difference, Run, is_sure
from chiiki_web.schemes.models import Round
from chiiki_web.ui import formats

PER_PAGE = 50
SHOWS = ("", "unserved", "changed", "sure", "wished")
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """What of a board is looked at."""

    field: str = ""
    region: str = ""
    show: str = ""


@dataclass(frozen=True, slots=True)
class Seat:
    """Somebody whom the proposal sends to a request."""

    adviser_id: str
    name: str
    is_pinned: bool
    is_nominated: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A request: what it asks, whom the proposal sends, and why nobody."""

    row: Request
    asked: matching.Request | None
    seats: tuple[Seat, ...]
    why_not: str
    change: str
    before: str
    state: str  # open, shown or notified
    is_new: bool
    is_sure: bool
    wishes: tuple[Wish, ...]

    @property
    def may_take(self) -> bool:
        return self.state == "open" and bool(self.seats)


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """An adviser with the half-days promised before, proposed now, and still free."""

    adviser_id: str
    name: str
    prefecture: str
    capacity: int
    committed: int
    proposed: int
    requests: int

    @property
    def used(self) -> int:
        return self.committed + self.proposed


@dataclass(frozen=True, slots=True)
class Known:
    """Everything that the cards of one board are made from."""

    run: Run | None
    waiting: Collection[str]
    shown: Mapping[str, Sequence[str]]
    wishes: Iterable[Wish]
    difference: Difference | None
    names: Names
    pins: frozenset[Pair] = field(init=False)
    by_request: Mapping[str, list[Wish]] = field(init=False)

    def __post_init__(self) -> None:
        pins = frozenset(_pair(one) for one in self.wishes if one.kind == "pin")
        grouped: dict[str, list[Wish]] = {}
        for one in self.wishes:
            grouped.setdefault(str(one.request_id), []).append(one)
        object.__setattr__(self, "pins", pins)
        object.__setattr__(self, "by_request", grouped)


def card_page(
    known: Known, chosen: Chosen, number: str | None
) -> tuple[Page[str], list[Card]]:
    """One page of the cards that fit the filters: who is not served first."""
    kinds = known.difference.kinds if known.difference else {}
    unserved = _reasons(known.run)
    ids = set(known.waiting) | known.shown.keys()
    ids |= known.run.requests.keys() if known.run else set()
    ids = {one for one in ids if _is_shown(known, chosen.show, one, kinds)}
    listed = _of_place_and_field(ids, chosen)
    listed.sort(key=lambda one: (_order(known, one, unserved, kinds), int(one)))
    page = Paginator(listed, PER_PAGE).get_page(number)
    full = {
        str(one.pk): one
        for one in Request.objects.filter(pk__in=page.object_list).select_related(
            "organisation", "municipality__prefecture", "field"
        )
    }
    return page, [_card(known, full[one], unserved, kinds) for one in page]


def states_of(known: Known, page: Page[str]) -> Counter[str]:
    """How many of all cards that fit the filters are open, shown and notified."""
    return Counter(_state(known, one) for one in page.paginator.object_list)


def _of_place_and_field(ids: Collection[str], chosen: Chosen) -> list[str]:
    """Those of a field and a region, where one is chosen."""
    if not chosen.field and not chosen.region:
        return list(ids)
    rows = Request.objects.filter(pk__in=[int(one) for one in ids])
    if chosen.field:
        rows = rows.filter(field=chosen.field)
    if chosen.region:
        rows = rows.filter(municipality__prefecture__region=chosen.region)
    return [str(pk) for pk in rows.values_list("pk", flat=True)]


def loads(run: Run, names: Names) -> list[Load]:
    """How full everybody is, by name; those with most to do first."""
    used: Counter[str] = Counter()
    count: Counter[str] = Counter()
    for request, sent in run.proposal.assignments.items():
        for who in sent:
            used[who] += run.requests[request].half_days
            count[who] += 1
    found = [
        Load(
            adviser_id=one.id,
            name=names.adviser(one.id),
            prefecture=names.home(one.id),
            capacity=one.capacity,
            committed=one.committed,
            proposed=used[one.id],
            requests=count[one.id],
        )
        for one in run.instance.advisers
    ]
    return sorted(found, key=lambda one: (-one.requests, one.name, one.adviser_id))


def _card(
    known: Known,
    row: Request,
    unserved: Mapping[str, matching.Unserved],
    kinds: Mapping[str, str],
) -> Card:
    key, run = str(row.pk), known.run
    asked = run.requests.get(key) if run else None
    why = unserved.get(key)
    return Card(
        row=row,
        asked=asked,
        seats=tuple(_seats(known, key)),
        why_not=known.names.explain(why.reason) if why else "",
        change=kinds.get(key, ""),
        before=_before(known, key),
        state=_state(known, key),
        is_new=run is not None and asked is None and _state(known, key) == "open",
        is_sure=bool(run and asked and is_sure(run, key, known.pins)),
        wishes=tuple(known.by_request.get(key, ())),
    )


def _seats(known: Known, key: str) -> Iterator[Seat]:
    run = known.run
    sent = known.shown.get(key) or (run.sent(key) if run else ())
    asked = run.requests.get(key) if run else None
    for who in sent:
        yield Seat(
            adviser_id=who,
            name=known.names.adviser(who),
            is_pinned=(key, who) in known.pins,
            is_nominated=bool(asked and who in asked.nominations),
        )


def _before(known: Known, key: str) -> str:
    if known.difference is None:
        return ""
    rows = (*known.difference.moved, *known.difference.no_longer)
    found = next((one for one in rows if one.request_id == key), None)
    return known.names.advisers(found.before) if found else ""


def _state(known: Known, key: str) -> str:
    if key in known.shown:
        return "shown"
    if key in known.waiting:
        return "open"
    return "notified"


def _is_shown(known: Known, show: str, key: str, kinds: Mapping[str, str]) -> bool:
    run = known.run
    if show == "unserved":
        return key in known.waiting and not (run and run.sent(key))
    if show == "changed":
        is_new = run is not None and key not in run.requests and key in known.waiting
        return key in kinds or is_new
    if show == "sure":
        is_known = run is not None and key in run.requests and key in known.waiting
        return is_known and is_sure(run, key, known.pins)  # type: ignore[arg-type]
    return show != "wished" or key in known.by_request


def _order(
    known: Known,
    key: str,
    unserved: Mapping[str, matching.Unserved],
    kinds: Mapping[str, str],
) -> int:
    """Nobody sent, then changed, then as it was, then what is settled."""
    if _state(known, key) != "open":
        return 3
    if key in unserved or known.run is None or key not in known.run.requests:
        return 0
    return 1 if key in kinds else 2


def _reasons(run: Run | None) -> dict[str, matching.Unserved]:
    return {one.request_id: one for one in run.proposal.unserved} if run else {}


def _pair(one: Wish) -> Pair:
    return str(one.request_id), str(one.adviser_id)


def advisers_of(one: Round, run: Run | None) -> list[Load]:
    """Who is commissioned for the year of a round; a run knows them itself."""
    if run is not None:
        return []
    year = one.call.fiscal_year
    rows = advisers.commissioned(year).order_by("membership__user__name", "pk")
    return [
        Load(
            adviser_id=str(adviser.pk),
            name=adviser.membership.user.name,
            prefecture=formats.local(adviser.prefecture, "name"),
            capacity=2 * adviser.of_year[0].capacity_days,  # type: ignore[attr-defined]
            committed=0,
            proposed=0,
            requests=0,
        )
        for adviser in rows
    ]
