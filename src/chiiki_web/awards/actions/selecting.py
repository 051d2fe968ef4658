"""The office selects among reviewed applications, with a ground for each."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from chiiki.reasons import reason
from chiiki_web.accounts import queries as accounts
from chiiki_web.accounts.models import Membership
from chiiki_web.audit import log
from chiiki_web.awards import queries
from chiiki_web.awards.models import Award
from chiiki_web.outbox.actions import tell
from chiiki_web.refusals import Refusal
from chiiki_web.schemes.models import Call


class CannotSelect(Refusal):
    """Nobody was selected."""


@transaction.atomic
def select_applications(
    call_id: int,
    *,
    chosen: Mapping[int, str],
    others: Mapping[int, str],
    by: Membership,
    at: datetime,
) -> list[Award]:
    """Make candidates of ``chosen`` and refuse ``others``: application id → ground.

    A ground is needed for everyone not selected, and for everyone selected against the
    order of the points (補助金適正化法 第21条の2 asks for reasons). Together the chosen
    must fit into what the fund has left.
    """
    call = (
        Call.objects.select_for_update(of=("self",))
        .select_related("fund", "programme", "office")
        .get(pk=call_id)
    )
    if by.role != "office" or by.organisation_id != call.office_id:
        raise CannotSelect(reason("awards.office_only"))
    if at < call.closes_at:
        raise CannotSelect(reason("awards.call_still_open"))
    waiting = {one.application.pk: one for one in queries.to_select(call)}
    if set(chosen) & set(others) or (set(chosen) | set(others)) != set(waiting):
        raise CannotSelect(reason("awards.list_changed"))
    found = queries.proposal(call, list(waiting.values()))
    lines = {int(line.proposal.id): line for line in found.lines}
    unfinished = [pk for pk in waiting if lines[pk].rank is None]
    if unfinished:
        raise CannotSelect(reason("awards.reviews_missing", number=len(unfinished)))
    if any(not ground.strip() for ground in others.values()):
        raise CannotSelect(reason("awards.ground_missing"))
    against = [pk for pk in chosen if not lines[pk].chosen and not chosen[pk].strip()]
    if against:
        raise CannotSelect(reason("awards.out_of_order_without_ground"))
    total = sum(waiting[pk].application.requested or 0 for pk in chosen)
    free = queries.free_for(call)
    if total > free:
        raise CannotSelect(reason("awards.over_budget", total=total, free=free))
    awards = []
    for pk, standing in waiting.items():
        award = Award.objects.create(
            application=standing.application,
            status=Award.Status.CANDIDATE if pk in chosen else Award.Status.NOT_SELECTED,
            amount=(standing.application.requested or 0) if pk in chosen else 0,
            points=None
            if standing.mean is None
            else Decimal(f"{float(standing.mean):.2f}"),
            rank=lines[pk].rank,
            ground=chosen.get(pk, others.get(pk, "")),
            selected_at=at,
        )
        log.record(
            "award.candidate_selected" if pk in chosen else "award.not_selected",
            award,
            by=by,
            at=at,
            case=award.case,
            rank=award.rank,
            points=float(award.points or 0),
            ground=award.ground,
        )
        _tell(award, at)
        awards.append(award)
    return awards


def _tell(award: Award, at: datetime) -> None:
    selected = award.status == Award.Status.CANDIDATE
    tell(
        accounts.holders("officer", award.application.organisation),
        f"award.{award.status}",
        subject=_("Application %(number)s was selected")
        if selected
        else _("Application %(number)s was not selected"),
        body=_("“%(title)s” was selected. The decision follows.")
        if selected
        else _("“%(title)s” was not selected. The ground stands on its page."),
        values={
            "number": award.application.number,
            "title": award.application.plan.title,
        },
        path=f"/awards/{award.pk}/",
        key=f"award.{award.status}:{award.pk}",
        at=at,
    )
