"""A body of the sample sends a request; one that is no local government is recommended first."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from chiiki_web.dispatch import actions as dispatch
from chiiki_web.dispatch.models import Request
from chiiki_web.sample.cast import Cast
from chiiki_web.sample.projects import Idea


def send_request(idea: Idea, cast: Cast, *, at: datetime, **said: Any) -> Request:
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
