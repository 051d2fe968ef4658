"""Requests and advisers become what the rules and the matching engine read."""

from __future__ import annotations

from collections import defaultdict

from django.db.models import Q, Sum

from chiiki import matching, rules
from chiiki_web.advisers import queries as advisers
from chiiki_web.dispatch.models import Candidate, Request

SCHEMES = {"adviser": "adviser_dispatch", "manager": "manager_dispatch"}


def scheme_and_facts(request: Request) -> tuple[rules.Scheme, dict[str, object]]:
    """The rules of the programme and what is known about a request."""
    on_site = request.mode == Request.Mode.ON_SITE
    facts: dict[str, object] = {
        "applicant.kind": request.organisation.kind
        if request.organisation.kind
        in {"municipality", "prefecture", "third_sector", "npo"}
        else "other",
        "applicant.recommended": bool(request.recommended_by),
        "plan.fields": [request.field_id],
        "dispatch.days_on_site": request.days if on_site else 0,
        "dispatch.hours_online": 0 if on_site else request.hours,
        "dispatch.briefing_seen": request.briefing_seen,
        "dispatch.same_adviser_this_year": _same_adviser(request),
        "dispatch.months": request.months,
        "dispatch.uses_infrastructure": request.uses_infrastructure,
        "dispatch.shares_case": request.shares_case,
    }
    return rules.load_scheme(SCHEMES[request.kind]), facts


def request_and_advisers(
    request: Request,
) -> tuple[matching.DispatchRequest, list[matching.Adviser]]:
    """One request and everyone in the register, with what each has promised this year."""
    promised = _promised_days(request.fiscal_year)
    met = _advisers_of_project(request)
    prefecture = request.municipality.prefecture
    wanted = matching.DispatchRequest(
        fields=frozenset({request.field_id}),
        sides=frozenset(request.sides),
        prefecture=prefecture.code,
        region=prefecture.region,
        days=max(request.days, 1),
        requester=str(request.organisation_id),
        nominated_id=str(request.nominated_id) if request.nominated_id else None,
    )
    register = advisers.active().prefetch_related("employers")
    if request.kind == Request.Kind.MANAGER:
        register = register.filter(is_manager=True)
    return wanted, [
        matching.Adviser(
            id=str(one.pk),
            fields=frozenset(field.pk for field in one.fields.all()),
            sides=frozenset(one.sides),
            prefecture=one.prefecture_id,
            region=one.prefecture.region,
            capacity_days=one.capacity_days,
            committed_days=promised.get(one.pk, 0),
            employers=frozenset(str(body.pk) for body in one.employers.all()),
            same_project_this_year=one.pk in met,
        )
        for one in register
    ]


def _promised_days(fiscal_year: int) -> dict[int, int]:
    """Days that each adviser has accepted or been asked for in a fiscal year."""
    days: dict[int, int] = defaultdict(int)
    open_or_accepted = Q(answer="accepted") | Q(answer="", asked_at__isnull=False)
    rows = (
        Candidate.objects.filter(open_or_accepted, request__fiscal_year=fiscal_year)
        .order_by()
        .values_list("adviser")
        .annotate(days=Sum("request__days"))
    )
    days.update(dict(rows))
    return days


def _advisers_of_project(request: Request) -> set[int]:
    return set(
        Candidate.objects.filter(
            answer="accepted",
            request__fiscal_year=request.fiscal_year,
            request__organisation=request.organisation_id,
            request__project=request.project,
        ).values_list("adviser", flat=True)
    )


def _same_adviser(request: Request) -> bool:
    if request.nominated_id is None:
        return False
    return request.nominated_id in _advisers_of_project(request)
