"""Load many applications at once, for measuring: rows in bulk, not through actions."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from django.db import transaction

from chiiki_web.accounts.models import Organisation
from chiiki_web.applications.models import Application, Submission
from chiiki_web.awards.models import Award
from chiiki_web.overlaps import actions as overlaps
from chiiki_web.overlaps.models import Look
from chiiki_web.plans.models import CostLine, Plan
from chiiki_web.schemes.models import Call
from chiiki_web.services.models import MonthlyUse, Service

BATCH = 1_000
AWARDED_EACH = 5
APPLICATIONS_EACH = 2  # of one organisation
MONTHS = 12
DAYS, STANDARD = 40, 30


@transaction.atomic
def load_many(number: int, at: datetime) -> None:
    """Copy the sample's applications until there are ``number`` more, some with services.

    They come from organisations of their own, two from each, so that lists and comparisons
    have as much to do as in a year with so many applicants. Raises Call.DoesNotExist where the sample year is not loaded.
    """
    call = Call.objects.filter(is_sample=True).order_by("closes_at").last()
    if call is None:
        raise Call.DoesNotExist("load the sample year first")
    patterns = list(Submission.objects.select_related("application__plan")[:50])
    for start in range(0, number, BATCH):
        _load(call, patterns, start, min(BATCH, number - start), at)


def _load(
    call: Call, patterns: list[Submission], start: int, count: int, at: datetime
) -> None:
    copied = [patterns[order % len(patterns)] for order in range(count)]
    bodies = Organisation.objects.bulk_create(
        _body(patterns[0].application.organisation, start + order)
        for order in range(0, count, APPLICATIONS_EACH)
    )
    plans = Plan.objects.bulk_create(
        _plan(
            one.application.plan, bodies[order // APPLICATIONS_EACH], start + order, at
        )
        for order, one in enumerate(copied)
    )
    costs = [_costs(start + order) for order in range(count)]
    CostLine.objects.bulk_create(
        CostLine(plan=plan, **line)
        for plan, lines in zip(plans, costs, strict=True)
        for line in lines
    )
    made = Application.objects.bulk_create(
        Application(
            plan=one,
            call=call,
            organisation_id=one.organisation_id,
            status="submitted" if order % AWARDED_EACH else "accepted",
            number=f"M{start + order:06}-{uuid4().hex[:6]}",
            requested=15_000_000,
            created_at=at,
            submitted_at=at - timedelta(days=order % DAYS),
            counts_from=(at - timedelta(days=order % DAYS)).date(),
            decide_by=(at + timedelta(days=STANDARD - order % DAYS)).date(),
        )
        for order, one in enumerate(plans)
    )
    Submission.objects.bulk_create(
        Submission(
            application=one,
            key=uuid4(),
            version=1,
            received_at=one.submitted_at or at,
            snapshot=_sent(pattern.snapshot, one.organisation_id, lines),
            files=pattern.files,
            assessment=pattern.assessment,
            sha256=pattern.sha256,
        )
        for one, pattern, lines in zip(made, copied, costs, strict=True)
    )
    _award([one for one in made if one.status == "accepted"], at)
    Look.objects.bulk_create(Look(application=one) for one in made)
    overlaps.look_at([one.pk for one in made])


def _body(pattern: Organisation, number: int) -> Organisation:
    return Organisation(
        name_ja=f"（計測用）見本町{number:05}",
        name_en=f"Sample town {number:05} (for measuring)",
        kind="municipality",
        prefecture_id=pattern.prefecture_id,
        is_sample=True,
    )


def _costs(number: int) -> list[dict[str, Any]]:
    return [
        {
            "head": head,
            "description": f"（計測用）{head} {number}",
            "amount": 4_000_000 + (number * 7919 + 611_953 * order) % 2_000_000,
        }
        for order, head in enumerate(("people", "system", "equipment_lease"))
    ]


def _sent(
    pattern: dict[str, Any], organisation: int, lines: list[dict[str, Any]]
) -> dict[str, Any]:
    return pattern | {
        "organisation": pattern["organisation"] | {"id": organisation},
        "partners": [],
        "cost_lines": lines,
        "cost_total": sum(one["amount"] for one in lines),
    }


def _plan(pattern: Plan, organisation: Organisation, number: int, at: datetime) -> Plan:
    copied = {
        one.attname: getattr(pattern, one.attname)
        for one in Plan._meta.concrete_fields
        if not one.primary_key
    }
    copied |= {
        "form_key": uuid4(),
        "organisation_id": organisation.pk,
        "title": f"（計測用）{number:05} {pattern.title}"[:120],
        "created_at": at,
        "changed_at": at,
    }
    return Plan(**copied)


def _award(accepted: list[Application], at: datetime) -> None:
    awards = Award.objects.bulk_create(
        Award(
            application=one,
            status="decided",
            amount=10_000_000,
            number=f"計測{one.pk}",
            selected_at=at,
            decided_at=at,
        )
        for one in accepted
    )
    services = Service.objects.bulk_create(
        Service(
            award=one,
            organisation_id=one.application.organisation_id,
            municipality_id=one.application.plan.municipality_id,
            field_id=one.application.plan.field_id,
            name=one.application.plan.title,
            lifeline=one.application.plan.lifeline,
            started_on=(at - timedelta(days=400)).date(),
            funding_ended_on=(at - timedelta(days=300)).date(),
            target_uses_per_month=100,
            use_state="on_target",
            registered_at=at,
        )
        for one in awards
    )
    MonthlyUse.objects.bulk_create(
        (
            MonthlyUse(
                service=one,
                month=(at - timedelta(days=31 * back)).date().replace(day=1),
                uses=90,
                reported_at=at,
            )
            for one in services
            for back in range(1, MONTHS + 1)
        ),
        batch_size=5_000,
    )
