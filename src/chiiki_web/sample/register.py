"""The story of the register: advisers are commissioned on the first day of each year."""

from __future__ import annotations

from datetime import datetime, time

from django.utils import timezone

from chiiki import periods
from chiiki_web.advisers import actions as advisers
from chiiki_web.sample.calendar import Story, days
from chiiki_web.sample.cast import Cast

COMMISSIONED_FOR_DAYS = 1_100


def commission_story(cast: Cast, at: datetime) -> Story:
    """Everybody is commissioned anew in each fiscal year of the sample."""
    first = periods.fiscal_year(timezone.localdate(at - days(COMMISSIONED_FOR_DAYS)))
    last = periods.fiscal_year(timezone.localdate(at))
    for year in range(first, last + 1):
        begins = datetime.combine(periods.fiscal_year_period(year).start, time(9))
        moment = timezone.make_aware(begins)
        yield moment
        for one in cast.advisers:
            advisers.commission_adviser(
                one.pk,
                fiscal_year=year,
                capacity_days=one.capacity_days,
                by=cast.office,
                at=moment,
            )
