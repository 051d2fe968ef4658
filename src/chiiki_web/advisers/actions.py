"""Everything that can happen to an entry in the register of advisers."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction

from chiiki.reasons import reason
from chiiki_web.accounts.models import Membership, Organisation
from chiiki_web.advisers.models import SIDES, Adviser
from chiiki_web.audit import log
from chiiki_web.refusals import Refusal
from chiiki_web.schemes.models import Field

OWN = {"speciality_ja", "speciality_en", "profile_ja", "profile_en", "capacity_days"}


class CannotRegisterAdviser(Refusal):
    """The register stays as it was."""


@transaction.atomic
def register_adviser(
    membership_id: int,
    *,
    fields: Iterable[Field],
    employers: Iterable[Organisation] = (),
    by: Membership | None,
    at: datetime,
    **values: Any,
) -> Adviser:
    """Enter a person in the role of adviser into the register, once."""
    member = Membership.objects.select_for_update(of=("self",)).get(pk=membership_id)
    if member.role != Membership.Role.ADVISER:
        raise CannotRegisterAdviser(reason("advisers.wrong_role"))
    if Adviser.objects.filter(membership=member).exists():
        raise CannotRegisterAdviser(reason("advisers.already_registered"))
    unknown = set(values.get("sides", [])) - {code for code, _label in SIDES}
    if unknown or not values.get("sides"):
        raise CannotRegisterAdviser(reason("advisers.side_missing"))
    fields = list(fields)
    if not fields:
        raise CannotRegisterAdviser(reason("advisers.field_missing"))
    adviser = Adviser.objects.create(membership=member, **values)
    adviser.fields.set(fields)
    adviser.employers.set(employers)
    log.record("adviser.registered", adviser, by=by, at=at)
    return adviser


@transaction.atomic
def change_own_entry(
    adviser_id: int, *, by: Membership, at: datetime, **values: Any
) -> Adviser:
    """An adviser keeps their own speciality, profile and yearly capacity up to date."""
    adviser = (
        Adviser.objects.select_for_update(of=("self",))
        .select_related("membership")
        .get(pk=adviser_id)
    )
    if adviser.membership_id != by.pk:
        raise CannotRegisterAdviser(reason("advisers.not_yours"))
    changed = {
        name: value
        for name, value in values.items()
        if name in OWN and getattr(adviser, name) != value
    }
    if changed:
        before = {name: getattr(adviser, name) for name in changed}
        for name, value in changed.items():
            setattr(adviser, name, value)
        adviser.save(update_fields=list(changed))
        log.record(
            "adviser.changed", adviser, by=by, at=at, before=before, after=changed
        )
    return adviser
