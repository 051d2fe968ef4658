"""Requests and advisers become what the rules and the matching engine read."""

from __future__ import annotations

from django.db.models import Q, Sum
from django.db.models.functions import Greatest

from chiiki import matching, rules
from chiiki_web.advisers import queries as advisers
from chiiki_web.advisers.models import Adviser
from chiiki_web.dispatch.models import Candidate, Request
from chiiki_web.schemes import queries as schemes

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
    return schemes.newest_schemes()[SCHEMES[request.kind]], facts


def request_and_advisers(
    request: Request,
) -> tuple[matching.DispatchRequest, list[matching.RegisterLine]]:
    """One request and everyone in the register, with what each has promised this year."""
    promised = _promised_days(request.fiscal_year)
    met = _advisers_of_project(request)
    prefecture = request.municipality.prefecture
    wanted = matching.DispatchRequest(
        fields=frozenset({request.field_id}),
        sides=frozenset(request.sides),
        prefecture=prefecture.code,
        region=prefecture.region,
        days=days_asked(request),
        requester=str(request.organisation_id),
        nominated_id=str(request.nominated_id) if request.nominated_id else None,
    )
    register = advisers.active().prefetch_related("employers")
    if request.kind == Request.Kind.MANAGER:
        register = register.filter(is_manager=True)
    return wanted, [
        matching.RegisterLine(
            id=str(one.pk),
            fields=frozenset(field.pk for field in one.fields.all()),
            sides=frozenset(one.sides),
            prefecture=one.prefecture_id,
            region=one.prefecture.region,
            capacity_days=one.capacity_days,
            committed_days=promised.get(one.pk, 0),
            employers=_employers(one),
            same_project_this_year=one.pk in met,
        )
        for one in register
    ]


def days_left(adviser: Adviser, fiscal_year: int) -> int:
    """What an adviser can still promise in a fiscal year."""
    return adviser.capacity_days - _promised_days(fiscal_year).get(adviser.pk, 0)


def days_asked(request: Request) -> int:
    """At least one day, also for help online and for a manager."""
    return max(request.days, 1)


def _promised_days(fiscal_year: int) -> dict[int, int]:
    """Days that each adviser has accepted, or is being asked for, in a fiscal year."""
    open_or_accepted = Q(answer="accepted") | Q(
        answer="", asked_at__isnull=False, request__status=Request.Status.ASKED
    )
    rows = (
        Candidate.objects.filter(open_or_accepted, request__fiscal_year=fiscal_year)
        .order_by()
        .values_list("adviser")
        .annotate(days=Sum(Greatest("request__days", 1)))
    )
    return dict(rows)


def _employers(adviser: Adviser) -> frozenset[str]:
    """Bodies whose requests this adviser does not take: employers, and their own."""
    own = adviser.membership.organisation_id
    return frozenset(str(body.pk) for body in adviser.employers.all()) | {str(own)}


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
