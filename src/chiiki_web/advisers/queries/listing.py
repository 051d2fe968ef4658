"""How the office sees the register in a fiscal year: who is commissioned, who is not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.utils.translation import gettext_lazy as _

from chiiki_web.advisers.models import Adviser, Commission, Statement
from chiiki_web.advisers.queries.register import entries, narrowed

STANDINGS = [
    ("commissioned", _("commissioned this fiscal year")),
    ("ended", _("commission ended this fiscal year")),
    ("none", _("not commissioned this fiscal year")),
    ("pending", _("a change waits for the office")),
    ("inactive", _("out of the list")),
]


@dataclass(frozen=True, slots=True)
class Renewal:
    """One adviser before a fiscal year: what was agreed, what is proposed, what to check."""

    adviser: Adviser
    last: Commission | None
    current: Commission | None
    days: int
    is_role_over: bool
    is_pending: bool
    is_ended: bool

    @property
    def can_be_commissioned(self) -> bool:
        return (
            self.current is None
            and self.adviser.is_active
            and not self.is_role_over
            and self.days > 0
        )

    @property
    def is_of_last_year(self) -> bool:
        return self.last is not None and not self.last.is_ended

    @property
    def offers_less(self) -> bool:
        """The adviser offers fewer days now than the year before agreed."""
        agreed = self.last.capacity_days if self.last else 0
        return self.is_of_last_year and self.adviser.capacity_days < agreed


def in_the_office(
    fiscal_year: int, *, standing: str = "", **sought: str
) -> QuerySet[Adviser]:
    """Every entry that fits, with the commissions of the year as ``of_year``."""
    rows = narrowed(entries(), **sought).annotate(is_pending=Exists(_pending()))
    of_year = Commission.objects.filter(fiscal_year=fiscal_year)
    current = Exists(of_year.filter(adviser=OuterRef("pk"), is_ended=False))
    ended = Exists(of_year.filter(adviser=OuterRef("pk"), is_ended=True))
    if standing == "commissioned":
        rows = rows.filter(current)
    elif standing == "ended":
        rows = rows.filter(ended).exclude(current)
    elif standing == "none":
        rows = rows.exclude(current)
    elif standing == "pending":
        rows = rows.filter(is_pending=True)
    elif standing == "inactive":
        rows = rows.filter(is_active=False)
    return rows.prefetch_related(
        "employers",
        "vendors",
        Prefetch("commissions", of_year.order_by("is_ended", "-pk"), to_attr="of_year"),
    )


def renewals(fiscal_year: int, today: date) -> list[Renewal]:
    """Everybody who stands in the list, before they are commissioned for a year."""
    rows = entries().filter(is_active=True).annotate(is_pending=Exists(_pending()))
    last = _by_adviser(fiscal_year - 1)
    of_year = _by_adviser(fiscal_year)
    current = {pk: one for pk, one in of_year.items() if not one.is_ended}
    return [
        Renewal(
            one,
            last.get(one.pk),
            current.get(one.pk),
            _days(one, last.get(one.pk)),
            one.membership.until is not None and one.membership.until < today,
            one.is_pending,
            one.pk in of_year and one.pk not in current,
        )
        for one in rows
    ]


def _pending() -> QuerySet[Statement]:
    return Statement.objects.filter(
        membership=OuterRef("membership"), state=Statement.State.SENT
    )


def _by_adviser(fiscal_year: int) -> Mapping[int, Commission]:
    """The commission that counts for each adviser: one that has not ended comes first."""
    rows = Commission.objects.filter(fiscal_year=fiscal_year)
    return {one.adviser_id: one for one in rows.order_by("-is_ended", "pk")}


def _days(adviser: Adviser, last: Commission | None) -> int:
    """As many as last year, but not more than are offered now."""
    offered = adviser.capacity_days
    if last is None or last.is_ended:
        return offered
    return min(last.capacity_days, offered)
