"""What speaks against a request: its period, its nominees, the rules of its programme."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from django.utils.translation import get_language

from chiiki import periods, rules
from chiiki.reasons import Reason, reason
from chiiki_web.advisers import queries as advisers
from chiiki_web.advisers.models import Adviser
from chiiki_web.dispatch import engine_input
from chiiki_web.dispatch.actions.limiting import against_limits
from chiiki_web.dispatch.models import Request


def against_request(
    request: Request, nominations: Sequence[Adviser], today: date
) -> list[Reason]:
    """Every reason; the rules are asked once the request is sound in itself."""
    against = [
        *_against(request, today),
        *against_limits(request, nominations),
        *_against_nominees(request, nominations),
    ]
    return against or list(_rules_against(request, nominations))


def of_its_mode(values: dict[str, Any]) -> dict[str, Any]:
    """Days belong to a visit and hours to help online; what is left over is not kept."""
    unasked = {Request.Mode.ON_SITE: "hours", Request.Mode.ONLINE: "days"}
    name = unasked.get(values.get("mode", ""))
    return values | {name: 0} if name else values


def _against(request: Request, today: date) -> Iterator[Reason]:
    if request.wanted_from < today:
        yield reason("dispatch.in_the_past")
    if request.wanted_from > request.wanted_until:
        yield reason("dispatch.period_reversed")
    # What is asked for in winter may go on into the next year, but is paid from this one.
    paid = periods.fiscal_year_period(request.fiscal_year)
    last = paid.end - timedelta(days=1)
    if request.wanted_from > last or request.wanted_until < paid.start:
        yield reason("dispatch.period_in_another_year", first=paid.start, last=last)
    elif periods.fiscal_year(request.wanted_until) > request.fiscal_year + 1:
        yield reason(
            "dispatch.too_far_ahead",
            last=periods.fiscal_year_period(request.fiscal_year + 1).end
            - timedelta(days=1),
        )
    if request.plan and request.plan.organisation_id != request.organisation_id:
        yield reason("dispatch.plan_not_yours")


def _against_nominees(
    request: Request, nominations: Sequence[Adviser]
) -> Iterator[Reason]:
    if len({one.pk for one in nominations}) < len(nominations):
        yield reason("dispatch.nominated_twice")
    if nominations and request.office_chooses:
        yield reason("dispatch.nominated_and_left_to_office")
    wanted = [one.pk for one in nominations]
    commissioned = advisers.commissioned(request.fiscal_year).filter(pk__in=wanted)
    can_be_sent = set(commissioned.values_list("pk", flat=True))
    for one in nominations:
        if not one.is_active:
            yield reason("dispatch.nominee_not_in_list")
        elif one.pk not in can_be_sent:
            yield reason("dispatch.nominee_not_commissioned", name=str(one))
        elif request.kind == "manager" and not one.is_manager:
            yield reason("dispatch.nominee_no_manager")


def _rules_against(
    request: Request, nominations: Sequence[Adviser]
) -> Iterator[Reason]:
    language = get_language() or "ja"
    known = engine_input.scheme_and_facts(request, [one.pk for one in nominations])
    for one in rules.assess(*known).findings:
        if one.verdict != rules.Verdict.YES:
            yield reason(
                "dispatch.rule_not_met",
                rule=one.rule.text(language),
                remedy=one.rule.remedy(language),
            )
