"""A version of rules tried over what was sent: the newest submission of each application."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db.models import F, OuterRef, QuerySet, Subquery

from chiiki.rules import Outcome, Proposal, Simulation, Verdict
from chiiki.rules.simulate import simulate
from chiiki_web.accounts.models import Membership
from chiiki_web.applications import queries as applications
from chiiki_web.applications.models import Application, Submission
from chiiki_web.numbers import number_of
from chiiki_web.schemes import queries as schemes
from chiiki_web.schemes.models import Call, SchemeVersion
from chiiki_web.trials.engine_input import proposal_of

MOST = 5_000  # proposals that a page tries; beyond that the command is the way
PROGRAMME, EVERYTHING = "programme", "all"


@dataclass(frozen=True, slots=True)
class Known:
    """The application behind a proposal."""

    pk: int
    number: str
    title: str


@dataclass(frozen=True, slots=True)
class Past:
    """What was sent in the past, as proposals; ``left_out`` had no facts kept with it."""

    proposals: list[Proposal]
    known: Mapping[str, Known] = field(default_factory=dict)
    left_out: int = 0


def calls_for(member: Membership) -> QuerySet[Call]:
    """Calls whose applications a person may read, the newest first."""
    sent = applications.visible_to(member).filter(number__isnull=False)
    return Call.objects.filter(pk__in=sent.order_by().values("call")).order_by(
        "-opens_at", "-pk"
    )


def sent_to(
    member: Membership, version: SchemeVersion, over: str
) -> QuerySet[Application]:
    """Applications to try a version over: of its programme, of one call, or all."""
    rows = applications.visible_to(member).filter(number__isnull=False)
    if over == EVERYTHING:
        return rows
    if (number := number_of(over)) is not None:
        return rows.filter(call=number)
    return rows.filter(call__scheme_code=version.code)


def past(rows: QuerySet[Application]) -> Past:
    """The newest submission of each application as a proposal, in two statements."""
    newest = (
        Submission.objects.filter(application=OuterRef("pk"))
        .order_by("-version")
        .values("assessment")[:1]
    )
    found = rows.order_by("number").values_list(
        "pk",
        "number",
        "plan__title",
        "plan__field",
        F("plan__municipality__prefecture__region"),
        Subquery(newest),
    )
    proposals, known, left_out = [], {}, 0
    for pk, number, title, in_field, region, assessment in found[:MOST]:
        proposal = proposal_of(number, assessment or {}, region=region, field=in_field)
        if proposal is None:
            left_out += 1
            continue
        proposals.append(proposal)
        known[number] = Known(pk, number, title)
    return Past(proposals, known, left_out)


def tried(
    version: SchemeVersion, before: SchemeVersion | None, proposals: list[Proposal]
) -> Simulation:
    """Answer every proposal under a version, beside an earlier one if there is one."""
    return simulate(
        proposals,
        schemes.scheme_of_version(version),
        before=schemes.scheme_of_version(before) if before else None,
    )


@dataclass(frozen=True, slots=True)
class Changes:
    """Outcomes by what becomes of them; without an earlier version, by the answer."""

    newly_no: list[Outcome]
    newly_yes: list[Outcome]
    undecided: list[Outcome]
    other_amount: list[Outcome]


def changes_in(simulation: Simulation) -> Changes:
    """Who would newly pass or fail, who can no longer be told, whose amount changes."""
    found = Changes([], [], [], [])
    for one in simulation.outcomes:
        if one.verdict_after != one.verdict_before:
            {
                Verdict.NO: found.newly_no,
                Verdict.YES: found.newly_yes,
                Verdict.UNKNOWN: found.undecided,
            }[one.verdict_after].append(one)
        elif (
            one.payable_after != one.payable_before and one.verdict_after is Verdict.YES
        ):
            found.other_amount.append(one)
    return found
