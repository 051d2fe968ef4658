"""The office commissions an adviser for a fiscal year, and ends a commission."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from chiiki import periods
from chiiki.reasons import Reason, reason
from chiiki_web.accounts.models import Membership
from chiiki_web.advisers.engine_input import PROGRAMME
from chiiki_web.advisers.models import MOST_DAYS, Adviser, Commission
from chiiki_web.advisers.queries.commissions import rate_classes
from chiiki_web.audit import log
from chiiki_web.outbox.actions import tell
from chiiki_web.refusals import Refusal
from chiiki_web.schemes.models import Programme


class CannotCommission(Refusal):
    """Nobody was commissioned, and no commission ended."""


@transaction.atomic
def commission_adviser(
    adviser_id: int,
    *,
    fiscal_year: int,
    capacity_days: int,
    rate_class: str = "standard",
    by: Membership | None,
    at: datetime,
) -> Commission:
    """Commission one adviser for one fiscal year (委嘱); they are told."""
    _refuse_others(by)
    Programme.objects.select_for_update().get(pk=PROGRAMME)  # numbers come one by one
    adviser = (
        Adviser.objects.select_for_update(of=("self",))
        .select_related("membership__user")
        .get(pk=adviser_id)
    )
    against = list(_against(adviser, fiscal_year, capacity_days, rate_class, at))
    if against:
        raise CannotCommission(*against)
    made = Commission.objects.create(
        adviser=adviser,
        fiscal_year=fiscal_year,
        capacity_days=capacity_days,
        rate_class=rate_class,
        number=_next_number(fiscal_year),
        decided_at=at,
    )
    log.record(
        "commission.decided",
        made,
        by=by,
        at=at,
        number=made.number,
        adviser=adviser.pk,
        fiscal_year=fiscal_year,
        days=capacity_days,
        rate_class=rate_class,
    )
    tell(
        [adviser.membership],
        "adviser.commissioned",
        subject=_("You are commissioned: %(number)s"),
        body=_(
            "You are commissioned as an adviser for up to %(days)s days of this fiscal"
            " year. The letter lies on the page."
        ),
        values={"number": made.number, "days": capacity_days},
        path="/advisers/mine/",
        key=f"adviser.commissioned:{made.pk}",
        at=at,
    )
    return made


@transaction.atomic
def end_commission(
    commission_id: int, *, ground: str, by: Membership, at: datetime
) -> Commission:
    """End a commission before its year is over, with the ground; the adviser is told."""
    held = (
        Commission.objects.select_for_update(of=("self",))
        .select_related("adviser__membership__user")
        .get(pk=commission_id)
    )
    _refuse_others(by)
    if not ground.strip():
        raise CannotCommission(reason("advisers.ground_missing"))
    if held.is_ended:
        raise CannotCommission(reason("advisers.commission_ended"))
    held.is_ended, held.ended_at, held.end_ground = True, at, ground.strip()
    held.save(update_fields=["is_ended", "ended_at", "end_ground"])
    log.record(
        "commission.ended",
        held,
        by=by,
        at=at,
        number=held.number,
        adviser=held.adviser_id,
        ground=held.end_ground,
    )
    tell(
        [held.adviser.membership],
        "adviser.commission_ended",
        subject=_("Your commission ends: %(number)s"),
        body=_("No more requests are sent to you. Reason: %(ground)s"),
        values={"number": held.number, "ground": held.end_ground},
        path="/advisers/mine/",
        key=f"adviser.commission_ended:{held.pk}",
        at=at,
    )
    return held


def _against(
    adviser: Adviser, fiscal_year: int, days: int, rate_class: str, at: datetime
) -> list[Reason]:
    found: list[Reason] = []
    present = periods.fiscal_year(timezone.localdate(at))
    if fiscal_year not in (present, present + 1):
        found.append(reason("advisers.year_out_of_reach"))
    until = adviser.membership.until
    if until is not None and until < timezone.localdate(at):
        found.append(reason("advisers.role_is_over"))
    if not adviser.is_active:
        found.append(reason("advisers.not_in_the_list"))
    if not 1 <= days <= MOST_DAYS:
        found.append(reason("advisers.days_to_commission", most=MOST_DAYS))
    if rate_class not in rate_classes():
        found.append(reason("advisers.unknown_rate_class", found=rate_class))
    current = adviser.commissions.filter(fiscal_year=fiscal_year, is_ended=False)
    if current.exists():
        found.append(reason("advisers.already_commissioned"))
    return found


def _next_number(fiscal_year: int) -> str:
    """令和8年度委嘱第1号: without a gap within one fiscal year."""
    taken = Commission.objects.filter(fiscal_year=fiscal_year).count()
    return f"{periods.format_fiscal_year(fiscal_year, 'ja')}委嘱第{taken + 1}号"


def _refuse_others(by: Membership | None) -> None:
    """None is the system itself, when it loads what is known."""
    if by is not None and by.role != Membership.Role.OFFICE:
        raise CannotCommission(reason("advisers.office_only"))
