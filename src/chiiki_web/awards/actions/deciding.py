"""交付決定: the office binds itself to an amount; it may be declined or cancelled."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from chiiki.periods import format_fiscal_year
from chiiki.reasons import reason
from chiiki_web.accounts import queries as accounts
from chiiki_web.accounts.models import Membership
from chiiki_web.audit import log
from chiiki_web.awards import queries
from chiiki_web.awards.models import Award, Series
from chiiki_web.funds import actions as funds
from chiiki_web.outbox.actions import tell
from chiiki_web.refusals import Refusal
from chiiki_web.schemes.models import Call


class CannotDecide(Refusal):
    """The award stays as it was."""


@transaction.atomic
def decide_award(
    award_id: int, *, amount: int, conditions: str, by: Membership, at: datetime
) -> Award:
    """Candidate → decided: the money is set aside, the number given, the letter follows.

    The same decision sent twice is one.
    """
    award = _hold(award_id)
    call = Call.objects.select_for_update(of=("self",)).get(
        pk=award.application.call_id
    )
    _office(award, by)
    if _is_decided_so(award, amount, conditions):
        return award
    if award.status != Award.Status.CANDIDATE:
        raise CannotDecide(
            reason("awards.not_a_candidate", status=award.get_status_display())
        )
    requested = award.application.requested or 0
    if not 0 < amount <= requested:
        raise CannotDecide(
            reason("awards.amount_out_of_range", amount=amount, requested=requested)
        )
    try:
        funds.set_aside(
            call.pk,
            amount,
            subject=award,
            by=by,
            at=at,
            case=award.case,
            round_id=award.application.round_id,
        )
    except funds.CannotMoveMoney as refusal:
        raise CannotDecide(*refusal.reasons) from refusal
    award.status, award.amount, award.decided_at = Award.Status.DECIDED, amount, at
    award.conditions, award.number = conditions, _next_number(call)
    award.decline_by = timezone.localdate(at) + timedelta(days=queries.DAYS_TO_DECLINE)
    award.letter = None
    award.save()
    log.record(
        "award.decided",
        award,
        by=by,
        at=at,
        case=award.case,
        number=award.number,
        amount=amount,
    )
    tell(
        accounts.holders("officer", award.application.organisation),
        "award.decided",
        subject=_("Award decided: %(number)s"),
        body=_("“%(title)s”: ¥%(amount)s. The letter stands on the page."),
        values={
            "number": award.number,
            "title": award.application.plan.title,
            "amount": f"{amount:,}",
        },
        path=f"/awards/{award.pk}/",
        key=f"award.decided:{award.pk}",
        at=at,
    )
    return award


@transaction.atomic
def decline_award(award_id: int, *, ground: str, by: Membership, at: datetime) -> Award:
    """The applicant withdraws after the decision, within the days given (法第9条)."""
    award = _hold(award_id)
    if by.role != "officer" or by.organisation_id != award.application.organisation_id:
        raise CannotDecide(reason("awards.not_yours"))
    if award.status != Award.Status.DECIDED:
        raise CannotDecide(reason("awards.not_decided"))
    if not ground.strip():
        raise CannotDecide(reason("awards.end_without_ground"))
    if not queries.may_be_declined(award, at):
        raise CannotDecide(
            reason("awards.too_late_to_decline", days=queries.DAYS_TO_DECLINE)
        )
    _end(award, Award.Status.DECLINED, "award.declined", ground, by=by, at=at)
    _tell_of_end(
        award,
        "award.declined",
        accounts.holders("office", award.application.call.office),
        subject=_("Award declined: %(number)s"),
        body=_("“%(title)s”: the applicant has declined. The reason: %(ground)s"),
        at=at,
    )
    return award


@transaction.atomic
def cancel_award(award_id: int, *, ground: str, by: Membership, at: datetime) -> Award:
    """The office undoes a decision that is not settled yet, with the ground (法第17条)."""
    award = _hold(award_id)
    _office(award, by)
    if award.status != Award.Status.DECIDED:
        raise CannotDecide(reason("awards.not_decided"))
    if hasattr(award, "settlement"):
        raise CannotDecide(reason("awards.already_settled"))
    if not ground.strip():
        raise CannotDecide(reason("awards.end_without_ground"))
    _end(award, Award.Status.CANCELLED, "award.cancelled", ground, by=by, at=at)
    _tell_of_end(
        award,
        "award.cancelled",
        accounts.holders("officer", award.application.organisation),
        subject=_("Award cancelled: %(number)s"),
        body=_("“%(title)s”: the office has cancelled it. The reason: %(ground)s"),
        at=at,
    )
    return award


def _is_decided_so(award: Award, amount: int, conditions: str) -> bool:
    found = (award.status, award.amount, award.conditions)
    return found == (Award.Status.DECIDED, amount, conditions)


def _end(
    award: Award,
    status: Award.Status,
    event: str,
    ground: str,
    *,
    by: Membership,
    at: datetime,
) -> None:
    funds.give_back(
        award.application.call_id,
        award.amount,
        subject=award,
        by=by,
        at=at,
        case=award.case,
        round_id=award.application.round_id,
    )
    award.status, award.end_ground, award.ended_at = status, ground, at
    award.save(update_fields=["status", "end_ground", "ended_at"])
    log.record(event, award, by=by, at=at, case=award.case, ground=ground)


def _tell_of_end(
    award: Award,
    event: str,
    people: Iterable[Membership],
    *,
    subject: Promise,
    body: Promise,
    at: datetime,
) -> None:
    tell(
        people,
        event,
        subject=subject,
        body=body,
        values={
            "number": award.number,
            "title": award.application.plan.title,
            "ground": award.end_ground,
        },
        path=f"/awards/{award.pk}/",
        key=f"{event}:{award.pk}",
        at=at,
    )


def _hold(award_id: int) -> Award:
    return (
        Award.objects.select_for_update(of=("self",))
        .select_related(
            "application__call__office",
            "application__organisation",
            "application__plan",
        )
        .get(pk=award_id)
    )


def _office(award: Award, by: Membership) -> None:
    if by.role != "office" or by.organisation_id != award.application.call.office_id:
        raise CannotDecide(reason("awards.office_only"))


def _next_number(call: Call) -> str:
    """Running within the office, as its letters are; the row is held until the end."""
    series, _made = Series.objects.select_for_update().get_or_create(
        office=call.office,
        defaults={"prefix": f"{call.office.name_ja[:1]}情{call.office_id}"},
    )
    series.last += 1
    series.save(update_fields=["last"])
    year = format_fiscal_year(call.fiscal_year, "ja").removesuffix("年度")
    short = year.replace("令和", "令").replace("平成", "平")
    return f"{short}{series.prefix}第{series.last}号"
