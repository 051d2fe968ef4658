"""A call is opened under the rules in force, and can be extended."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from chiiki import periods
from chiiki.reasons import Reason, reason
from chiiki.rules import Scheme
from chiiki_web.accounts.models import Membership
from chiiki_web.audit import log
from chiiki_web.refusals import Refusal
from chiiki_web.schemes import queries
from chiiki_web.schemes.actions.freezing import freeze
from chiiki_web.schemes.models import (
    Call,
    Criterion,
    Field,
    Programme,
    SchemeVersion,
)

# A call is paid from the budget of one fiscal year; what closes more than three years ahead,
# or names a year more than two away from its opening, is a slip of the pen.
LONGEST_CALL = timedelta(days=3 * 366)
NEAR_YEARS = 2


class CannotOpenCall(Refusal):
    """No call was opened."""


class CannotExtendCall(Refusal):
    """The call closes when it was to close."""


@transaction.atomic
def open_call(
    *,
    form_key: UUID,
    programme: Programme,
    name_ja: str,
    name_en: str = "",
    fiscal_year: int,
    opens_at: datetime,
    closes_at: datetime,
    project_starts_on: date,
    project_ends_on: date,
    fields: Iterable[Field] = (),
    is_sample: bool = False,
    by: Membership,
    at: datetime,
) -> Call:
    """Publish a call of the person's office under the rules in force when it opens.

    The version and the digest of the rules are frozen, and the criteria are copied with
    their full points (points x weight). Its budget is opened by ``funds.actions``. The
    same form opens one call.
    """
    if by.role != Membership.Role.OFFICE:
        raise CannotOpenCall(reason("schemes.offices_only"))
    if known := Call.objects.filter(form_key=form_key).first():
        if known.office_id != by.organisation_id:
            raise CannotOpenCall(reason("schemes.not_your_call"))
        return known
    problems = _problems(
        programme,
        window=(opens_at, closes_at),
        project=(project_starts_on, project_ends_on),
        at=at,
    )
    if (
        abs(fiscal_year - periods.fiscal_year(timezone.localdate(opens_at)))
        > NEAR_YEARS
    ):
        problems.append(reason("schemes.fiscal_year_too_far"))
    if problems:
        raise CannotOpenCall(*problems)
    version = _version_for(programme, opens_at)
    scheme = queries.scheme_of_version(version)
    call = Call.objects.create(
        form_key=form_key,
        programme=programme,
        office_id=by.organisation_id,
        name_ja=name_ja,
        name_en=name_en,
        fiscal_year=fiscal_year,
        opens_at=opens_at,
        closes_at=closes_at,
        project_starts_on=project_starts_on,
        project_ends_on=project_ends_on,
        rules=version,
        scheme_code=scheme.code,
        scheme_version=scheme.version,
        scheme_digest=scheme.digest,
        is_sample=is_sample,
    )
    call.fields.set(fields)
    _copy_criteria(scheme, call)
    freeze(version, by=by, at=at)
    log.record(
        "call.opened",
        call,
        by=by,
        at=at,
        name=name_ja,
        opens_at=opens_at,
        closes_at=closes_at,
        scheme=f"{scheme.code} {scheme.version}",
        sha256=scheme.digest,
    )
    return call


@transaction.atomic
def extend_call(
    call_id: int, *, closes_at: datetime, ground: str, by: Membership, at: datetime
) -> Call:
    """Let a call close later. Everybody can read when it was extended and why."""
    call = Call.objects.select_for_update(of=("self",)).get(pk=call_id)
    if by.role != Membership.Role.OFFICE or by.organisation_id != call.office_id:
        raise CannotExtendCall(reason("schemes.not_your_call"))
    if call.cancelled_at is not None or call.closes_at <= at:
        raise CannotExtendCall(reason("schemes.closed_already"))
    if closes_at <= call.closes_at:
        raise CannotExtendCall(reason("schemes.not_later"))
    if closes_at > at + LONGEST_CALL:
        raise CannotExtendCall(reason("schemes.closes_too_late"))
    if not ground.strip():
        raise CannotExtendCall(reason("schemes.ground_missing"))
    before, call.closes_at = call.closes_at, closes_at
    call.save(update_fields=["closes_at"])
    log.record(
        "call.extended",
        call,
        by=by,
        at=at,
        before=before,
        after=closes_at,
        ground=ground,
    )
    return call


def _version_for(programme: Programme, opens_at: datetime) -> SchemeVersion:
    """Hold the version in force on the day, so that nobody takes it back meanwhile."""
    day = timezone.localdate(opens_at)
    found = queries.version_in_force(programme.scheme_code, on=day, locked=True)
    if found is None:
        raise CannotOpenCall(reason("schemes.no_rules_in_force", day=day))
    return found


def _problems(
    programme: Programme,
    *,
    window: tuple[datetime, datetime],
    project: tuple[date, date],
    at: datetime,
) -> list[Reason]:
    problems = []
    if not programme.scheme_code:
        problems.append(reason("schemes.needs_no_call", name=programme.name_ja))
    if window[1] <= window[0]:
        problems.append(reason("schemes.closes_before_it_opens"))
    if window[1] <= at:
        problems.append(reason("schemes.closes_in_the_past"))
    if window[1] > at + LONGEST_CALL:
        problems.append(reason("schemes.closes_too_late"))
    if project[1] < project[0]:
        problems.append(reason("schemes.project_ends_before_it_starts"))
    return problems


def _copy_criteria(scheme: Scheme, call: Call) -> None:
    Criterion.objects.bulk_create(
        Criterion(
            call=call,
            code=one.code,
            name_ja=one.text("ja"),
            name_en=one.text("en"),
            max_points=one.max_points * one.weight,
            order=order,
        )
        for order, one in enumerate(scheme.criteria)
    )
