"""How a frame divides: units, those left out and those asked, by stratum and class."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q

from chiiki_web.surveys.models import Survey
from chiiki_web.surveys.queries import classes


@dataclass(frozen=True, slots=True)
class Stratum:
    code: str
    units: int
    excluded: int
    drawn: int

    @property
    def name(self) -> str:
        return classes.class_name(self.code)

    @property
    def can_be_drawn(self) -> int:
        return self.units - self.excluded

    @property
    def is_sampled(self) -> bool:
        """Whether some who could be asked are not."""
        return self.drawn < self.can_be_drawn


def strata(survey: Survey) -> list[Stratum]:
    """Each stratum of the frame, the usual classes first."""
    rows = (
        survey.recipients.order_by()
        .values_list("stratum")
        .annotate(
            units=Count("pk"),
            out=Count("pk", filter=~Q(excluded_reason="")),
            drawn=Count("pk", filter=Q(drawn=True)),
        )
    )
    found = {code: Stratum(code, n, out, drawn) for code, n, out, drawn in rows}
    return [found[code] for code in classes.in_order(found)]


def summed(rows: Iterable[Stratum]) -> Stratum:
    listed = list(rows)
    return Stratum(
        "",
        sum(one.units for one in listed),
        sum(one.excluded for one in listed),
        sum(one.drawn for one in listed),
    )
