"""A region asks for an adviser or a manager, within the rules of the programme."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from chiiki import periods, rules
from chiiki.reasons import reason
from chiiki_web.accounts import queries as accounts
from chiiki_web.accounts.models import Membership, Organisation
from chiiki_web.audit import log
from chiiki_web.dispatch import engine_input
from chiiki_web.dispatch.models import Request
from chiiki_web.outbox.actions import tell
from chiiki_web.refusals import Refusal


class CannotRequest(Refusal):
    """No request was received."""


@transaction.atomic
def request_dispatch(
    *, form_key: UUID, by: Membership, at: datetime, **values: Any
) -> Request:
    """Receive a request (様式Ⅰ); the same form sent twice gives the same request."""
    known = Request.objects.filter(form_key=form_key).first()
    if known:
        return known
    if by.role != Membership.Role.OFFICER:
        raise CannotRequest(reason("dispatch.officers_only"))
    today = timezone.localdate(at)
    if values["wanted_from"] < today:
        raise CannotRequest(reason("dispatch.in_the_past", found=values["wanted_from"]))
    if values["wanted_from"] > values["wanted_until"]:
        raise CannotRequest(reason("dispatch.period_reversed"))
    # Numbers run without gaps: whoever asks at the same time waits here.
    Organisation.objects.select_for_update().get(pk=by.organisation_id)
    year = periods.fiscal_year(today)
    request = Request(
        form_key=form_key,
        organisation=by.organisation,
        fiscal_year=year,
        submitted_at=at,
        **values,
    )
    found = rules.assess(*engine_input.scheme_and_facts(request))
    failed = [one for one in found.findings if one.verdict != rules.Verdict.YES]
    if failed:
        language = get_language() or "ja"
        raise CannotRequest(
            *(
                reason(
                    "dispatch.rule_not_met",
                    rule=one.rule.text(language),
                    remedy=one.rule.remedy(language),
                )
                for one in failed
            )
        )
    request.number = f"{request.kind}-{form_key}"[:30]
    request.save()
    request.number = (
        f"R{year - 2018}-{'A' if request.kind == 'adviser' else 'M'}-{request.pk:04d}"
    )
    request.save(update_fields=["number"])
    log.record(
        "dispatch.requested",
        request,
        by=by,
        at=at,
        case=request.case,
        number=request.number,
        kind=request.kind,
        nominated=request.nominated_id,
    )
    tell(
        accounts.holders("office"),
        "dispatch.requested",
        subject=_("New dispatch request %(number)s"),
        body=_("%(organisation)s asks for help with “%(project)s”."),
        values={
            "number": request.number,
            "organisation": by.organisation.name_ja,
            "project": request.project,
        },
        path=f"/dispatch/{request.pk}/",
        key=f"dispatch.requested:{request.pk}",
        at=at,
    )
    return request


@transaction.atomic
def withdraw_request(request_id: int, *, by: Membership, at: datetime) -> Request:
    """The region takes its request back, as long as nobody has accepted."""
    request = Request.objects.select_for_update(of=("self",)).get(pk=request_id)
    if by.organisation_id != request.organisation_id or by.role != "officer":
        raise CannotRequest(reason("dispatch.not_yours"))
    if request.status in {"accepted", "reported", "withdrawn"}:
        raise CannotRequest(reason("dispatch.too_late_to_withdraw"))
    request.status = Request.Status.WITHDRAWN
    request.save(update_fields=["status"])
    log.record("dispatch.withdrawn", request, by=by, at=at, case=request.case)
    return request
