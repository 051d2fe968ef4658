"""How many, how long, how much: counted over cases that were read once."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from chiiki_web.dispatch.models import Candidate
from chiiki_web.statistics.queries.cases import HALF, Case

NINE_TENTHS = 0.9
MOST_GROUNDS = 30


@dataclass(frozen=True, slots=True)
class Numbers:
    """One line of figures; ``cost`` is None where no fee is known of any case."""

    requests: int
    placed: int
    days: float
    cost: int | None


@dataclass(frozen=True, slots=True)
class Waiting:
    """Days from the request on; ``nine_tenths`` waited at most that long."""

    count: int
    median: float | None
    nine_tenths: int | None


@dataclass(frozen=True, slots=True)
class Answers:
    """What became of being asked, by answer; ``open`` were not answered yet."""

    asked: int
    by_answer: dict[str, int]

    def share(self, answer: str) -> float | None:
        """Percent of those that have ended in one way or another."""
        ended = self.asked - self.by_answer.get("", 0)
        return 100 * self.by_answer.get(answer, 0) / ended if ended else None


def numbers(found: Iterable[Case]) -> Numbers:
    rows = list(found)
    placed = [one for one in rows if one.is_placed]
    costs = [one.cost for one in placed if one.cost is not None]
    return Numbers(
        requests=len(rows),
        placed=len(placed),
        days=sum(one.half_days for one in placed) / HALF,
        cost=sum(costs) if costs else None,
    )


def count_by(
    found: Iterable[Case], key: Callable[[Case], object]
) -> dict[object, Numbers]:
    """The same figures for each group."""
    groups: dict[object, list[Case]] = {}
    for one in found:
        groups.setdefault(key(one), []).append(one)
    return {name: numbers(rows) for name, rows in groups.items()}


def waiting(days: Iterable[int | None]) -> Waiting:
    """The median, and the day within which nine of ten were served (nearest rank).

    >>> waiting([3, 1, None, 10, 2])
    Waiting(count=4, median=2.5, nine_tenths=10)
    >>> waiting([])
    Waiting(count=0, median=None, nine_tenths=None)
    """
    known = sorted(one for one in days if one is not None)
    if not known:
        return Waiting(0, None, None)
    rank = math.ceil(NINE_TENTHS * len(known))
    return Waiting(len(known), median(known), known[rank - 1])


def answers(found: Iterable[Case]) -> Answers:
    counts = Counter(answer for one in found for _who, answer in one.asked)
    return Answers(counts.total(), dict(counts))


def outcomes(found: Iterable[Case]) -> tuple[Counter[str], Counter[str]]:
    """A year later: how it stands, and how much the dispatch helped."""
    said = [one for one in found if one.survey]
    return Counter(one.survey for one in said), Counter(
        one.helped for one in said if one.helped
    )


def grounds(found: Sequence[Case]) -> list[Candidate]:
    """Why advisers declined, in their own words, the latest first."""
    ids = [
        one.pk
        for one in found
        if any(answer == "declined" for _who, answer in one.asked)
    ]
    rows = Candidate.objects.filter(request__in=ids[:MOST_GROUNDS], answer="declined")
    return list(
        rows.select_related("request", "adviser__membership__user").order_by(
            "-answered_at", "-pk"
        )[:MOST_GROUNDS]
    )
