"""Dispatch requests for tests, each brought as far as the test needs it."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from chiiki_web.accounts import queries as accounts
from chiiki_web.accounts.models import Membership, User
from chiiki_web.dispatch import actions
from chiiki_web.dispatch.models import Candidate, Recommendation, Request, Schedule
from chiiki_web.outbox.models import Message
from chiiki_web.regions.models import Municipality
from chiiki_web.schemes import actions as schemes
from chiiki_web.schemes.models import Call, Field
from web import make
from web.make import NOW

TODAY = date(2026, 11, 23)
PROGRAMMES = {"adviser": "adviser_dispatch", "manager": "manager_dispatch"}


def wanted(**changes: object) -> dict[str, object]:
    """What a town in Nagano types that asks for two days of help with welfare."""
    return {
        "form_key": uuid4(),
        "kind": "adviser",
        "municipality": Municipality.objects.get(pk=make.MATSUMOTO),
        "field": Field.objects.get(pk="welfare"),
        "sides": ["use"],
        "project": "見本見守りの進め方",
        "problem": "独居高齢者の見守りが続かない。",
        "mode": "on_site",
        "days": 2,
        "wanted_from": TODAY + timedelta(days=10),
        "wanted_until": TODAY + timedelta(days=60),
        "briefing_seen": True,
        "at": NOW,
    } | changes


def call(
    kind: str = "adviser",
    *,
    total: int = 100_000_000,
    rounds: int = 1,
    opens_at: datetime = NOW - timedelta(days=30),
    closes_at: datetime = NOW + timedelta(days=60),
    by: Membership | None = None,
) -> Call:
    """A call in which people are asked for, with money, and rounds of equal length."""
    office = by or make.member("office")
    made = make.call(office, PROGRAMMES[kind], opens_at=opens_at, closes_at=closes_at)
    make.fund(made, total)
    step = (closes_at - NOW) / max(rounds, 1)
    begins = opens_at
    wanted_rounds = []
    for number in range(1, rounds + 1):
        ends = NOW + number * step
        wanted_rounds.append(schemes.Wanted(opens_at=begins, closes_at=ends))
        begins = ends
    schemes.open_rounds(made.pk, wanted_rounds, by=office, at=min(NOW, opens_at))
    return made


def open_call(kind: str) -> None:
    """The call that a request needs, once, of the first office that is there.

    Where there is none, its office wears no hat any more.
    """
    if Call.objects.filter(programme=PROGRAMMES[kind]).exists():
        return
    if office := accounts.holders("office").order_by("pk").first():
        call(kind, by=office)
        return
    made = call(kind)
    made.office.memberships.update(until=date(2020, 4, 2))


def request(by: Membership | None = None, **changes: object) -> Request:
    said = wanted(**changes)
    open_call(str(said["kind"]))
    return actions.request_dispatch(by=by or make.member(), **said)


def npo() -> Membership:
    """An officer of a body that needs a recommendation, in the prefecture of the town."""
    return make.member(of=make.organisation("npo", prefecture_id="200000"))


def town() -> Membership:
    """An officer of a local government in the region of the body above."""
    of = make.organisation(municipality_id=make.MATSUMOTO, head_title="市長")
    return make.member(of=of)


def asked_to_recommend(
    by: Membership, town: Membership | None, **changes: object
) -> Recommendation:
    said = wanted(**changes)
    open_call(str(said["kind"]))
    recommender = town.organisation if town else None
    return actions.ask_recommendation(by=by, recommender=recommender, **said)


def recommended(by: Membership, town: Membership, **said: object) -> Recommendation:
    """A request that its town recommends, not sent yet."""
    asked = asked_to_recommend(by, town, **said)
    return actions.give_recommendation(
        asked.pk, ground="地域の課題に沿う。", by=town, at=NOW
    )


def proposed(by: Membership, office: Membership, **changes: object) -> Request:
    """A request whose candidates are shown: those who stand in the register."""
    made = request(by, **changes)
    Call.objects.filter(pk=made.call_id).update(office=office.organisation)
    return actions.propose_candidates(made.pk, by=office, at=NOW)


def ranked(by: Membership, office: Membership, **changes: object) -> Request:
    """A request whose candidates are ranked as they were shown; the first is asked."""
    made = proposed(by, office, **changes)
    ranks = {one.pk: one.order for one in made.candidates.order_by("order")}
    return actions.rank_candidates(made.pk, ranks=ranks, by=by, at=NOW)


def asked(request: Request) -> Candidate:
    """The candidate who is being asked now."""
    return request.candidates.select_related("adviser__membership__user").get(
        asked_at__isnull=False, answer=""
    )


def accept(request: Request) -> Candidate:
    """Let the adviser who is being asked accept."""
    candidate = asked(request)
    person = candidate.adviser.membership
    actions.accept_dispatch(candidate.pk, by=person, at=NOW)
    request.refresh_from_db()
    return candidate


def agree(
    request: Request, *, after: int = 15, at: datetime = NOW, hours: int = 3
) -> Schedule:
    """Let both sides agree on one visit, so many days after now."""
    starts = (at + timedelta(days=after)).replace(hour=1, minute=0)
    stretch = actions.Stretch(starts_at=starts, ends_at=starts + timedelta(hours=hours))
    officer = request.organisation.memberships.filter(role="officer").first()
    adviser = request.candidates.filter(answer="accepted").first().adviser.membership
    made = actions.enter_schedule(
        request.pk, [stretch], form_key=uuid4(), by=officer, at=at
    )
    return actions.confirm_schedule(made.pk, by=adviser, at=at)


def told(kind: str) -> set[User]:
    """Who was told of something."""
    return {one.recipient for one in Message.objects.filter(kind=kind)}


def refused(deed: Any, *args: Any, at: datetime = NOW, **values: Any) -> list[str]:
    """The codes of what a deed is refused for."""
    kinds = (
        actions.CannotPlace,
        actions.CannotSchedule,
        actions.CannotPay,
        actions.CannotAnswerSurvey,
    )
    with pytest.raises(kinds) as caught:
        deed(*args, at=at, **values)
    return [one.code for one in caught.value.reasons]
