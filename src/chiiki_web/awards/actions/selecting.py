"""The office selects among reviewed applications, with a ground for each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from chiiki import selection
from chiiki.money import Yen
from chiiki.reasons import Reason, reason
from chiiki_web.accounts import queries as accounts
from chiiki_web.accounts.models import Membership
from chiiki_web.audit import log
from chiiki_web.awards import queries
from chiiki_web.awards.models import Award
from chiiki_web.outbox.actions import tell
from chiiki_web.refusals import Refusal
from chiiki_web.reviews.queries import Standing
from chiiki_web.schemes.models import Call, Round


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
    must fit into what the fund has left. The same selection sent twice is one.
    """
    call = (
        Call.objects.select_for_update(of=("self",))
        .select_related("fund", "programme", "office")
        .get(pk=call_id)
    )
    if by.role != "office" or by.organisation_id != call.office_id:
        raise CannotSelect(reason("awards.office_only"))
    if made := _made_before(call, set(chosen), set(others)):
        return made
    in_turn = queries.round_in_turn(call)
    if not queries.may_be_selected(call, in_turn, at):
        raise CannotSelect(_still_open(in_turn))
    waiting = {one.application.pk: one for one in queries.to_select(call)}
    wanted = set(chosen) | set(others)
    if set(chosen) & set(others) or not wanted or wanted != set(waiting):
        raise CannotSelect(reason("awards.list_changed"))
    found = queries.proposal(call, list(waiting.values()))
    lines = {int(line.proposal.id): line for line in found.lines}
    problems = list(_problems(lines, chosen, others, queries.free_for(call, in_turn)))
    if problems:
        raise CannotSelect(*problems)
    grounds = {**others, **chosen}
    return [
        _decide(
            standing,
            lines[pk].rank,
            is_chosen=pk in chosen,
            ground=grounds[pk],
            by=by,
            at=at,
        )
        for pk, standing in waiting.items()
    ]


def _still_open(one: Round | None) -> Reason:
    if one is None:
        return reason("awards.call_still_open")
    return reason("awards.round_still_open", number=one.number, limit=one.closes_at)


def _made_before(call: Call, chosen: set[int], others: set[int]) -> list[Award]:
    """The awards of this very selection, if it was made already."""
    found = Award.objects.filter(
        application__call=call, application__in=chosen | others
    ).order_by("pk")
    refused = {
        one.application_id for one in found if one.status == Award.Status.NOT_SELECTED
    }
    selected = {one.application_id for one in found} - refused
    return list(found) if (selected, refused) == (chosen, others) else []


def _problems(
    lines: Mapping[int, selection.SelectionLine],
    chosen: Mapping[int, str],
    others: Mapping[int, str],
    free: Yen,
) -> Iterator[Reason]:
    unfinished = sum(line.rank is None for line in lines.values())
    if unfinished:
        yield reason("awards.reviews_missing", number=unfinished)
        return
    if any(not ground.strip() for ground in others.values()):
        yield reason("awards.ground_missing")
    if any(not lines[pk].chosen and not chosen[pk].strip() for pk in chosen):
        yield reason("awards.out_of_order_without_ground")
    total = sum(lines[pk].proposal.amount for pk in chosen)
    if total > free:
        yield reason("awards.over_budget", total=total, free=free)


def _decide(
    standing: Standing,
    rank: int | None,
    *,
    is_chosen: bool,
    ground: str,
    by: Membership,
    at: datetime,
) -> Award:
    application, mean = standing.application, standing.mean
    award = Award.objects.create(
        application=application,
        status=Award.Status.CANDIDATE if is_chosen else Award.Status.NOT_SELECTED,
        amount=(application.requested or 0) if is_chosen else 0,
        points=None if mean is None else Decimal(f"{float(mean):.2f}"),
        rank=rank,
        ground=ground,
        selected_at=at,
    )
    log.record(
        "award.candidate_selected" if is_chosen else "award.not_selected",
        award,
        by=by,
        at=at,
        case=award.case,
        rank=rank,
        points=float(award.points or 0),
        ground=ground,
    )
    _tell(award, at)
    return award


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
        else _("“%(title)s” was not selected. The reason stands on its page."),
        values={
            "number": award.application.number,
            "title": award.application.plan.title,
        },
        path=f"/awards/{award.pk}/",
        key=f"award.{award.status}:{award.pk}",
        at=at,
    )
