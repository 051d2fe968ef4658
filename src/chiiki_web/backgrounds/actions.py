"""Everything that can happen: an officer states an earlier award, or an index."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from chiiki import periods
from chiiki.reasons import reason
from chiiki.thousandths import format_thousandths
from chiiki_web.accounts.models import Membership, Organisation
from chiiki_web.audit import log
from chiiki_web.backgrounds.models import AwardStatement, StrengthStatement
from chiiki_web.refusals import Refusal
from chiiki_web.regions.models import Municipality, Prefecture
from chiiki_web.schemes.models import Programme

# Slips of the pen are kept out: no rule asks for an older index, and the highest ones
# that are published lie between 2 and 3.
EARLIEST_YEAR = 2000
HIGHEST_STRENGTH = 5_000


class CannotState(Refusal):
    """Nothing was stated."""


@transaction.atomic
def state_award(
    organisation: Organisation,
    programme: Programme,
    *,
    decided_on: date | None,
    source: str,
    case: str,
    by: Membership,
    at: datetime,
) -> AwardStatement:
    """State the last award of before this site, or with ``None`` that there was none.

    Saying the same again changes nothing.
    """
    _check(source, by)
    if decided_on is not None and decided_on > timezone.localdate(at):
        raise CannotState(reason("backgrounds.day_to_come", day=decided_on))
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    rows = AwardStatement.objects.filter(organisation=organisation, programme=programme)
    last = rows.filter(stated_by__organisation=by.organisation_id).last()
    if last and (last.decided_on, last.source) == (decided_on, source):
        return last
    made = AwardStatement.objects.create(
        organisation=organisation,
        programme=programme,
        had_award=decided_on is not None,
        decided_on=decided_on,
        source=source,
        stated_by=by,
        stated_at=at,
    )
    log.record(
        "award_statement.made",
        made,
        by=by,
        at=at,
        case=case,
        organisation=organisation.name_ja,
        programme=programme.pk,
        decided_on=decided_on,
        source=source,
    )
    return made


@transaction.atomic
def state_strength(
    organisation: Organisation,
    place: Municipality | Prefecture,
    *,
    fiscal_year: int,
    thousandths: int,
    source: str,
    case: str,
    by: Membership,
    at: datetime,
) -> StrengthStatement:
    """State a place's index of fiscal strength in a year, as a published table says it."""
    _check(source, by)
    if fiscal_year > periods.fiscal_year(timezone.localdate(at)):
        raise CannotState(reason("backgrounds.year_to_come", fiscal_year=fiscal_year))
    if fiscal_year < EARLIEST_YEAR:
        raise CannotState(
            reason(
                "backgrounds.year_too_early",
                fiscal_year=fiscal_year,
                earliest_year=EARLIEST_YEAR,
            )
        )
    if thousandths > HIGHEST_STRENGTH:
        raise CannotState(
            reason(
                "backgrounds.index_too_high",
                found=format_thousandths(thousandths),
                most=format_thousandths(HIGHEST_STRENGTH),
            )
        )
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    where = {place._meta.model_name or "": place}
    last = StrengthStatement.objects.filter(organisation=organisation, **where).last()
    said = (fiscal_year, thousandths, source)
    if last and (last.fiscal_year, last.thousandths, last.source) == said:
        return last
    made = StrengthStatement.objects.create(
        organisation=organisation,
        fiscal_year=fiscal_year,
        thousandths=thousandths,
        source=source,
        stated_by=by,
        stated_at=at,
        **where,
    )
    log.record(
        "strength_statement.made",
        made,
        by=by,
        at=at,
        case=case,
        place=place.name_ja,
        fiscal_year=fiscal_year,
        thousandths=thousandths,
        source=source,
    )
    return made


def _check(source: str, by: Membership) -> None:
    if by.role != Membership.Role.OFFICER:
        raise CannotState(reason("backgrounds.officers_only"))
    if not source.strip():
        raise CannotState(reason("backgrounds.source_missing"))
