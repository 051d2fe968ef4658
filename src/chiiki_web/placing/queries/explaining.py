"""Why this person, why not that one: points, prices and losses as rows of a page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from chiiki.matching import Binding
from chiiki.matching.explain import Explainer, Explanation, Other, Part
from chiiki.matching.scores import Worth
from chiiki_web.dispatch.models import Request
from chiiki_web.placing.models import Weighing
from chiiki_web.placing.queries.names import Names
from chiiki_web.placing.queries.runs import Run

NEAREST = 3  # weighed exactly; the others by their prices
MOST_OTHERS = 12
FULL = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Points:
    """One person for one request: points by part, what their time costs the others."""

    adviser_id: str
    name: str
    shares: Mapping[str, int]
    worth: Worth
    price: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Else:
    """Somebody who is not sent: why not, and what the whole would lose with them."""

    points: Points
    why: str
    behind: int
    is_weighed: bool
    loss: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Barred:
    name: str
    reasons: list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """A limit with a price: ``limit`` is budget (1,000 yen), capacity (half-day) or floor."""

    limit: str
    of: str
    price: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Reasons:
    """Everything that the page of one request tells."""

    sent: list[Points]
    others: list[Else]
    barred: list[Barred]
    binding: list[Bound]


def explained(run: Run, request_id: str, names: Names) -> Reasons:
    """Explain one request from the prices of its run; no solver is asked."""
    explainer = Explainer(run.instance, run.proposal)
    found = explainer.explain(request_id, forced=False, most=MOST_OTHERS)
    losses = _losses(run, request_id)
    return Reasons(
        sent=[_points(one, names) for one in found.sent],
        others=[_else(one, names, losses) for one in found.others],
        barred=list(_barred(found, names)),
        binding=[bound_in_words(one, names) for one in found.binding],
    )


def nominated(asked: Request, run: Run) -> list[tuple[str, bool]]:
    """Whom the requester nominated, in order, and whether the run could send them."""
    rows = asked.nominations.select_related("adviser__membership__user")
    known = run.requests[str(asked.pk)].nominations
    return [(str(one.adviser), str(one.adviser_id) in known) for one in rows]


def alternates(run: Run, request_ids: Iterable[str]) -> dict[str, Explanation]:
    """Request → who is sent and who comes next, without what bars the others."""
    explainer = Explainer(run.instance, run.proposal)
    most = run.instance.rules.limits.nominations
    return {
        one: explainer.explain(one, forced=False, most=most, barred=False)
        for one in request_ids
    }


def requests_of(run: Run) -> list[str]:
    """The requests of a run that somebody is sent to, and those of nobody."""
    return sorted(run.requests, key=int)


def weighing_of(run: Run, request_id: str) -> Weighing | None:
    return run.row.weighings.filter(request=int(request_id)).first()


def _losses(run: Run, request_id: str) -> dict[str, int | None]:
    found = weighing_of(run, request_id)
    return {} if found is None or found.losses is None else dict(found.losses)


def _points(one: Part | Other, names: Names) -> Points:
    shares = {name: round(100 * part / FULL) for name, part in one.worth.parts.items()}
    return Points(
        adviser_id=one.adviser_id,
        name=names.adviser(one.adviser_id),
        shares=shares,
        worth=one.worth,
        price=round(one.price),
    )


def _else(one: Other, names: Names, losses: Mapping[str, int | None]) -> Else:
    return Else(
        points=_points(one, names),
        why=names.explain(one.reason),
        behind=round(one.behind),
        is_weighed=one.adviser_id in losses,
        loss=losses.get(one.adviser_id),
    )


def _barred(found: Explanation, names: Names) -> Iterator[Barred]:
    for adviser, reasons in found.barred:
        yield Barred(
            name=names.adviser(adviser), reasons=[names.explain(one) for one in reasons]
        )


def bound_in_words(one: Binding, names: Names) -> Bound:
    """A limit that holds back, what of, and what one more of it would bring."""
    of = {"capacity": names.adviser, "floor": names.group}.get(one.limit)
    return Bound(limit=one.limit, of=of(one.of) if of else "", price=one.price)
