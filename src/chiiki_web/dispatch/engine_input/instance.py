"""A whole round becomes what the matching engine reads."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from django.db.models import Q

from chiiki import matching
from chiiki_web.advisers import queries as advisers
from chiiki_web.advisers.models import Adviser
from chiiki_web.dispatch.engine_input.ranking import bodies_of, capacity_days
from chiiki_web.dispatch.models import Candidate, Nomination, Request
from chiiki_web.schemes import queries as schemes
from chiiki_web.schemes.models import Round

HALF_DAYS_A_DAY = 2
WAITING = ("submitted", "unplaced")
NOTIFIED = ("asked", "accepted", "waiting")


def matching_instance(round_id: int) -> matching.Instance:
    """What ``chiiki.matching.solve`` reads: the round's requests and who can be sent.

    Those who are asked or have accepted are notified: they are the incumbent and are not
    moved, and their half-days are not counted a second time.
    """
    one = Round.objects.select_related("call__fund").get(pk=round_id)
    requests = list(
        Request.objects.filter(round=one, status__in=(*WAITING, *NOTIFIED))
        .select_related("municipality__prefecture")
        .order_by("pk")
    )
    year = one.call.fiscal_year
    pool = list(advisers.commissioned(year))
    free = advisers.months_free([adviser.pk for adviser in pool], year)
    known = {adviser.pk for adviser in pool}
    settled, committed = _promised(requests, year, known)
    nominated = _nominated(requests, known)
    earlier = _earlier(requests, year)
    open_ones = [r for r in requests if r.status in WAITING or r.pk in settled]
    return matching.Instance(
        advisers=tuple(
            _adviser(adviser, committed[adviser.pk], free[adviser.pk])
            for adviser in pool
        ),
        requests=tuple(
            _request(r, nominated[r.pk], earlier[r.organisation_id, r.project])
            for r in open_ones
        ),
        rules=_rules(one),
        wishes=matching.Wishes(
            incumbent={str(pk): tuple(map(str, ids)) for pk, ids in settled.items()},
            stages={str(pk): matching.Stage.NOTIFIED for pk in settled},
        ),
    )


def _promised(
    requests: Iterable[Request], fiscal_year: int, known: set[int]
) -> tuple[dict[int, list[int]], dict[int, int]]:
    """Who is asked or has accepted here, by request; half-days promised elsewhere, by adviser."""
    here = {one.pk for one in requests if one.status in NOTIFIED}
    rows = Candidate.objects.filter(
        Q(request__in=here)
        | Q(
            request__fiscal_year=fiscal_year,
            request__status__in=(*NOTIFIED, "reported"),
        ),
        asked_at__isnull=False,
        answer__in=["", "accepted"],
    )
    settled: dict[int, list[int]] = defaultdict(list)
    committed: dict[int, int] = defaultdict(int)
    for one in rows.select_related("request").order_by("request", "seat"):
        if one.request_id in here and one.adviser_id in known:
            settled[one.request_id].append(one.adviser_id)
        elif one.request_id not in here:
            committed[one.adviser_id] += one.request.half_days
    return settled, committed


def _nominated(
    requests: Iterable[Request], known: set[int]
) -> dict[int, tuple[str, ...]]:
    """Only those who can be sent at all: the engine knows nobody else."""
    found: dict[int, tuple[str, ...]] = defaultdict(tuple)
    rows = Nomination.objects.filter(request__in=[one.pk for one in requests])
    for one in rows.order_by("rank"):
        if one.adviser_id in known:
            found[one.request_id] += (str(one.adviser_id),)
    return found


def _earlier(
    requests: Iterable[Request], fiscal_year: int
) -> dict[tuple[int, str], frozenset[str]]:
    """(body, project) → who was sent for it this fiscal year already."""
    found: dict[tuple[int, str], frozenset[str]] = defaultdict(frozenset)
    rows = Candidate.objects.filter(
        answer="accepted",
        request__fiscal_year=fiscal_year,
        request__organisation__in={one.organisation_id for one in requests},
    ).exclude(request__in=[one.pk for one in requests])
    said = rows.values_list("request__organisation", "request__project", "adviser")
    for body, project, adviser in said:
        found[body, project] |= {str(adviser)}
    return found


def _adviser(one: Adviser, committed: int, months: frozenset[str]) -> matching.Adviser:
    (commission,) = one.of_year  # type: ignore[attr-defined]
    return matching.Adviser(
        id=str(one.pk),
        fields=frozenset(field.pk for field in one.fields.all()),
        sides=frozenset(one.sides),
        prefecture=one.prefecture_id,
        region=one.prefecture.region,
        capacity=capacity_days(one) * HALF_DAYS_A_DAY,
        committed=committed,
        employers=bodies_of(one),
        vendors=frozenset(str(vendor) for vendor in one.vendors.all()),
        languages=frozenset(one.languages),
        months=months,
        fee_class=commission.rate_class,
    )


def _request(
    one: Request, nominations: tuple[str, ...], earlier: frozenset[str]
) -> matching.Request:
    prefecture = one.municipality.prefecture
    on_site = one.mode != Request.Mode.ONLINE
    return matching.Request(
        id=str(one.pk),
        body=str(one.organisation_id),
        project=one.project,
        fields=frozenset({one.field_id}),
        sides=frozenset(one.sides),
        prefecture=prefecture.code,
        region=prefecture.region,
        half_days=one.half_days,
        mode=matching.Mode.ON_SITE if on_site else matching.Mode.ONLINE,
        hours=one.hours,
        months=months_of(one),
        nominations=nominations,
        team=one.team_size,
        needed_sides=frozenset(one.needed_sides),
        earlier=earlier,
    )


def months_of(one: Request) -> frozenset[str]:
    """The months of the days that are wished, else of the whole period."""
    if one.wanted_days:
        return frozenset(day[:7] for day in one.wanted_days)
    first, last = one.wanted_from, one.wanted_until
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    starts = (first.month - 1 + number for number in range(count))
    return frozenset(
        f"{date(first.year + start // 12, start % 12 + 1, 1):%Y-%m}" for start in starts
    )


def _rules(one: Round) -> matching.Rules:
    """The weights of the engine with the limits, fees and money of the call."""
    rules = matching.published_rules()
    terms = schemes.scheme_of(one.call).terms.dispatch
    fund = getattr(one.call, "fund", None)
    rounds = list(one.call.rounds.all())
    if fund is not None:
        rules = replace(rules, budget=schemes.left_for(one, rounds, fund.free))
    if terms is None:
        return rules
    hours = terms.hours_online.most
    online = -(-hours // rules.limits.hours_a_day) if terms.asking.may_combine else 0
    limits = replace(
        rules.limits,
        days_on_site=terms.days_on_site.most + online,
        hours_online=hours,
        nominations=terms.asking.nominations,
        team=terms.asking.team,
    )
    travel = replace(
        rules.travel,
        same_prefecture=terms.journey.same_prefecture,
        same_region=terms.journey.same_region,
        elsewhere=terms.journey.elsewhere,
    )
    return replace(
        rules,
        limits=limits,
        fees=dict(rules.fees) | {one.code: one.yen for one in terms.fees},
        travel=travel,
        priority_fields=frozenset(terms.asking.priority_fields),
    )
