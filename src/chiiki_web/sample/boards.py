"""The story of a round of dispatch on the board: two proposals, and a wish between them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID, uuid5

from django.utils import timezone

from chiiki_web.dispatch.models import Request
from chiiki_web.placing import actions as placing
from chiiki_web.placing.models import Matching
from chiiki_web.sample.calendar import Story
from chiiki_web.sample.cast import Cast
from chiiki_web.sample.projects import Idea
from chiiki_web.sample.requesting import send_request
from chiiki_web.schemes.models import Field

SPACE = UUID("3b1d8b52-6c0e-4f57-9d3e-0c1a4b7e2f90")
ASKING = 12
SIDES = (["use"], ["use", "people"], ["infrastructure"])
GROUND = "（見本）昨年度に現地を訪れており、地域の事情を知っているため。"


def board_story(ideas: Sequence[Idea], cast: Cast, at: datetime) -> Story:
    """Twelve regions ask on one day; the office has a proposal, wishes, and has another."""
    yield at
    requests = [_ask(number, idea, cast, at) for number, idea in enumerate(ideas)]
    one = requests[0].round_id
    if one is None:
        return
    asked = at + timedelta(hours=3)
    yield asked
    first = _work_out(one, "first", cast, asked)
    wished = asked + timedelta(minutes=20)
    yield wished
    if not _wish(requests, first, cast, wished):
        return
    _work_out(one, "second", cast, wished + timedelta(minutes=5))


def _ask(number: int, idea: Idea, cast: Cast, at: datetime) -> Request:
    named = [
        cast.advisers[(number + step) % len(cast.advisers)]
        for step in range(number % 3)
    ]
    own = {one.pk for one in named if one.employers.filter(pk=idea.body.pk).exists()}
    wanted = timezone.localdate(at + timedelta(days=30))
    return send_request(
        idea,
        cast,
        at=at,
        form_key=uuid5(SPACE, f"request:{number}"),
        kind="adviser",
        municipality=idea.place,
        field=Field.objects.get(pk=idea.said["field"]),
        sides=SIDES[number % len(SIDES)],
        project=f"{idea.said['title']}の見直し",
        problem=idea.said["problem"],
        mode="on_site",
        days=1 + number % 3,
        wanted_from=wanted,
        wanted_until=wanted + timedelta(days=60),
        briefing_seen=True,
        nominations=[one for one in named if one.pk not in own],
        office_chooses=not named,
    )


def _work_out(one: int, name: str, cast: Cast, at: datetime) -> Matching:
    """As the worker does it, to the last price."""
    key = uuid5(SPACE, f"run:{name}")
    made = placing.ask_for_matching(one, form_key=key, by=cast.office, at=at)
    placing.run_waiting(at, clock=lambda: at)
    while placing.weigh_waiting(at):
        pass
    made.refresh_from_db()
    return made


def _wish(
    requests: Sequence[Request], first: Matching, cast: Cast, at: datetime
) -> bool:
    """The colleague sends somebody else to the first request that somebody could go to."""
    for asked in requests:
        weighed = first.weighings.filter(request=asked).first()
        losses = (weighed.losses if weighed else None) or {}
        others = [who for who, loss in losses.items() if loss]
        if others:
            placing.make_wish(
                first.board.round_id,
                request_id=asked.pk,
                adviser_id=int(others[0]),
                kind="pin",
                ground=GROUND,
                by=cast.colleague,
                at=at,
            )
            return True
    return False
