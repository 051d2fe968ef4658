"""The story of a call: opened, applied to, examined, reviewed, selected, decided."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from uuid import UUID

from django.utils import timezone

from chiiki import periods
from chiiki_web.applications import actions as applications
from chiiki_web.applications import queries
from chiiki_web.applications.models import Application
from chiiki_web.awards import actions as awards
from chiiki_web.awards.models import Award
from chiiki_web.awards.queries import proposal, standard_conditions, to_select
from chiiki_web.funds import actions as funds
from chiiki_web.plans.models import Plan
from chiiki_web.reviews import actions as reviews
from chiiki_web.reviews.models import Review
from chiiki_web.sample.aftermath import Fate, aftermath
from chiiki_web.sample.calendar import Calendar, Story, days
from chiiki_web.sample.cast import Cast
from chiiki_web.sample.desk import desk_story, go_through
from chiiki_web.sample.projects import (
    Idea,
    ask_recommendation,
    files_of,
    key,
    recommend,
    write_plan,
)
from chiiki_web.sample.together import apply_together
from chiiki_web.schemes import actions as schemes
from chiiki_web.schemes.models import Call, Programme

GROUNDS = (
    "目標の根拠となる調査があり、数値が示されている。",
    "担い手の確保の見通しが具体的である。",
    "事業終了後の費用の負担者が示されている。",
    "費用の内訳に一部不明な点があるが、全体として妥当である。",
    "他の手段との比較が示されている。",
)
CLOSES_AT = 15  # o'clock, for rounds and a call that runs in them
NOT_CHOSEN = "評価点の順位により、予算の範囲内で採択に至らなかった。"


@dataclass(frozen=True, slots=True)
class Plot:
    """One call of the sample: when, under which programme, with how much money."""

    programme: str
    name_ja: str
    name_en: str
    opens_at: datetime
    open_for: int
    ends_on: date
    budget: int
    ideas: tuple[Idea, ...]
    fates: tuple[Fate, ...]
    standard: int | None = None
    is_talked_over: bool = False
    runs_in_rounds: bool = False

    @property
    def form_key(self) -> UUID:
        return key("call", self.programme, self.opens_at.date())

    @property
    def programme_row(self) -> Programme:
        return Programme.objects.get(pk=self.programme)

    @property
    def closes_at(self) -> datetime:
        last = timezone.localdate(self.opens_at + days(self.open_for))
        hour = time(CLOSES_AT if self.runs_in_rounds else 14)
        return timezone.make_aware(datetime.combine(last, hour))


def call_story(plot: Plot, cast: Cast, calendar: Calendar) -> Story:
    """From the opening of a call to its award decisions."""
    yield plot.opens_at
    call = publish(plot, cast)
    for order, idea in enumerate(plot.ideas):
        calendar.add(applying(idea, call, order))
    if plot.is_talked_over:
        calendar.add(desk_story(call, cast))
    yield from judge(plot, call, cast, calendar, plot.closes_at, plot.ideas)


def judge(
    plot: Plot,
    call: Call,
    cast: Cast,
    calendar: Calendar,
    closed_at: datetime,
    carried_out: Sequence[Idea],
) -> Iterator[datetime]:
    """Examine, review, select and decide on what was received until ``closed_at``."""
    at = closed_at + days(1)
    yield at
    yield from go_through(call, cast, at)
    yield from _review(call, cast, at + days(12))
    at += days(42)
    yield at
    selected = _select(call, cast, at)
    at += days(8)
    yield at
    told = {
        key("plan", idea.number): (idea, fate)
        for idea, fate in zip(plot.ideas, plot.fates, strict=True)
    }
    for award in selected:
        idea, fate = told[award.application.plan.form_key]
        awards.decide_award(
            award.pk,
            amount=award.amount,
            conditions=standard_conditions(),
            by=cast.office,
            at=at,
        )
        if idea in carried_out:
            calendar.add(aftermath(award.pk, idea, fate, cast, at))


def applying(
    idea: Idea,
    call: Call,
    order: int,
    window: tuple[datetime, datetime] | None = None,
) -> Story:
    """An officer writes a plan and sends it, some days before the deadline."""
    opens_at, closes_at = window or (call.opens_at, call.closes_at)
    length = (closes_at - opens_at) / timedelta(days=1)
    at = opens_at + days(1 + (order * 2) % max(length * 0.4, 1))
    yield at
    plan = write_plan(idea, at=at)
    if not idea.body.is_local_government:
        ask_recommendation(idea, plan, call, at=at)
    at += days(length * 0.2) + timedelta(minutes=37 * order)
    yield at
    if idea.applies_together:
        plan = apply_together(idea, plan, at=at)
    made = _prepare(idea, plan, call, at)
    at = min(at + days(length * 0.15), closes_at - timedelta(minutes=9 * (order + 1)))
    yield at
    applications.submit_application(
        made.pk, key=key("submit", idea.number, 1), by=idea.officer, at=at
    )


def publish(plot: Plot, cast: Cast) -> Call:
    """Open the call of a plot with its budget."""
    call = schemes.open_call(
        form_key=plot.form_key,
        programme=plot.programme_row,
        name_ja=plot.name_ja,
        name_en=plot.name_en,
        fiscal_year=periods.fiscal_year(timezone.localdate(plot.opens_at)),
        opens_at=plot.opens_at,
        closes_at=plot.closes_at,
        project_starts_on=timezone.localdate(plot.closes_at + days(52)),
        project_ends_on=plot.ends_on,
        is_sample=True,
        by=cast.office,
        at=plot.opens_at - timedelta(minutes=5),
    )
    funds.open_fund(call.pk, plot.budget, by=cast.office, at=plot.opens_at)
    if plot.standard is not None:
        applications.set_processing_time(
            call.pk,
            days=plot.standard,
            counted_from="receipt",
            by=cast.office,
            at=plot.opens_at,
        )
    return call


def _prepare(idea: Idea, plan: Plan, call: Call, at: datetime) -> Application:
    for asked in plan.recommendations.all():
        recommend(idea, asked, at=at)
    made = applications.start_application(plan.pk, call.pk, by=idea.officer, at=at)
    cap = queries.cap_of(made)
    amount = idea.total if cap is None else min(idea.total, cap)
    applications.set_amount(
        made.pk, requested=amount, recommended_by="", by=idea.officer, at=at
    )
    for kind, upload in files_of(idea):
        applications.attach_file(
            made.pk, kind=kind, upload=upload, by=idea.officer, at=at
        )
    return made


def _review(call: Call, cast: Cast, at: datetime) -> Iterator[datetime]:
    """Two of three reviewers for each; one steps aside and the third takes over."""
    yield at
    due_on = timezone.localdate(at + days(24))
    accepted = list(call.applications.filter(status="accepted").order_by("pk"))
    panel = cast.reviewers
    given = []
    for order, application in enumerate(accepted):
        pair = [panel[order % 3], panel[(order + 1) % 3]]
        if order == 2:
            yield from _step_aside(application, cast, due_on, at)
            pair = [panel[0], panel[1]]
        for reviewer in pair:
            given.append(
                reviews.assign_reviewer(
                    application.pk, reviewer.pk, due_on=due_on, by=cast.office, at=at
                )
            )
    for order, review in enumerate(given):
        at += timedelta(hours=34, minutes=7 * (order % 5))
        yield at
        _score(review, at)


def _step_aside(
    application: Application, cast: Cast, due_on: date, at: datetime
) -> Iterator[datetime]:
    third = cast.reviewers[2]
    review = reviews.assign_reviewer(
        application.pk, third.pk, due_on=due_on, by=cast.office, at=at
    )
    yield at + timedelta(minutes=1)
    reviews.declare_conflict(
        review.pk,
        ground="申請団体の検討会に、以前に委員として加わっていた。",
        by=third,
        at=at + timedelta(minutes=1),
    )


def _score(review: Review, at: datetime) -> None:
    application = review.application
    seed = application.plan.form_key  # a row's own number differs between databases
    luck = Random(f"{seed}:{review.reviewer.user.email}")
    quality = Random(f"{seed}").uniform(0.5, 0.95)
    first = luck.randrange(len(GROUNDS))
    points, grounds = {}, {}
    for order, one in enumerate(application.call.criteria.all()):
        share = min(max(quality + luck.uniform(-0.12, 0.12), 0.1), 1.0)
        points[one.pk] = round(one.max_points * share)
        grounds[one.pk] = GROUNDS[(order + first) % len(GROUNDS)]
    by = review.reviewer
    reviews.declare_no_conflict(review.pk, by=by, at=at)
    reviews.save_scores(
        review.pk,
        points=points,
        grounds=grounds,
        opinion="利用者への聞き取りに基づく計画であり、続け方の確認を条件に評価する。",
        by=by,
        at=at,
    )
    reviews.finish_review(review.pk, by=by, at=at)


def _select(call: Call, cast: Cast, at: datetime) -> list[Award]:
    """Follow the order of the points until the budget is used."""
    call = Call.objects.select_related("fund").get(pk=call.pk)
    waiting = to_select(call)
    chosen = {
        int(line.proposal.id) for line in proposal(call, waiting).lines if line.chosen
    }
    everyone = {one.application.pk for one in waiting}
    made = awards.select_applications(
        call.pk,
        chosen=dict.fromkeys(chosen, ""),
        others=dict.fromkeys(everyone - chosen, NOT_CHOSEN),
        by=cast.office,
        at=at,
    )
    return [one for one in made if one.status == Award.Status.CANDIDATE]
