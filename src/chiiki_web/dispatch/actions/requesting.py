"""A region asks for an adviser or a manager, within the rules of the programme."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from chiiki.reasons import reason
from chiiki_web.accounts.models import Membership, Organisation
from chiiki_web.advisers.models import Adviser
from chiiki_web.audit import log
from chiiki_web.dispatch import queries
from chiiki_web.dispatch.actions.checking import against_request, of_its_mode
from chiiki_web.dispatch.actions.lettering import write_request
from chiiki_web.dispatch.actions.refunding import give_back
from chiiki_web.dispatch.models import (
    Candidate,
    Nomination,
    Recommendation,
    Request,
)
from chiiki_web.outbox.actions import tell
from chiiki_web.refusals import Refusal
from chiiki_web.schemes import queries as schemes
from chiiki_web.schemes.models import Call, Round

CLOSED = {Request.Status.ACCEPTED, Request.Status.REPORTED, Request.Status.WITHDRAWN}


class CannotRequest(Refusal):
    """No request was received, or it stays as it was."""


class SentAlready(CannotRequest):
    """The form is a request already, and says something else now; ``request`` stays."""

    def __init__(self, request: Request) -> None:
        self.request = request
        code = "dispatch.form_sent_already"
        if request.status == Request.Status.WITHDRAWN:
            code = "dispatch.form_sent_and_withdrawn"
        super().__init__(
            reason(
                code,
                number=request.number,
                who=queries.sender_of(request),
                at=request.submitted_at,
            )
        )


@transaction.atomic
def request_dispatch(
    *,
    form_key: UUID,
    nominations: Sequence[Adviser] = (),
    by: Membership,
    at: datetime,
    **values: Any,
) -> Request:
    """Receive a request (様式Ⅰ) in the round that is open; the same form twice is one.

    A form that was sent before and says something else now is refused: two may write it.

    ``at`` is the database's clock, so that every server has one closing time. The row of
    the call is held, so a request comes before the stop of its round or is refused.
    """
    if by.role != Membership.Role.OFFICER:
        raise CannotRequest(reason("dispatch.officers_only"))
    # The second sending of a form waits here for the first, and then finds its request.
    Organisation.objects.select_for_update().get(pk=by.organisation_id)
    if known := Request.objects.filter(form_key=form_key).first():
        if known.organisation_id != by.organisation_id:
            raise CannotRequest(reason("dispatch.not_yours"))
        return _same_receipt(known, values, nominations)
    today = timezone.localdate(at)
    call, one_round = _hold_open_call(values["kind"], at)
    request = Request(
        call=call,
        round=one_round,
        form_key=form_key,
        organisation=by.organisation,
        fiscal_year=call.fiscal_year,
        submitted_at=at,
        recommended_by="",
        **of_its_mode(values),
    )
    recommended = _hold_recommendation(request, nominations)
    if against := against_request(request, nominations, today):
        raise CannotRequest(*against)
    request.number = str(form_key)[:30]  # until the row has its own
    request.save()
    request.number = _number(request)
    request.save(update_fields=["number"])
    named = Nomination.objects.bulk_create(
        Nomination(request=request, adviser=one, rank=rank)
        for rank, one in enumerate(nominations, start=1)
    )
    write_request(request, named, by=by, at=at)
    if recommended is not None:
        recommended.request = request
        recommended.save(update_fields=["request"])
    log.record(
        "dispatch.requested",
        request,
        by=by,
        at=at,
        case=request.case,
        number=request.number,
        kind=request.kind,
        nominated=[one.pk for one in nominations],
        **({"recommendation": recommended.number} if recommended else {}),
    )
    tell(
        queries.office_of(request),
        "dispatch.requested",
        subject=_("New dispatch request %(number)s"),
        body=_("%(organisation)s asks for help with “%(project)s”."),
        values={
            "number": request.number,
            "organisation": by.organisation,
            "project": request.project,
        },
        path=f"/dispatch/{request.pk}/",
        key=f"dispatch.requested:{request.pk}",
        at=at,
    )
    return request


@transaction.atomic
def withdraw_request(request_id: int, *, by: Membership, at: datetime) -> Request:
    """The region takes its request back; the office and who is being asked are told."""
    request = (
        Request.objects.select_for_update(of=("self",))
        .select_related("organisation")
        .get(pk=request_id)
    )
    if by.organisation_id != request.organisation_id or by.role != "officer":
        raise CannotRequest(reason("dispatch.not_yours"))
    if request.status in CLOSED:
        raise CannotRequest(reason("dispatch.too_late_to_withdraw"))
    asked = list(queries.seated(request).select_related("adviser__membership__user"))
    for one in asked:
        one.answer, one.answered_at = Candidate.Answer.RELEASED, at
        one.save(update_fields=["answer", "answered_at"])
        one.request = request
        give_back(one, by=by, at=at)
    request.status = Request.Status.WITHDRAWN
    request.save(update_fields=["status"])
    log.record("dispatch.withdrawn", request, by=by, at=at, case=request.case)
    tell(
        [*queries.office_of(request), *(one.adviser.membership for one in asked)],
        "dispatch.withdrawn",
        subject=_("Dispatch request %(number)s was withdrawn"),
        body=_("%(organisation)s has withdrawn “%(project)s”. There is nothing to do."),
        values={
            "number": request.number,
            "organisation": request.organisation,
            "project": request.project,
        },
        path=f"/dispatch/{request.pk}/",
        key=f"dispatch.withdrawn:{request.pk}",
        at=at,
    )
    return request


def _same_receipt(
    known: Request, values: dict[str, Any], nominations: Sequence[Adviser]
) -> Request:
    """What was received, if it is the very same and still stands."""
    sent = Request(organisation=known.organisation, **of_its_mode(values))
    before = [one.adviser for one in queries.nominees_of(known)]
    is_same = queries.content_of(sent, nominations) == queries.content_of(known, before)
    if not is_same or known.status == Request.Status.WITHDRAWN:
        raise SentAlready(known)
    return known


def _hold_recommendation(
    request: Request, nominations: Sequence[Adviser]
) -> Recommendation | None:
    """The one that stands for this form; it speaks for what was read and nothing else."""
    rows = Recommendation.objects.select_for_update(of=("self",)).select_related(
        "recommender"
    )
    held = rows.filter(
        form_key=request.form_key,
        organisation=request.organisation,
        state=Recommendation.State.GIVEN,
    ).first()
    if held is None:
        return None
    if held.digest != queries.digest_of(queries.content_of(request, nominations)):
        said = reason(
            "dispatch.changed_since_recommended", name=held.recommender.name_ja
        )
        raise CannotRequest(said)
    request.recommended_by = held.recommender.name_ja
    return held


def _hold_open_call(kind: str, at: datetime) -> tuple[Call, Round | None]:
    """What is received goes one after the other, and none beside the stop of a round."""
    found = queries.opening(kind, at)
    if found.call is None or found.reasons:
        raise CannotRequest(*found.reasons)
    call = Call.objects.select_for_update(of=("self",)).get(pk=found.call.pk)
    rounds = schemes.rounds_of(call)
    if against := queries.untimely(call, rounds, at):
        raise CannotRequest(*against)
    return call, schemes.current_round(rounds, at)


def _number(request: Request) -> str:
    """R8-A-0012: the fiscal year in 令和, adviser or manager, the number of the row."""
    letter = "A" if request.kind == Request.Kind.ADVISER else "M"
    return f"R{request.fiscal_year - 2018}-{letter}-{request.pk:04d}"
