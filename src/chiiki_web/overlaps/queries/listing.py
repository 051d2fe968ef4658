"""The overlaps of a call: the findings by pair, chosen and counted by the database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet

from chiiki.overlaps import find_overlaps
from chiiki_web.accounts.models import Membership
from chiiki_web.applications.models import Application
from chiiki_web.overlaps import engine_input
from chiiki_web.overlaps.models import Finding, Look
from chiiki_web.overlaps.queries.finding import (
    ENDED,
    Pair,
    pairs_of,
    told_with,
    with_sent,
)
from chiiki_web.schemes.models import Call


@dataclass(frozen=True, slots=True)
class Standing:
    """Of a call: overlaps without a ruling, applications that are still to be looked at,
    and those that share something with too many to be compared with all.
    """

    open: int
    waiting: int
    partial: int


def findings_of(call: Call, *, state: str = "", kind: str = "") -> QuerySet[Finding]:
    """What was found in a call; ``state`` is open, ruled or nothing."""
    rows = Finding.objects.filter(call=call)
    if state:
        rows = rows.filter(is_ruled=state == "ruled")
    return rows.filter(kind=kind) if kind else rows


def pairs_in(findings: QuerySet[Finding]) -> QuerySet[Any, Any]:
    """Each pair once, as ids: with something open first, then what is sure."""
    return (
        findings.values("application", "other")
        .annotate(
            open=Count("pk", filter=Q(is_ruled=False)),
            sure=Count("pk", filter=Q(is_sure=True)),
        )
        .order_by("-open", "-sure", "-application", "-other")
    )


def told(
    pairs: Sequence[dict[str, int]], findings: QuerySet[Finding], reader: Membership
) -> list[Pair]:
    """Pairs with what they share in words; what has gone meanwhile is left out."""
    both = [(one["application"], one["other"]) for one in pairs]
    ids = {pk for two in both for pk in two}
    loaded = {one.pk: one for one in with_sent(Application.objects.filter(pk__in=ids))}
    cases = {pk: engine_input.case_of(one) for pk, one in loaded.items()}
    wanted = set(
        findings.filter(application__in=[here for here, _there in both]).values_list(
            "application", "other", "kind"
        )
    )
    overlaps = [
        (here, one)
        for here, there in both
        for one in find_overlaps(cases[here], [cases[there]])
        if (here, there, one.kind.value) in wanted
    ]
    order = {two: at for at, two in enumerate(both)}
    return sorted(
        pairs_of(told_with(overlaps, loaded, reader)),
        key=lambda one: order[one.application.pk, one.other.pk],
    )


def standing_of(call: Call) -> Standing:
    sent = call.applications.filter(number__isnull=False).exclude(status__in=ENDED)
    looks = Look.objects.filter(application__in=sent).aggregate(
        seen=Count("pk", filter=Q(is_due=False)),
        partial=Count("pk", filter=Q(is_partial=True)),
    )
    return Standing(
        open=findings_of(call, state="open").count(),
        waiting=sent.count() - looks["seen"],
        partial=looks["partial"],
    )
