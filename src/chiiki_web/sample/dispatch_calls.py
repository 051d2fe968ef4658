"""The calls in which people are asked for, year by year, and which requests came in them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import uuid5

from django.utils import timezone

from chiiki import periods
from chiiki_web.funds import actions as funds
from chiiki_web.sample.calendar import Calendar, Story, days
from chiiki_web.sample.cast import Cast
from chiiki_web.sample.dispatch_drafts import draft_story
from chiiki_web.sample.dispatches import SPACE, dispatch_story, midnight
from chiiki_web.sample.projects import Idea
from chiiki_web.sample.requesting import closing_of, closing_on
from chiiki_web.schemes import actions as schemes
from chiiki_web.schemes.models import Programme

CALLS = {
    "adviser_dispatch": "見本：地域情報化アドバイザー派遣",
    "manager_dispatch": "見本：ICT地域マネージャー派遣",
}
BUDGET = 20_000_000
TIGHT = 130_000  # the share of one round: enough for one dispatch, not for two
STORIES = (
    (700, ""),
    (660, ""),
    (500, ""),
    (430, ""),
    (330, ""),
    (300, ""),
    (120, ""),
    (90, ""),
    (20, "accepted"),
    (13, "asked"),
    (9, "proposed"),
    (2, "submitted"),
    (46, ""),  # uses up the share of its round
    (45, ""),  # and so this one waits
    (70, "team"),
    (80, "office"),
    (24, "entered"),
    (27, "confirmed"),
    (33, "withdrawn"),
    (1, "submitted"),
)
TIGHT_ROUND = 45  # days ago: the round in which little money is left


def dispatch_stories(
    ideas: Sequence[Idea], cast: Cast, calendar: Calendar, at: datetime
) -> None:
    """A call for each fiscal year and programme, the requests in them, and drafts."""
    tight = timezone.localdate(at - days(TIGHT_ROUND))
    for year in _fiscal_years(at):
        for programme in CALLS:
            calendar.add(dispatch_call_story(programme, year, cast, tight))
    for number, (ago, stops) in enumerate(STORIES):
        calendar.add(
            dispatch_story(
                number,
                ideas[number * 3 % len(ideas)],
                cast,
                at - days(ago),
                declines=number % 4 == 1 and not stops,
                stops=stops,
            )
        )
    calendar.add(draft_story(cast, at))


def dispatch_call_story(
    programme: str, year: int, cast: Cast, tight_on: date | None
) -> Story:
    """The call of one fiscal year, in rounds that close month by month."""
    period = periods.fiscal_year_period(year)
    begins, ends = midnight(period.start), closing_of(year)
    yield begins
    call = schemes.open_call(
        form_key=uuid5(SPACE, f"{programme}:{year}"),
        programme=Programme.objects.get(pk=programme),
        name_ja=f"{CALLS[programme]}（{periods.format_fiscal_year(year, 'ja')}）",
        name_en=f"Sample: {programme.replace('_', ' ')}, FY{year}",
        fiscal_year=year,
        opens_at=begins,
        closes_at=ends,
        project_starts_on=period.start,
        project_ends_on=period.end,
        is_sample=True,
        by=cast.office,
        at=begins,
    )
    funds.open_fund(call.pk, BUDGET, by=cast.office, at=begins)
    if programme == "adviser_dispatch":
        wanted = _monthly(begins, tight_on)
        schemes.open_rounds(call.pk, wanted, by=cast.office, at=begins)


def _monthly(begins: datetime, tight_on: date | None) -> list[schemes.Wanted]:
    """Each opens when the one before it closes, at 15:00 of the last day of a month."""
    wanted, opens = [], begins
    for number in range(1, 13):
        after = periods.add_months(timezone.localdate(begins), number)
        closes = closing_on(after - timedelta(days=1))
        is_tight = tight_on is not None and opens < closing_on(tight_on) <= closes
        wanted.append(
            schemes.Wanted(
                opens_at=opens, closes_at=closes, share=TIGHT if is_tight else None
            )
        )
        opens = closes
    return wanted


def _fiscal_years(at: datetime) -> range:
    """From the year of the oldest request to this one."""
    oldest = at - days(max(ago for ago, _stops in STORIES))
    return range(
        periods.fiscal_year(timezone.localdate(oldest)),
        periods.fiscal_year(timezone.localdate(at)) + 1,
    )
