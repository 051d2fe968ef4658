"""Load many applications at once, for measuring: rows in bulk, not through actions."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import uuid4

from django.db import transaction

from chiiki_web.applications.models import Application, Submission
from chiiki_web.awards.models import Award
from chiiki_web.plans.models import CostLine, Plan
from chiiki_web.schemes.models import Call
from chiiki_web.services.models import MonthlyUse, Service

BATCH = 1_000
AWARDED_EACH = 5
MONTHS = 12


@transaction.atomic
def load_many(number: int, at: datetime) -> None:
    """Copy the sample's applications until there are ``number`` more, some with services.

    Raises Call.DoesNotExist where the sample year is not loaded.
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
    plans = Plan.objects.bulk_create(
        _plan(one.application.plan, start + order, at)
        for order, one in enumerate(copied)
    )
    CostLine.objects.bulk_create(
        CostLine(plan=one, head=head, description="（計測用）", amount=5_000_000)
        for one in plans
        for head in ("people", "system", "equipment_lease")
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
            submitted_at=at - timedelta(days=order % 40),
        )
        for order, one in enumerate(plans)
    )
    Submission.objects.bulk_create(
        Submission(
            application=one,
            key=uuid4(),
            version=1,
            received_at=one.submitted_at or at,
            snapshot=pattern.snapshot,
            files=pattern.files,
            assessment=pattern.assessment,
            sha256=pattern.sha256,
        )
        for one, pattern in zip(made, copied, strict=True)
    )
    _award([one for one in made if one.status == "accepted"], at)


def _plan(pattern: Plan, number: int, at: datetime) -> Plan:
    copied = {
        one.attname: getattr(pattern, one.attname)
        for one in Plan._meta.concrete_fields
        if not one.primary_key
    }
    copied |= {
        "form_key": uuid4(),
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
