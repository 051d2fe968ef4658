"""Calls that leave out strong finances and recent awards, and awards of before."""

from __future__ import annotations

import tomllib
from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

from chiiki import rules
from chiiki_web.accounts.models import Membership, Organisation
from chiiki_web.applications.models import Application
from chiiki_web.awards.models import Award
from chiiki_web.backgrounds import actions
from chiiki_web.plans import queries as plans
from chiiki_web.plans.models import Plan
from chiiki_web.schemes import actions as scheme_actions
from chiiki_web.schemes.models import Call, Programme, SchemeVersion
from web import make
from web.make import NOW

WORDS = dict.fromkeys(
    ("ja", "en", "remedy_ja", "remedy_en", "clause_ja", "clause_en"), "見本の規定"
)
NOT_AGAIN = {
    "id": "not_again",
    "kind": "recent_award",
    "within_years": 3,
    "source": "system",
} | WORDS
NOT_STRONG = {
    "id": "not_strong",
    "kind": "fiscal_strength",
    "from_thousandths": 1000,
    "source": "system",
} | WORDS
OWN_SHARE = {"id": "bears_its_share", "at_least": "1/4", "source": "system"} | WORDS


def excluding(office: Membership, *exclusions: dict[str, Any], **more: Any) -> Call:
    """An open call of the Kizuna project whose rules leave somebody out."""
    content = _kizuna()
    content["terms"]["exclusions"] = [dict(one) for one in exclusions]
    return _opened(office, content, **more)


def asking(office: Membership, *asked: dict[str, Any], **more: Any) -> Call:
    """An open call of the Kizuna project that asks more."""
    content = _kizuna()
    content["rules"] += [dict(one) for one in asked]
    return _opened(office, content, **more)


def sharing(office: Membership, own_share: dict[str, Any]) -> Call:
    """An open call of the Kizuna project of which the applicant bears a part."""
    content = _kizuna()
    content["amount"]["own_share"] = own_share
    return _opened(office, content)


def _kizuna() -> dict[str, Any]:
    return tomllib.loads(
        SchemeVersion.objects.get(code="kizuna", version="2010").text
    ) | {"version": f"2026-{uuid4().hex[:6]}"}


def _opened(office: Membership, content: dict[str, Any], **more: Any) -> Call:
    draft = scheme_actions.start_version(
        form_key=uuid4(),
        based_on=SchemeVersion.objects.get(code="kizuna", version="2010"),
        version=content["version"],
        first_day=NOW.date(),
        by=office,
        at=NOW,
    )
    text = rules.dump_scheme(content)
    SchemeVersion.objects.filter(pk=draft.pk).update(text=text)
    found = scheme_actions.publish_version(draft.pk, by=office, at=NOW)
    call = make.call(office, **more)
    Call.objects.filter(pk=call.pk).update(
        rules=found, scheme_version=found.version, scheme_digest=found.digest
    )
    return Call.objects.get(pk=call.pk)


def awarded(
    officer: Membership,
    call: Call,
    decided_at: datetime = NOW - timedelta(days=2 * 365),
    status: str = "decided",
) -> Award:
    """An award of an earlier call, as the tables keep it."""
    application = Application.objects.create(
        plan=make.plan(officer),
        call=call,
        organisation=officer.organisation,
        status="accepted",
        number=f"見本{uuid4().hex[:8]}",
        created_at=decided_at,
        submitted_at=decided_at,
    )
    ended = {"ended_at": decided_at, "end_ground": "見本の理由"}
    return Award.objects.create(
        application=application,
        status=status,
        amount=1_000_000,
        number=f"見本{uuid4().hex[:8]}",
        selected_at=decided_at,
        decided_at=decided_at,
        **(ended if status in ("declined", "cancelled") else {}),
    )


def state(
    officer: Membership,
    of: Organisation | None = None,
    decided_on: date | None = None,
    **more: Any,
) -> Any:
    said: dict[str, Any] = {"source": "見本の通知書 第1号", "case": "", "at": NOW}
    return actions.state_award(
        of or officer.organisation,
        Programme.objects.get(pk="kizuna"),
        decided_on=decided_on,
        by=officer,
        **(said | more),
    )


def known(plan: Plan, call: Call) -> dict[str, object]:
    """The facts of a plan for a call that lie beside the plan."""
    found = plans.check(fresh(plan), call).assessment.facts
    return {
        name: value
        for name, value in found.items()
        if name.startswith(("award.", "region."))
    }


def fresh(plan: Plan) -> Plan:
    return plans.with_parts(Plan.objects.all()).get(pk=plan.pk)
