"""What is known of budgets: what one thing holds, and the whole as parts of a bar."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import models
from django.db.models import Sum

from chiiki_web.funds.models import Entry, Fund

BAR = 1000  # the bar is drawn this many units wide


@dataclass(frozen=True, slots=True)
class Held:
    """What is set aside for one thing and what of it is paid, in whole yen."""

    reserved: int
    paid: int

    @property
    def unpaid(self) -> int:
        return self.reserved - self.paid


def held_for(subject: models.Model) -> Held:
    """Add up the movements for one thing, such as an award."""
    key = f"{subject._meta.label_lower}:{subject.pk}"
    sums = dict(
        Entry.objects.filter(subject=key)
        .order_by()
        .values_list("kind")
        .annotate(sum=Sum("amount"))
    )
    given_back = sums.get(Entry.Kind.RELEASE, 0)
    return Held(
        reserved=sums.get(Entry.Kind.RESERVE, 0) - given_back,
        paid=sums.get(Entry.Kind.PAY, 0),
    )


@dataclass(frozen=True, slots=True)
class Bar:
    """A budget as three parts of a bar: paid, set aside and unpaid, free."""

    fund: Fund
    paid: int
    unpaid: int

    @property
    def set_aside(self) -> int:
        """Yen that are set aside and not paid yet."""
        return self.fund.reserved - self.fund.paid


def bar_of(fund: Fund) -> Bar:
    paid = fund.paid * BAR // fund.total
    return Bar(fund, paid, fund.reserved * BAR // fund.total - paid)
