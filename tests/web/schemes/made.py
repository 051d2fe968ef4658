"""Rounds of calls for tests, opened as the site opens them, and how they stand."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import uuid4

import pytest

from chiiki_web.accounts.models import Membership
from chiiki_web.applications import actions as applications
from chiiki_web.refusals import Refusal
from chiiki_web.schemes import actions, queries
from chiiki_web.schemes.models import Call, Round, SchemeVersion
from chiiki_web.schemes.queries.shape import part_of
from web import make
from web.make import NOW

GROUND = "見本の理由"


def day(number: float) -> datetime:
    """So many days after NOW; the call of ``make`` runs from -7 to 14."""
    return NOW + timedelta(days=number)


def wanted(opens: float, closes: float, share: int | None = None) -> actions.Wanted:
    return actions.Wanted(opens_at=day(opens), closes_at=day(closes), share=share)


def rounds(
    call: Call, office: Membership, *hours: tuple[float, float], at: datetime = NOW
) -> list[Round]:
    """Rounds without a share, each from one day until another."""
    return actions.open_rounds(
        call.pk, [wanted(*one) for one in hours], by=office, at=at
    )


def codes(caught: pytest.ExceptionInfo[Refusal]) -> list[str]:
    return [one.code for one in caught.value.reasons]


def version_with_rounds(by: Membership, **terms: object) -> SchemeVersion:
    """Rules of the Kizuna project that name closing days, published by an office."""
    draft = actions.start_version(
        form_key=uuid4(),
        based_on=SchemeVersion.objects.get(code="kizuna", version="2010"),
        version="2010-rounds",
        first_day=NOW.date() - timedelta(days=30),
        by=by,
        at=NOW,
    )
    part = part_of("rounds")
    assert part is not None
    content = queries.content_of(draft.text)
    seen = queries.seen_of(content, part)
    days = terms.pop("days", ())
    rows = {one.path: queries.rows_of(content, one) for one in part.tables} | {
        "terms.rounds": [{"stop_when_used": True, "source": "call", **terms}],
        "terms.rounds.published": list(days),
    }
    actions.change_part(draft.pk, part, rows, seen=seen, by=by, at=NOW)
    actions.publish_version(draft.pk, by=by, at=NOW)
    return SchemeVersion.objects.get(pk=draft.pk)


def fresh(call: Call) -> Call:
    return Call.objects.get(pk=call.pk)


def refused(deed: Callable[..., object], *args: object, **values: object) -> list[str]:
    """The codes with which a change of rounds is refused."""
    with pytest.raises(actions.CannotChangeRound) as caught:
        deed(*args, **values)
    return codes(caught)


def states(call: Call, at: datetime = NOW) -> list[str]:
    return [queries.state_of(one, at).value for one in queries.rounds_of(fresh(call))]


def begun(call: Call) -> Membership:
    """An officer who has begun an application to a call."""
    officer = make.member()
    applications.start_application(make.plan(officer).pk, call.pk, by=officer, at=NOW)
    return officer
