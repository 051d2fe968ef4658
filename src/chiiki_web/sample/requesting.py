"""A body of the sample sends a request; one that is no local government is recommended first."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from chiiki import periods
from chiiki_web.dispatch import actions as dispatch
from chiiki_web.dispatch.models import Request
from chiiki_web.sample.cast import Cast
from chiiki_web.sample.projects import Idea

CLOSES_AT = time(15)
A_MINUTE = timedelta(minutes=1)


def send_request(idea: Idea, cast: Cast, *, at: datetime, **said: Any) -> Request:
    """Once the last round of a year has closed, nothing is received until the next year."""
    at = min(at, closing_of(periods.fiscal_year(timezone.localdate(at))) - A_MINUTE)
    year = periods.fiscal_year_period(periods.fiscal_year(timezone.localdate(at)))
    said["wanted_from"] = min(said["wanted_from"], year.end - timedelta(days=1))
    if not idea.body.is_local_government:
        town = cast.officer_of(cast.bodies[idea.place.name_ja])
        asked = dispatch.ask_recommendation(
            recommender=town.organisation, by=idea.officer, at=at, **said
        )
        dispatch.give_recommendation(
            asked.pk,
            ground="地域の課題に沿う案件であり、助言を生かす体制が確認できる。",
            by=town,
            at=at,
        )
    return dispatch.request_dispatch(by=idea.officer, at=at, **said)


def closing_of(fiscal_year: int) -> datetime:
    """When the last round of a year closes: 15:00 of 31 March, as the programme has it."""
    return closing_on(periods.fiscal_year_period(fiscal_year).end - timedelta(days=1))


def closing_on(day: date) -> datetime:
    """Rounds close at 15:00."""
    return timezone.make_aware(datetime.combine(day, CLOSES_AT))
