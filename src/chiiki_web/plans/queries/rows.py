"""Which plans a person may read, and what happened to them."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Max, Prefetch, Q, QuerySet

from chiiki_web.accounts import queries as account_queries
from chiiki_web.accounts.models import Membership
from chiiki_web.audit import queries as audit_queries
from chiiki_web.plans.models import CheckAnswer, Plan

SEES_ALL = (Membership.Role.AUDITOR, Membership.Role.ADMINISTRATOR)


def unused(member: Membership) -> QuerySet[Plan]:
    """Plans of one's own organisation with which nothing was applied for."""
    own = visible_to(member).filter(organisation_id=member.organisation_id)
    return own.filter(applications__isnull=True)


def visible_to(member: Membership) -> QuerySet[Plan]:
    """Plans that a hat may read: own and partners'; sent to one's calls; or all."""
    plans = Plan.objects.select_related("organisation", "municipality", "field")
    if member.role in SEES_ALL:
        return plans
    mine = member.organisation_id
    if member.role == Membership.Role.OFFICER:
        shared = Plan.objects.filter(partners=mine).values("pk")
        return plans.filter(Q(organisation_id=mine) | Q(pk__in=shared))
    if member.role == Membership.Role.OFFICE:
        sent = Plan.objects.filter(
            applications__call__office_id=mine, applications__number__isnull=False
        )
        return plans.filter(pk__in=sent.values("pk"))
    return plans.none()


def with_parts(plans: QuerySet[Plan]) -> QuerySet[Plan]:
    """The same plans with everything that the engines and the pages read of them."""
    answers = CheckAnswer.objects.select_related("file")
    return plans.select_related(
        "organisation",
        "municipality",
        "municipality__prefecture",
        "field",
        "copied",
    ).prefetch_related(
        "cost_lines", "stakeholders", "partners", Prefetch("answers", queryset=answers)
    )


def may_change(plan: Plan, member: Membership) -> bool:
    """Whether this hat writes this plan: an officer of the organisation that it is of."""
    return (
        member.role == Membership.Role.OFFICER
        and plan.organisation_id == member.organisation_id
    )


# What moves a case on; papers, comments and scores happen between.
MILESTONES = (
    "plan.started",
    "application.started",
    "application.submitted",
    "application.returned",
    "application.corrected",
    "application.accepted",
    "application.rejected",
    "application.withdrawn",
    "award.candidate_selected",
    "award.not_selected",
    "award.decided",
    "award.declined",
    "award.cancelled",
    "performance_report.submitted",
    "performance_report.returned",
    "settlement.fixed",
    "payment.recorded",
    "service.registered",
    "status_report.submitted",
    "service.ended",
)


def stages(plans: Iterable[Plan]) -> dict[int, str]:
    """The name of the last milestone of each plan's case: how far it has come."""
    cases = {plan.case: plan.pk for plan in plans}
    events = audit_queries.recent_events().filter(case__in=cases, name__in=MILESTONES)
    last = events.order_by().values("case").annotate(last=Max("pk")).values("last")
    found = audit_queries.recent_events().filter(pk__in=last)
    return {cases[event.case]: event.name for event in found}


def history(plan: Plan) -> list[account_queries.Happened]:
    """What happened to the case of a plan, the newest first."""
    return account_queries.happened(audit_queries.history_of_case(plan.case))
