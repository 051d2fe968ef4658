"""What pages ask about dispatch requests: whose they are, and what waits for whom."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from chiiki_web.accounts import queries as accounts
from chiiki_web.accounts.models import Membership
from chiiki_web.advisers.models import Commission
from chiiki_web.audit import queries as audit
from chiiki_web.dispatch.models import (
    ANSWERED_IN,
    Candidate,
    Letter,
    Nomination,
    Report,
    Request,
    Survey,
    Visit,
)
from chiiki_web.dispatch.queries.afterwards import first_visit_on
from chiiki_web.dispatch.queries.seats import SEATED

TO_PROPOSE = (Request.Status.SUBMITTED, Request.Status.UNPLACED)
ASKABLE = (*TO_PROPOSE, Request.Status.PROPOSED)
WAITING_FOR_SOMEBODY = (
    *TO_PROPOSE,
    Request.Status.PROPOSED,
    Request.Status.RANKED,
    Request.Status.WAITING,
)


def visible_to(member: Membership) -> QuerySet[Request]:
    """Requests this person may open, the newest first.

    An office reads those of its calls, an adviser while they are asked and after they
    have accepted.
    """
    rows = Request.objects.select_related(
        "organisation",
        "municipality__prefecture",
        "field",
        "round",
        "call__fund",
    ).order_by("-pk")
    if member.role in {"auditor", "administrator"}:
        return rows
    if member.role == "office":
        own = Q(call__office=member.organisation_id)
        return rows.filter(own | Q(call__isnull=True))
    if member.role == "officer":
        return rows.filter(organisation=member.organisation_id)
    if member.role == "adviser":
        return rows.filter(
            candidates__adviser__membership=member,
            candidates__asked_at__isnull=False,
            candidates__answer__in=SEATED,
        )
    return rows.none()


def is_of_office(member: Membership, request: Request) -> bool:
    """Whether this hat is of the office that runs the call; without a call, of any office."""
    call = request.call
    return member.role == "office" and (
        call is None or call.office_id == member.organisation_id
    )


def office_of(request: Request) -> QuerySet[Membership]:
    """The people of the office that runs the call; without a call, of every office."""
    return accounts.holders("office", request.call.office if request.call else None)


def askings_over(member: Membership) -> QuerySet[Candidate]:
    """Where this adviser was asked and does not come: they read no more than that."""
    rows = Candidate.objects.filter(adviser__membership=member, asked_at__isnull=False)
    return (
        rows.exclude(answer__in=SEATED).select_related("request").order_by("-asked_at")
    )


def candidates_of(request: Request) -> QuerySet[Candidate]:
    """Candidates in the requester's order, else in the office's, with the days of
    their commission as ``days_commissioned``.
    """
    commissions = Commission.objects.filter(
        adviser=OuterRef("adviser"), fiscal_year=request.fiscal_year
    ).order_by("is_ended", "-pk")
    return (
        request.candidates.select_related(
            "adviser__membership__user", "adviser__prefecture"
        )
        .annotate(days_commissioned=Subquery(commissions.values("capacity_days")[:1]))
        .order_by(F("rank").asc(nulls_last=True), "order")
    )


def to_be_ranked(request: Request) -> QuerySet[Candidate]:
    """Candidates who were neither asked nor passed over yet."""
    return candidates_of(request).filter(asked_at__isnull=True, answer="")


def waiting_in_round(round_id: int) -> QuerySet[Request]:
    """Requests received in a round to which nobody was proposed yet, the oldest first."""
    return (
        Request.objects.filter(round=round_id, status=Request.Status.SUBMITTED)
        .select_related("organisation", "municipality__prefecture", "field")
        .order_by("submitted_at", "pk")
    )


def nominees_of(request: Request) -> list[Nomination]:
    """Whom the region would like, the most wanted first."""
    return list(request.nominations.select_related("adviser__membership__user"))


def candidacies(
    requests: Iterable[Request], member: Membership
) -> dict[int, Candidate]:
    """Request id → the candidacy of this adviser in it, with their own answer."""
    rows = Candidate.objects.filter(
        request__in=[one.pk for one in requests],
        adviser__membership=member,
        asked_at__isnull=False,
    )
    return {one.request_id: one for one in rows}


def asked_of(request: Request, member: Membership) -> Candidate | None:
    """The candidacy in which this adviser is being asked now, if any."""
    if request.status not in ANSWERED_IN:
        return None
    return request.candidates.filter(
        adviser__membership=member, asked_at__isnull=False, answer=""
    ).first()


def side_of(request: Request, member: Membership) -> Report.Side | None:
    """Which side of a dispatch a person stands on, if any."""
    if member.role == "officer" and member.organisation_id == request.organisation_id:
        return Report.Side.REQUESTER
    accepted = request.candidates.filter(answer="accepted", adviser__membership=member)
    return Report.Side.ADVISER if accepted.exists() else None


def contacts(request: Request, member: Membership) -> list[Membership]:
    """Whom the other side of an agreed dispatch writes to; nobody before it is agreed."""
    agreed = (Request.Status.ACCEPTED, Request.Status.REPORTED)
    if request.status not in agreed or side_of(request, member) is None:
        return []
    if member.role == "adviser":
        return list(accounts.holders("officer", request.organisation))
    accepted = request.candidates.filter(answer="accepted").select_related(
        "adviser__membership__user", "adviser__membership__organisation"
    )
    return [one.adviser.membership for one in accepted]


def may_report(request: Request, member: Membership, at: datetime) -> bool:
    """Whether this person's side can say now what the dispatch brought, and has not yet."""
    if request.status != Request.Status.ACCEPTED:
        return False
    side = side_of(request, member)
    if side is None or request.reports.filter(side=side).exists():
        return False
    if request.kind != Request.Kind.ADVISER:
        return True
    first = first_visit_on(request)
    return first is not None and first <= timezone.localdate(at)


