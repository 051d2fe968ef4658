"""The stories of requests for advisers and managers."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone

from chiiki_web.advisers.models import Adviser
from chiiki_web.dispatch import actions as dispatch
from chiiki_web.dispatch.models import Candidate, Request
from chiiki_web.sample.calendar import Story, days
from chiiki_web.sample.cast import Cast
from chiiki_web.sample.projects import Idea, key
from chiiki_web.schemes.models import Field


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
    request = _ask(number, idea, cast, at, nominated)
    if stops == "submitted":
        return
    yield at + days(4)
    dispatch.propose_candidates(request.pk, by=cast.office, at=at + days(4))
    if stops == "proposed":
        return
    yield at + days(7)
    candidates = list(request.candidates.order_by("order"))
    dispatch.rank_candidates(
        request.pk,
        ranks={one.pk: rank for rank, one in enumerate(candidates[:3], start=1)},
        by=idea.officer,
        at=at + days(7),
    )
    if declines and len(candidates) > 1:
        yield at + days(9)
        asked = _asked(request)
        dispatch.decline_dispatch(
            asked.pk,
            note="希望の期間に、別の地域への派遣が決まっているため。",
            by=asked.adviser.membership,
            at=at + days(9),
        )
    if stops == "asked":
        return
    yield at + days(11)
    asked = _asked(request)
    dispatch.accept_dispatch(asked.pk, by=asked.adviser.membership, at=at + days(11))
    if stops == "accepted":
        return
    held = at + days(30)
    yield held + timedelta(hours=20)
    for by, done, outcome in (
        (
            idea.officer,
            "担当者と利用者の代表が参加し、現地で課題を確かめた。",
            "優先する機能を3つに絞ることができた。",
        ),
        (
            asked.adviser.membership,
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
            at=held + timedelta(hours=20),
        )


def _nominated(number: int, idea: Idea, cast: Cast) -> Adviser | None:
    """Every third region names an adviser, unless it employs that adviser itself."""
    adviser = cast.advisers[number % len(cast.advisers)]
    own = adviser.employers.filter(pk=idea.body.pk).exists()
    return adviser if number % 3 == 0 and not own else None


def _ask(
    number: int, idea: Idea, cast: Cast, at: datetime, nominated: Adviser | None
) -> Request:
    is_manager = number % 6 == 5
    wanted = timezone.localdate(at + days(25))
    return dispatch.request_dispatch(
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
        recommended_by="" if idea.body.is_local_government else idea.place.name_ja,
        briefing_seen=True,
        uses_infrastructure=True,
        shares_case=True,
        nominations=[nominated] if nominated and not is_manager else [],
        by=idea.officer,
        at=at,
    )


def _asked(request: Request) -> Candidate:
    return request.candidates.select_related("adviser__membership__user").get(
        asked_at__isnull=False, answer=""
    )
