"""One request and the register become what the ranking engine reads."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from django.db.models import Q, Sum
from django.db.models.functions import Greatest

from chiiki import matching
from chiiki_web.advisers import queries as advisers
from chiiki_web.advisers.models import Adviser
from chiiki_web.dispatch.models import ANSWERED_IN, Candidate, Request


def request_and_advisers(
    request: Request,
) -> tuple[matching.DispatchRequest, list[matching.RegisterLine]]:
    """One request and who is commissioned, with what each has promised this year."""
    promised = _promised_days(request.fiscal_year)
    met = advisers_of_project(request)
    prefecture = request.municipality.prefecture
    wanted = matching.DispatchRequest(
        fields=frozenset({request.field_id}),
        sides=frozenset(request.sides),
        prefecture=prefecture.code,
        region=prefecture.region,
        days=days_asked(request),
        requester=str(request.organisation_id),
    )
    register = advisers.commissioned(request.fiscal_year)
    if request.kind == Request.Kind.MANAGER:
        register = register.filter(is_manager=True)
    return wanted, [
        matching.RegisterLine(
            id=str(one.pk),
            fields=frozenset(field.pk for field in one.fields.all()),
            sides=frozenset(one.sides),
            prefecture=one.prefecture_id,
            region=one.prefecture.region,
            capacity_days=capacity_days(one),
            committed_days=promised.get(one.pk, 0),
            employers=bodies_of(one),
            same_project_this_year=one.pk in met,
        )
        for one in register
    ]


def days_left(adviser: Adviser, fiscal_year: int) -> int:
    """What an adviser can still promise in a fiscal year."""
    commission = adviser.commissions.filter(fiscal_year=fiscal_year, is_ended=False)
    capacity = commission.values_list("capacity_days", flat=True).first() or 0
    return capacity - _promised_days(fiscal_year).get(adviser.pk, 0)


def is_commissioned(adviser: Adviser, fiscal_year: int) -> bool:
    rows = adviser.commissions.filter(fiscal_year=fiscal_year, is_ended=False)
    return rows.exists()


def capacity_days(adviser: Adviser) -> int:
    """Days of an adviser read by ``advisers.commissioned``."""
    (commission,) = adviser.of_year  # type: ignore[attr-defined]
    return int(commission.capacity_days)


def days_asked(request: Request) -> int:
    """At least one day, also for help online and for a manager."""
    return max(request.days, 1)


def _promised_days(fiscal_year: int) -> dict[int, int]:
    """Days that each adviser has accepted, or is being asked for, in a fiscal year."""
    open_or_accepted = Q(answer="accepted") | Q(
        answer="", asked_at__isnull=False, request__status__in=ANSWERED_IN
    )
    rows = (
        Candidate.objects.filter(open_or_accepted, request__fiscal_year=fiscal_year)
        .order_by()
        .values_list("adviser")
        .annotate(days=Sum(Greatest("request__days", 1)))
    )
    return dict(rows)


def bodies_of(adviser: Adviser) -> frozenset[str]:
    """Bodies whose requests this adviser does not take: employers, own, and vendors."""
    own = adviser.membership.organisation_id
    vendors = {one.organisation_id for one in adviser.vendors.all()} - {None}
    bodies = {own, *vendors, *(body.pk for body in adviser.employers.all())}
    return frozenset(map(str, bodies))


def nominees(request: Request) -> list[int]:
    """Ids of those whom the region would like, the most wanted first."""
    return list(request.nominations.values_list("adviser", flat=True))


def bound_to(request: Request, adviser_ids: Sequence[int]) -> set[int]:
    """Of these advisers, those who work for the body that asks."""
    rows = advisers.active().filter(pk__in=adviser_ids)
    rows = rows.prefetch_related("employers", "vendors")
    body = str(request.organisation_id)
    return {one.pk for one in rows if body in bodies_of(one)}


def advisers_of_project(request: Request) -> set[int]:
    """Who was sent for this project in this fiscal year already."""
    rows = Candidate.objects.filter(
        answer="accepted",
        request__fiscal_year=request.fiscal_year,
        request__organisation=request.organisation_id,
        request__project=request.project,
    ).exclude(request=request.pk)
    return set(rows.values_list("adviser", flat=True))


def rank_nominees(
    wanted: matching.DispatchRequest,
    register: Iterable[matching.RegisterLine],
    nominees: Sequence[int],
) -> matching.Ranking:
    """Those who were nominated, in that order; their field need not fit."""
    lines = {int(one.id): one for one in register}
    found = [
        matching.rank_candidates(
            replace(wanted, nominated_id=str(pk)), [lines[pk]], limit=1
        )
        for pk in nominees
        if pk in lines
    ]
    return matching.Ranking(
        candidates=tuple(one for ranking in found for one in ranking.candidates),
        excluded=tuple(one for ranking in found for one in ranking.excluded),
    )
