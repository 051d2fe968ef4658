"""Requests for an adviser that two officers of one town are still writing."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid5

from chiiki_web.accounts.models import Membership
from chiiki_web.dispatch import actions as dispatch
from chiiki_web.plans.actions import OpenForm
from chiiki_web.sample.calendar import Story, days
from chiiki_web.sample.cast import Cast
from chiiki_web.sample.drafts import COLLEAGUE

SPACE = UUID("9b0c2f64-1d0e-4a53-8a53-61f3a6a0c7d5")
HALF_WRITTEN = {
    "kind": ["adviser"],
    "project": ["（見本）避難所の受付を紙とタブレットの両方で行う手順"],
    "field": ["disaster_prevention"],
    "sides": ["use", "people"],
    "problem": [
        "昨年の訓練では、紙の名簿とタブレットのどちらが正しいかが分からなくなった。"
    ],
    "mode": ["on_site"],
    "days": ["2"],
}
WITHOUT_NAME = {"kind": ["adviser"], "problem": ["広報紙を読まない世代に、"]}


def draft_story(cast: Cast, at: datetime) -> Story:
    """One is half written, the other has no name yet; pages save them while they are typed."""
    colleague = cast.people[COLLEAGUE]
    officer = cast.officer_of(colleague.organisation)
    yield at - days(2)
    _types(officer, HALF_WRITTEN, at - days(2))
    yield at - days(1)
    _types(colleague, WITHOUT_NAME, at - days(1))


def _types(by: Membership, typed: dict[str, list[str]], at: datetime) -> None:
    form_key = uuid5(SPACE, f"form:{by.user.email}")
    dispatch.keep_draft(
        form_key,
        typed | {"form_key": [str(form_key)]},
        form=OpenForm(uuid5(SPACE, f"page:{by.user.email}"), 1, is_sent=False),
        version=0,
        by=by,
        at=at,
    )
