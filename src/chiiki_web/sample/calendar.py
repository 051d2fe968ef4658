"""Stories told side by side, in the order of their moments.

A story is a generator: it yields the moment of its next step, then takes that step through
an action of the site. What lies after "now" does not happen, so that some cases are found
in the middle of something, as in any office.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from datetime import datetime, timedelta

Story = Iterator[datetime]


class Calendar:
    """Runs stories up to a moment; a story may add others while it runs."""

    def __init__(self, until: datetime) -> None:
        self.until = until
        self._waiting: list[tuple[datetime, int, Story]] = []
        self._told = 0

    def add(self, story: Story) -> None:
        moment = next(story, None)
        if moment is not None:
            self._told += 1
            heapq.heappush(self._waiting, (moment, self._told, story))

    def run(self) -> None:
        """Take the earliest step again and again, until the next one is still to come."""
        while self._waiting and self._waiting[0][0] <= self.until:
            _moment, _order, story = heapq.heappop(self._waiting)
            self.add(story)


def days(number: float) -> timedelta:
    return timedelta(days=number)
