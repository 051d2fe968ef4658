"""Applications become cases: what was sent last, or the plan as long as nothing was."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from chiiki.money import Yen
from chiiki.overlaps import Case, Cost
from chiiki.rules import ExclusionKind
from chiiki_web.accounts.models import Organisation
from chiiki_web.applications.models import Application
from chiiki_web.schemes import queries as schemes

LOCAL = {"municipality", "prefecture"}


def case_of(application: Application) -> Case:
    """Return one application as the engine reads it; bodies are ids as text."""
    sent = list(application.submissions.all())
    snapshot: dict[str, Any] = sent[-1].snapshot if sent else _unsent(application)
    bodies = [snapshot["organisation"], *snapshot["partners"]]
    call, award = application.call, getattr(application, "award", None)
    return Case(
        id=str(application.pk),
        programme=call.programme_id,
        call=str(call.pk),
        lead=str(application.organisation_id),
        members=frozenset(str(one["id"]) for one in bodies),
        local_governments=frozenset(
            str(one["id"]) for one in bodies if one["kind"] in LOCAL
        ),
        starts=call.project_starts_on,
        ends=call.project_ends_on,
        costs=tuple(
            Cost(description=one["description"], amount=Yen(one["amount"]))
            for one in snapshot["cost_lines"]
        ),
        files=frozenset(
            one.file.sha256
            for one in application.attachments.all()
            if one.removed_at is None
        ),
        awarded_on=timezone.localdate(award.decided_at)
        if award and award.decided_at and award.status == "decided"
        else None,
        years_between_awards=_years(application),
    )


def _unsent(application: Application) -> dict[str, Any]:
    """What a draft says of bodies and costs, in the shape of what is sent."""
    plan = application.plan
    return {
        "organisation": _body(application.organisation),
        "partners": [_body(one) for one in plan.partners.all()],
        "cost_lines": [
            {"description": one.description, "amount": one.amount}
            for one in plan.cost_lines.all()
        ],
    }


def _body(one: Organisation) -> dict[str, Any]:
    return {"id": one.pk, "kind": one.kind}


def _years(application: Application) -> int | None:
    """The scheme's own number of years between awards, where it states one."""
    exclusions = schemes.scheme_of(application.call).terms.exclusions
    found = (one.limit for one in exclusions if one.kind is ExclusionKind.RECENT_AWARD)
    return next(found, None)
