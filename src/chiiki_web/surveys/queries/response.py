"""Who has answered so far: by state, prefecture, size class and day, in few statements."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TypeVar

from django.db.models import Count, Q
from django.db.models.functions import TruncDate
from django.utils import timezone

from chiiki_web.surveys.models import Recipient, Survey
from chiiki_web.surveys.queries import classes

State = Recipient.State
STATES = list(State)
Key = TypeVar("Key")


@dataclass(frozen=True, slots=True)
class Counts:
    """How many are in each state; ``asked`` is all of them together."""

    by_state: Mapping[str, int]

    @property
    def asked(self) -> int:
        return sum(self.by_state.values())

    def at_least(self, state: State) -> int:
        """How many have come so far or further."""
        return sum(self.by_state.get(one, 0) for one in STATES[STATES.index(state) :])

    @property
    def invited(self) -> int:
        return self.at_least(State.INVITED)

    @property
    def opened(self) -> int:
        return self.at_least(State.OPENED)

    @property
    def partial(self) -> int:
        return self.by_state.get(State.PARTIAL, 0)

    @property
    def submitted(self) -> int:
        return self.by_state.get(State.SUBMITTED, 0)

    @property
    def rate(self) -> float | None:
        """Submitted out of those asked; None where nobody is asked."""
        return self.submitted / self.asked if self.asked else None


@dataclass(frozen=True, slots=True)
class Prefecture:
    code: str
    name_ja: str
    name_en: str


class Response:
    """The counts of one survey, read once and asked for in several ways."""

    def __init__(self, survey: Survey) -> None:
        self.survey = survey

    @cached_property
    def _rows(self) -> list[tuple[Prefecture, str, str, int]]:
        names = ("prefecture_code", "prefecture_ja", "prefecture_en")
        rows = (
            self.survey.recipients.filter(drawn=True)
            .order_by()
            .values_list(*names, "size_class", "state")
            .annotate(n=Count("pk"))
        )
        return [
            (Prefecture(code, ja, en), size, state, n)
            for code, ja, en, size, state, n in rows
        ]

    @cached_property
    def whole(self) -> Counts:
        found: Counter[str] = Counter()
        for _place, _size, state, n in self._rows:
            found[state] += n
        return Counts(found)

    @cached_property
    def by_size_class(self) -> list[tuple[str, Counts]]:
        """The usual classes first; each with its code."""
        found = self._by(lambda row: row[1])
        return [(code, found[code]) for code in classes.in_order(found)]

    @cached_property
    def by_prefecture(self) -> list[tuple[Prefecture, Counts]]:
        found = self._by(lambda row: row[0])
        return sorted(
            found.items(),
            key=lambda one: (one[0].code == "", one[0].code, one[0].name_ja),
        )

    def _by(
        self, key: Callable[[tuple[Prefecture, str, str, int]], Key]
    ) -> dict[Key, Counts]:
        found: dict[Key, Counter[str]] = defaultdict(Counter)
        for row in self._rows:
            found[key(row)][row[2]] += row[3]
        return {one: Counts(counts) for one, counts in found.items()}

    @cached_property
    def frame(self) -> tuple[int, int]:
        """How many stand in the frame, and how many of them are left out by name."""
        found = self.survey.recipients.aggregate(
            all=Count("pk"), out=Count("pk", filter=~Q(excluded_reason=""))
        )
        return found["all"], found["out"]

    @cached_property
    def by_day(self) -> list[tuple[date, int]]:
        """How many had submitted at the end of each day on which somebody did."""
        zone = timezone.get_default_timezone()
        rows = (
            self.survey.recipients.filter(drawn=True, submitted_at__isnull=False)
            .order_by()
            .annotate(day=TruncDate("submitted_at", tzinfo=zone))
            .values_list("day")
            .annotate(n=Count("pk"))
        )
        total, found = 0, []
        for day, n in sorted(rows):
            total += n
            found.append((day, total))
        return found


def counts_of(surveys: Iterable[Survey]) -> dict[int, Counts]:
    """The counts of several surveys at once, by their keys."""
    keys = [one.pk for one in surveys]
    found: dict[int, Counter[str]] = {pk: Counter() for pk in keys}
    rows = (
        Recipient.objects.filter(survey__in=keys, drawn=True)
        .order_by()
        .values_list("survey", "state")
        .annotate(n=Count("pk"))
    )
    for pk, state, n in rows:
        found[pk][state] += n
    return {pk: Counts(counts) for pk, counts in found.items()}


def excluded(survey: Survey) -> list[tuple[str, int]]:
    """What was left out: each ground with how many it concerns."""
    rows = survey.recipients.exclude(excluded_reason="").order_by()
    return sorted(rows.values_list("excluded_reason").annotate(n=Count("pk")))
