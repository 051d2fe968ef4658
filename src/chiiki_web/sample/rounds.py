"""The story of a call with three rounds: one selected, one stopped, one opened again."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone

from chiiki_web.applications.models import Application
from chiiki_web.awards import actions as awards
from chiiki_web.awards.models import Award
from chiiki_web.sample.calendar import Calendar, Story, days
from chiiki_web.sample.calls import CLOSES_AT, Plot, applying, judge, publish
from chiiki_web.sample.cast import Cast
from chiiki_web.sample.projects import Idea, key
from chiiki_web.schemes import actions as schemes
from chiiki_web.schemes.models import Call, Round

# Its budget, 16 million yen, is what the applicants of the first round ask for.
IN_ROUNDS = "ふるさと元気事業（3回募集）"
HOURS = ((0, 25), (65, 100), (107, 130))  # days since the call opened, for each round
LOOKED_AT = 72  # by then the second round has received something
DECLINED, REOPENED = 85, 106
DECLINE = "（見本）共同で実施する団体の都合により、事業の実施が困難となったため。"
REOPEN = "（見本）交付決定の辞退により、予算に残額が生じたため。"


def rounds_story(plot: Plot, cast: Cast, calendar: Calendar) -> Story:
    """The first round uses the budget, one of its awards is declined, the third goes on."""
    yield plot.opens_at
    call = publish(plot, cast)
    made = _open_rounds(call, cast)
    *first, second, third = plot.ideas
    for order, idea in enumerate(first):
        window = (made[0].opens_at, made[0].closes_at)
        calendar.add(applying(idea, call, order, window))
    opens = made[1].opens_at
    calendar.add(applying(second, call, 0, (opens, call.opens_at + days(LOOKED_AT))))
    yield from judge(plot, call, cast, calendar, made[0].closes_at, first[:1])
    at = plot.opens_at + days(DECLINED)
    yield at
    _decline(call, first[-1], at)
    at = plot.opens_at + days(REOPENED)
    yield at
    schemes.reopen_round(made[2].pk, ground=REOPEN, by=cast.office, at=at)
    opens = made[2].opens_at
    calendar.add(applying(third, call, 0, (opens, opens + days(7))))


def _open_rounds(call: Call, cast: Cast) -> list[Round]:
    wanted = [
        schemes.Wanted(
            opens_at=call.opens_at + days(opens),
            closes_at=_hour(call.opens_at + days(closes)),
        )
        for opens, closes in HOURS
    ]
    at = call.opens_at + timedelta(minutes=5)
    return schemes.open_rounds(call.pk, wanted, by=cast.office, at=at)


def _hour(at: datetime) -> datetime:
    return timezone.localtime(at).replace(hour=CLOSES_AT, minute=0, second=0)


def _decline(call: Call, idea: Idea, at: datetime) -> Award:
    application = Application.objects.get(
        call=call, plan__form_key=key("plan", idea.number)
    )
    return awards.decline_award(
        application.award.pk, ground=DECLINE, by=idea.officer, at=at
    )
