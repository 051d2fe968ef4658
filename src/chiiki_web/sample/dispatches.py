"""The stories of requests for advisers and managers."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from uuid import UUID, uuid5

from django.utils import timezone

from chiiki import periods
from chiiki_web.advisers.models import Adviser
from chiiki_web.dispatch import actions as dispatch
from chiiki_web.dispatch.models import Candidate, Fee, Request
from chiiki_web.sample.calendar import Story, days
from chiiki_web.sample.cast import Cast
from chiiki_web.sample.projects import Idea, key
from chiiki_web.sample.requesting import send_request
from chiiki_web.schemes.models import Field

SPACE = UUID("6f6b8f0e-5f5f-4a43-9a55-0d0f3c5c7e11")


def dispatch_story(
    number: int,
    idea: Idea,
    cast: Cast,
    at: datetime,
    *,
    declines: bool,
    stops: str = "",
) -> Story:
    """From the request to both reports; ``stops`` names a state in which it stays."""
    yield at
    nominated = cast.advisers[0] if stops == "asked" else _nominated(number, idea, cast)
    request = _ask(number, idea, cast, at, nominated, stops)
    if stops == "submitted":
        return
    if stops == "withdrawn":
        yield at + days(3)
        dispatch.withdraw_request(request.pk, by=idea.officer, at=at + days(3))
        return
    yield at + days(4)
    dispatch.propose_candidates(request.pk, by=cast.office, at=at + days(4))
    if stops == "proposed":
        return
    yield at + days(7)
    _rank(request, idea, at + days(7), most=1 if stops == "asked" else 4)
    if not _asked_or_none(request):
        return  # the budget of its round is used
    if declines and request.candidates.count() > 1:
        yield at + days(9)
        _decline(request, at + days(9))
    if stops == "asked":
        yield at + days(12)
        dispatch.chase_answers(at + days(12))  # no answer yet, and nobody follows
        return
    yield at + days(10)
    yield from _accept(request, idea, cast, at, stops)


def _decline(request: Request, at: datetime) -> None:
    asked = _asked(request)
    dispatch.decline_dispatch(
        asked.pk,
        note="希望の期間に、別の地域への派遣が決まっているため。",
        by=asked.adviser.membership,
        at=at,
    )


def _accept(
    request: Request, idea: Idea, cast: Cast, at: datetime, stops: str
) -> Story:
    """Everybody who is asked accepts; then the dispatch is carried out."""
    while one := _asked_or_none(request):
        dispatch.accept_dispatch(one.pk, by=one.adviser.membership, at=at + days(10))
    request.refresh_from_db()
    if stops != "accepted" and request.status == Request.Status.ACCEPTED:
        yield from _carry_out(request, idea, cast, at, stops)


def _rank(request: Request, idea: Idea, at: datetime, *, most: int) -> None:
    """The requester ranks what it was shown; where the office chooses, that is done.

    Where it ranks one alone, nobody follows if that one does not answer.
    """
    request.refresh_from_db()
    if request.status != Request.Status.PROPOSED:
        return
    candidates = list(request.candidates.order_by("order"))[:most]
    ranks = {one.pk: rank for rank, one in enumerate(candidates, start=1)}
    dispatch.rank_candidates(request.pk, ranks=ranks, by=idea.officer, at=at)


def _carry_out(
    request: Request, idea: Idea, cast: Cast, at: datetime, stops: str
) -> Story:
    """The days, both reports, the payment, and the survey of the next fiscal year."""
    adviser = request.candidates.filter(answer="accepted").earliest("seat").adviser
    held = moment(timezone.localdate(at + days(30)), time(10))
    yield at + days(14)
    schedule = dispatch.enter_schedule(
        request.pk,
        _stretches(request, held),
        form_key=uuid5(SPACE, f"schedule:{request.pk}"),
        by=idea.officer,
        at=at + days(14),
    )
    if stops == "entered":
        return
    yield at + days(16)
    dispatch.confirm_schedule(schedule.pk, by=adviser.membership, at=at + days(16))
    if stops == "confirmed":
        return
    yield held + days(1)
    for by, done, outcome in (
        (
            idea.officer,
            "担当者と利用者の代表が参加し、現地で課題を確かめた。",
            "優先する機能を3つに絞ることができた。",
        ),
        (
            adviser.membership,
            "聞き取りの進め方と、目標の立て方を助言した。",
            "利用の件数を月ごとに見る表を、担当者が作れるようになった。",
        ),
    ):
        dispatch.report_dispatch(
            request.pk,
            held_on=timezone.localdate(held),
            done=done,
            outcome=outcome,
            next_step="半年後に利用の件数を確かめる。",
            days_used=request.days,
            by=by,
            at=held + days(1),
        )
    yield held + days(20)
    _pay(request, cast, held + days(20))
    begins = midnight(periods.fiscal_year_period(request.fiscal_year + 1).start)
    yield max(begins + days(9), held + days(21))
    if idea.number % 2:
        dispatch.open_surveys(begins + days(9))
        dispatch.answer_survey(
            request.pk,
            state="runs",
            helped="very",
            outcome="（見本）助言を受けて始めた取組が続いており、利用が月ごとに増えている。",
            people_reached=120,
            would_ask_again=True,
            wishes="",
            by=idea.officer,
            at=max(begins + days(9), held + days(21)),
        )


def _stretches(request: Request, held: datetime) -> list[dispatch.Stretch]:
    return [
        dispatch.Stretch(
            starts_at=held - days(number),
            ends_at=held - days(number) + timedelta(hours=6),
            place="見本庁舎　会議室",
        )
        for number in range(min(request.days, 2))
    ]


def _pay(request: Request, cast: Cast, at: datetime) -> None:
    rows = Fee.objects.filter(candidate__request=request, given_back_at=None)
    for fee in rows.filter(paid_on=None):
        dispatch.mark_paid(
            fee.pk,
            half_days=fee.half_days,
            travel=fee.travel,
            on=timezone.localdate(at),
            by=cast.office,
            at=at,
        )


def midnight(day: date) -> datetime:
    return moment(day, time(0))


def moment(day: date, clock: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, clock))


def _nominated(number: int, idea: Idea, cast: Cast) -> Adviser | None:
    """Every third region names an adviser, unless it employs that adviser itself."""
    adviser = cast.advisers[number % len(cast.advisers)]
    own = adviser.employers.filter(pk=idea.body.pk).exists()
    return adviser if number % 3 == 0 and not own else None


def _ask(
    number: int,
    idea: Idea,
    cast: Cast,
    at: datetime,
    nominated: Adviser | None,
    stops: str,
) -> Request:
    is_manager = number % 6 == 5
    wanted = timezone.localdate(at + days(25))
    return send_request(
        idea,
        cast,
        at=at,
        form_key=key("dispatch", number),
        kind="manager" if is_manager else "adviser",
        municipality=idea.place,
        field=Field.objects.get(pk=idea.said["field"]),
        sides=["use"] if number % 2 else ["use", "people"],
        project=f"{idea.said['title']}の進め方",
        problem=idea.said["problem"],
        mode="on_site",
        days=2 if not is_manager else 3,
        months=3 if is_manager else 0,
        wanted_from=wanted,
        wanted_until=wanted + timedelta(days=90),
        briefing_seen=True,
        uses_infrastructure=True,
        shares_case=True,
        team_size=2 if stops == "team" and not is_manager else 1,
        office_chooses=stops == "office",
        nominations=[nominated]
        if nominated and not is_manager and stops != "office"
        else [],
    )


def _asked(request: Request) -> Candidate:
    found = _asked_or_none(request)
    assert found is not None
    return found


def _asked_or_none(request: Request) -> Candidate | None:
    rows = request.candidates.select_related("adviser__membership__user")
    return rows.filter(asked_at__isnull=False, answer="").first()