def to_report(member: Membership, at: datetime) -> QuerySet[Request]:
    """Those that have begun, of which this person's side has not reported yet."""
    begun = Visit.objects.agreed().filter(starts_at__lte=at)
    side = Report.Side.ADVISER if member.role == "adviser" else Report.Side.REQUESTER
    return (
        visible_to(member)
        .filter(status=Request.Status.ACCEPTED)
        .filter(
            ~Q(kind=Request.Kind.ADVISER) | Q(pk__in=begun.values("schedule__request"))
        )
        .exclude(reports__side=side)
    )


def may_schedule(request: Request, member: Membership) -> bool:
    """Whether this person can enter the days: a side of a dispatch that is decided."""
    return (
        request.status == Request.Status.ACCEPTED
        and side_of(request, member) is not None
    )


def may_answer_survey(request: Request, member: Membership) -> bool:
    """Whether the region is asked what became of it and has not said it yet."""
    if member.role != "officer" or member.organisation_id != request.organisation_id:
        return False
    return Survey.objects.filter(request=request, answered_at=None).exists()


def survey_of(request: Request) -> Survey | None:
    """The survey of the next fiscal year; only a reported dispatch has one."""
    if request.status != Request.Status.REPORTED:
        return None
    return Survey.objects.filter(request=request).first()


def letters_for(request: Request, member: Membership) -> QuerySet[Letter]:
    """The letters that a person may read: those to their own side, the office all."""
    rows = request.letters.select_related("candidate__adviser__membership__user")
    if member.role == "adviser":
        return rows.filter(candidate__adviser__membership=member)
    if member.role == "officer":
        return rows.filter(Q(candidate=None) | Q(kind=Letter.Kind.ACCEPTANCE))
    return rows


def lifted_for(member: Membership) -> QuerySet[Candidate]:
    """Whose acceptance was lifted before: for the office all, for an adviser their own."""
    rows = Candidate.objects.filter(answer=Candidate.Answer.LIFTED)
    if member.role == "office":
        return rows.filter(request__in=visible_to(member))
    return rows.filter(adviser__membership=member)


def letters_over(member: Membership) -> QuerySet[Letter]:
    """What tells an adviser that their dispatch is lifted, where they read no more."""
    return Letter.objects.filter(
        kind=Letter.Kind.LIFTED, candidate__in=askings_over(member)
    )


def history(request: Request) -> list[accounts.Happened]:
    """What happened to a request, the newest first."""
    return accounts.happened(audit.history_of(request))
