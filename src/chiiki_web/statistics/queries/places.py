"""Which municipalities asked and which never did; codes that ended count to what they became."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from chiiki_web.regions.models import Municipality, Prefecture
from chiiki_web.statistics.queries.cases import Case


@dataclass(frozen=True, slots=True)
class Place:
    """A municipality of today and how often it asked, those merged into it included."""

    code: str
    name_ja: str
    name_en: str
    prefecture: str
    requests: int


@dataclass(frozen=True, slots=True)
class Places:
    """``merged`` requests came under a code that has ended and count to its successor;
    ``lost`` ones under a code that ended without one."""

    places: tuple[Place, ...]
    prefectures: dict[str, Prefecture]
    merged: int
    lost: int

    @property
    def never(self) -> list[Place]:
        return [one for one in self.places if not one.requests]

    def asked(self, *, is_sample: bool) -> tuple[int, int]:
        """How many have asked, of how many: those of the sample, or all others."""
        among = [
            one
            for one in self.places
            if self.prefectures[one.prefecture].is_sample is is_sample
        ]
        return sum(one.requests > 0 for one in among), len(among)

    def share_by_prefecture(self) -> dict[str, float]:
        """Percent of the municipalities of a prefecture that have asked at least once."""
        asked: dict[str, list[bool]] = defaultdict(list)
        for one in self.places:
            asked[one.prefecture].append(one.requests > 0)
        return {code: 100 * sum(rows) / len(rows) for code, rows in asked.items()}


def places(found: Iterable[Case]) -> Places:
    """Count requests by the municipality that the code of the request is today."""
    rows = list(
        Municipality.objects.order_by("code").values_list(
            "code", "name_ja", "name_en", "prefecture", "last_day", "successor"
        )
    )
    ended = {row[0]: row[5] for row in rows if row[4] is not None}
    counts: dict[str, int] = defaultdict(int)
    merged = lost = 0
    for one in found:
        code = today_of(one.municipality, ended)
        if code is None:
            lost += 1
            continue
        merged += code != one.municipality
        counts[code] += 1
    return Places(
        tuple(Place(*row[:4], counts[row[0]]) for row in rows if row[4] is None),
        {one.code: one for one in Prefecture.objects.all()},
        merged,
        lost,
    )


def today_of(code: str, ended: dict[str, str | None]) -> str | None:
    """What a code is today, over as many mergers as there were; None where it has no heir.

    >>> today_of("a", {"a": "b", "b": "c"}), today_of("x", {"x": None}), today_of("y", {})
    ('c', None, 'y')
    """
    seen: set[str] = set()
    found: str | None = code
    while found is not None and found in ended and found not in seen:
        seen.add(found)
        found = ended[found]
    return None if found in seen else found
