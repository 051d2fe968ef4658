"""A round of dispatch for tests: its call, advisers, and requests that wait in it."""

from __future__ import annotations

from datetime import date, timedelta
from threading import Barrier
from uuid import uuid4

from django.db.models import Model

from chiiki.reasons import reason
from chiiki_web.accounts.models import Membership
from chiiki_web.advisers.models import Adviser
from chiiki_web.dispatch.models import Nomination, Request
from chiiki_web.placing import actions
from chiiki_web.placing.models import Matching, Wish
from chiiki_web.schemes.models import Call, Field, Programme, Round, SchemeVersion
from web import make
from web.advisers import made as advisers
from web.dispatch import made as dispatch
from web.make import NOW

LATER = NOW + timedelta(days=3)
GROUND = "（見本）前回の助言の続きのため。"


def round_of(office: Membership, total: int | None = 3_000_000) -> Round:
    """The first round of a call for advisers, open at NOW."""
    version = SchemeVersion.objects.filter(code="adviser_dispatch").latest("first_day")
    call = Call.objects.create(
        programme=Programme.objects.get(pk="adviser_dispatch"),
        office=office.organisation,
        name_ja="見本派遣の募集",
        fiscal_year=2026,
        opens_at=NOW - timedelta(days=7),
        closes_at=NOW + timedelta(days=14),
        project_starts_on=NOW.date(),
        project_ends_on=date(2027, 3, 31),
        rules=version,
        scheme_code=version.code,
        scheme_version=version.version,
        scheme_digest=version.digest,
        is_sample=True,
    )
    if total is not None:
        make.fund(call, total)
    return Round.objects.create(
        call=call, number=1, opens_at=call.opens_at, closes_at=call.closes_at
    )


def request(to: Round, *nominated: Adviser, **changes: object) -> Request:
    """A request for two days of welfare that waits in the round."""
    found = dispatch.request(project=f"見本の事業{uuid4().hex[:6]}", **changes)
    Request.objects.filter(pk=found.pk).update(round=to, call=to.call)
    for rank, one in enumerate(nominated, start=1):
        Nomination.objects.get_or_create(
            request=found, rank=rank, defaults={"adviser": one}
        )
    found.refresh_from_db()
    return found


def adviser(**values: object) -> Adviser:
    return advisers.adviser(**values)


def worked_out(one: Round, by: Membership) -> Matching:
    """A proposal asked for and worked out, as the worker does it."""
    actions.ask_for_matching(one.pk, form_key=uuid4(), by=by, at=LATER)
    found = actions.run_waiting(LATER)
    assert found is not None
    return found


def wish(
    one: Round, asked: Request, who: Adviser, by: Membership, kind: str = "pin"
) -> Wish:
    return actions.make_wish(
        one.pk,
        request_id=asked.pk,
        adviser_id=who.pk,
        kind=kind,
        ground=GROUND,
        by=by,
        at=LATER,
    )


def sent(matching: Matching) -> dict[int, list[int]]:
    """Request → whom the proposal sends."""
    assert matching.proposal is not None
    rows = matching.proposal["assignments"].items()
    return {int(key): [int(who) for who in sent] for key, sent in rows}


def fresh(row: Model) -> Model:
    row.refresh_from_db()
    return row


__all__ = ["Adviser", "Barrier", "Field", "reason"]
