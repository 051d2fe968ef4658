"""A dispatch is placed: its cost is set aside, or it waits; days apart cost more journeys."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from chiiki_web.accounts import queries as accounts
from chiiki_web.accounts.models import Membership
from chiiki_web.audit import log
from chiiki_web.dispatch import engine_input, queries
from chiiki_web.dispatch.actions.lettering import write_letters
from chiiki_web.dispatch.actions.saying import move, say_waiting
from chiiki_web.dispatch.models import Candidate, Fee, Request
from chiiki_web.funds import actions as funds
from chiiki_web.outbox.actions import tell
from chiiki_web.schemes.models import Call, Round


def place(request: Request, *, by: Membership | None, at: datetime) -> None:
    """Everybody of the team has accepted: set the cost aside and give notice.

    Where the budget has less left, the request waits and who has accepted is told.
    """
    team = list(queries.accepted(request))
    needed = _still_needed(request, team)
    try:
        with transaction.atomic():
            _set_aside(request, team, by=by, at=at)
    except funds.CannotMoveMoney:
        free = queries.free_for(request) or 0
        say_waiting(request, needed=needed, free=free, at=at)
        _tell_team_waits(request, team, at=at)
        return
    move(request, Request.Status.ACCEPTED)
    log.record(
        "dispatch.placed",
        request,
        by=None,
        at=at,
        case=request.case,
        advisers=[one.adviser_id for one in team],
    )
    write_letters(request, team, at=at)
    _tell_placed(request, team, at=at)
    _tell_those_left(request, at=at)


def _set_aside(
    request: Request, team: list[Candidate], *, by: Membership | None, at: datetime
) -> None:
    if request.call_id is None:
        return
    # The row of the call is held first: a request that comes at this moment comes before
    # the stop of the round or is refused.
    Call.objects.select_for_update(of=("self",)).get(pk=request.call_id)
    for one in team:
        cost = engine_input.cost_of(request, one.adviser)
        if cost is None or one.fees.filter(given_back_at__isnull=True).exists():
            continue
        fee = Fee.objects.create(
            candidate=one,
            call=request.call,
            round=request.round,
            fee_class=cost.fee_class,
            yen_per_half_day=cost.yen_per_half_day,
            half_days=cost.half_days,
            travel_class=cost.travel_class,
            yen_per_journey=cost.yen_per_journey,
            journeys=cost.journeys,
            set_aside_at=at,
        )
        funds.set_aside(
            request.call_id,
            fee.total,
            subject=fee,
            by=by,
            at=at,
            case=request.case,
            round_id=request.round_id,
        )


def follow_days(
    request: Request,
    fees: Sequence[Fee],
    days: Collection[date],
    *,
    by: Membership,
    at: datetime,
) -> None:
    """Set more aside where the days on site take more journeys than were reckoned with.

    Raises ``funds.CannotMoveMoney`` where the budget has less left. What fewer journeys
    leave over is given back with the payment, as other days may still be agreed on.
    """
    journeys = engine_input.journeys_agreed(days)
    for fee in fees:
        more = journeys - fee.journeys
        if more <= 0 or fee.call_id is None:
            continue
        Call.objects.select_for_update(of=("self",)).get(pk=fee.call_id)
        fee.journeys = journeys
        fee.save(update_fields=["journeys"])
        funds.set_aside(
            fee.call_id,
            more * fee.yen_per_journey,
            subject=fee,
            by=by,
            at=at,
            case=request.case,
            round_id=fee.round_id,
        )


def _still_needed(request: Request, team: list[Candidate]) -> int:
    costs = [
        engine_input.cost_of(request, one.adviser)
        for one in team
        if not one.fees.filter(given_back_at__isnull=True).exists()
    ]
    return sum(one.total for one in costs if one is not None)


def _tell_placed(request: Request, team: list[Candidate], *, at: datetime) -> None:
    names = "、".join(str(one.adviser) for one in team)
    tell(
        [
            *accounts.holders("officer", request.organisation),
            *queries.office_of(request),
        ],
        "dispatch.accepted",
        subject=_("%(adviser)s will come: request %(number)s"),
        body=_("%(adviser)s has accepted “%(project)s”. Please agree on the days."),
        values={
            "adviser": names,
            "number": request.number,
            "project": request.project,
        },
        path=f"/dispatch/{request.pk}/",
        key=f"dispatch.accepted:{request.pk}:{at.isoformat()}",
        at=at,
    )
    tell(
        [one.adviser.membership for one in team],
        "dispatch.placed",
        subject=_("The dispatch is decided: request %(number)s"),
        body=_(
            "You are sent for “%(project)s” of %(organisation)s. Please agree on the days"
            " with them."
        ),
        values={
            "number": request.number,
            "project": request.project,
            "organisation": request.organisation,
        },
        path=f"/dispatch/{request.pk}/",
        key=f"dispatch.placed:{request.pk}:{at.isoformat()}",
        at=at,
    )


def _tell_team_waits(request: Request, team: list[Candidate], *, at: datetime) -> None:
    tell(
        [one.adviser.membership for one in team],
        "dispatch.team_waits",
        subject=_("Thank you for accepting; the budget is used: request %(number)s"),
        body=_(
            "“%(project)s” waits until the office has decided in which round it goes on."
            " Please do not travel yet. You are told as soon as it is fixed."
        ),
        values={"number": request.number, "project": request.project},
        path=f"/dispatch/{request.pk}/",
        key=f"dispatch.team_waits:{request.pk}:{at.isoformat()}",
        at=at,
    )


def _tell_those_left(request: Request, *, at: datetime) -> None:
    """With this dispatch a round has used its budget: who waits in it is told, once."""
    if request.call_id is None:
        return
    used = Round.objects.filter(
        call=request.call_id, stopped_at=at, stopped_for=Round.Stop.BUDGET
    )
    left = Request.objects.filter(
        round__in=used, status__in=queries.WAITING_FOR_SOMEBODY
    ).select_related("organisation", "round")
    for one in left:
        assert one.round is not None
        tell(
            accounts.holders("officer", one.organisation),
            "dispatch.budget_used",
            subject=_("The budget of the round is used: request %(number)s"),
            body=_(
                "The budget of round %(round)s is used. “%(project)s” keeps its place in"
                " the order of receipt. The office decides whether it goes on in another"
                " round; there is nothing to do for you now."
            ),
            values={
                "number": one.number,
                "project": one.project,
                "round": one.round.number,
            },
            path=f"/dispatch/{one.pk}/",
            key=f"dispatch.budget_used:{one.pk}:{one.round_id}:{at.isoformat()}",
            at=at,
        )
