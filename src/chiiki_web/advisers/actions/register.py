"""Everything that can happen to an entry in the register of advisers."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from chiiki.reasons import Reason, reason
from chiiki_web import stale
from chiiki_web.accounts.models import Membership, Organisation
from chiiki_web.advisers import queries
from chiiki_web.advisers.models import MOST_DAYS, SIDES, Adviser, Employment
from chiiki_web.audit import log
from chiiki_web.outbox.actions import tell
from chiiki_web.refusals import Refusal
from chiiki_web.schemes.models import Field

OWN = {"speciality_ja", "speciality_en", "profile_ja", "profile_en", "capacity_days"}
OFFICE = OWN | {
    "affiliation_kind",
    "affiliation",
    "sides",
    "prefecture",
    "is_manager",
    "is_active",
}


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
    """Enter a person in the role of adviser into the register, once; they are told."""
    member = (
        Membership.objects.select_for_update(of=("self",))
        .select_related("user")
        .get(pk=membership_id)
    )
    _refuse_others(by)
    if member.role != Membership.Role.ADVISER:
        raise CannotRegisterAdviser(reason("advisers.wrong_role"))
    if Adviser.objects.filter(membership=member).exists():
        raise CannotRegisterAdviser(reason("advisers.already_registered"))
    fields = list(fields)
    _refuse_unfit(values.get("sides"), fields, values["capacity_days"])
    adviser = Adviser.objects.create(membership=member, **values)
    adviser.fields.set(fields)
    _employ(adviser, employers)
    log.record("adviser.registered", adviser, by=by, at=at)
    tell(
        [member],
        "adviser.registered",
        subject=_("You are in the register of advisers"),
        body=_("Regions can ask for you now. Please look whether your entry is right."),
        values={},
        path="/advisers/mine/",
        key=f"adviser.registered:{adviser.pk}",
        at=at,
    )
    return adviser


@transaction.atomic
def change_own_entry(
    adviser_id: int,
    *,
    seen: str | None = None,
    by: Membership,
    at: datetime,
    **values: Any,
) -> Adviser:
    """An adviser keeps their own speciality, profile and yearly capacity up to date.

    ``seen`` is the stamp of what the writer saw: see ``stale``.
    """
    adviser = _hold(adviser_id)
    if adviser.membership_id != by.pk:
        raise CannotRegisterAdviser(reason("advisers.not_yours"))
    _refuse_unfit(adviser.sides, None, values.get("capacity_days", 0))
    typed = {name: values[name] for name in OWN & set(values)}
    changed = stale.changes(seen, typed, queries.said_of(adviser))
    return _keep(adviser, changed, by=by, at=at)


@transaction.atomic
def change_adviser(
    adviser_id: int,
    *,
    fields: Iterable[Field],
    employers: Iterable[Organisation],
    seen: str | None = None,
    by: Membership,
    at: datetime,
    **values: Any,
) -> Adviser:
    """The office corrects an entry, or takes it out of the list (``is_active``).

    ``seen`` is the stamp of what the writer saw: see ``stale``.
    """
    if unknown := set(values) - OFFICE:
        raise TypeError(f"not a part of an entry: {sorted(unknown)}")
    adviser = _hold(adviser_id)
    _refuse_others(by)
    fields, employers = list(fields), list(employers)
    sides = values.get("sides", adviser.sides)
    _refuse_unfit(sides, fields, values.get("capacity_days", 0))
    stored = queries.said_of(adviser)
    typed = values | {"fields": fields, "employers": employers}
    changed = stale.changes(seen, typed, stored)
    more: dict[str, tuple[Any, Any]] = {}
    for name in ("fields", "employers"):
        if name in changed:
            rows = changed.pop(name)
            more[name] = (sorted(stored[name]), sorted(one.pk for one in rows))
            _employ(adviser, rows) if name == "employers" else adviser.fields.set(rows)
    return _keep(adviser, changed, by=by, at=at, more=more)


def _keep(
    adviser: Adviser,
    values: dict[str, Any],
    *,
    by: Membership,
    at: datetime,
    more: dict[str, tuple[Any, Any]] | None = None,
) -> Adviser:
    """Save what changed, with both texts in the history; the same again is no change."""
    changed = [name for name in values if getattr(adviser, name) != values[name]]
    before = {name: _plain(getattr(adviser, name)) for name in changed}
    after = {name: _plain(values[name]) for name in changed}
    for name, (old, new) in (more or {}).items():
        before[name], after[name] = old, new
    if not after:
        return adviser
    for name in changed:
        setattr(adviser, name, values[name])
    if changed:
        adviser.save(update_fields=changed)
    log.record("adviser.changed", adviser, by=by, at=at, before=before, after=after)
    return adviser


def _employ(adviser: Adviser, bodies: Iterable[Organisation]) -> None:
    """Let the registered bodies be these; those that are only named stay."""
    wanted = {one.pk: one for one in bodies}
    rows = adviser.employments.exclude(organisation=None)
    rows.exclude(organisation__in=wanted).delete()
    known = set(rows.values_list("organisation", flat=True))
    Employment.objects.bulk_create(
        Employment(adviser=adviser, organisation=body, name=body.name_ja)
        for pk, body in wanted.items()
        if pk not in known
    )


def _hold(adviser_id: int) -> Adviser:
    return (
        Adviser.objects.select_for_update(of=("self",))
        .select_related("membership__user", "prefecture")
        .get(pk=adviser_id)
    )


def _refuse_others(by: Membership | None) -> None:
    """None is the system itself, when it loads what is known."""
    if by is not None and by.role != Membership.Role.OFFICE:
        raise CannotRegisterAdviser(reason("advisers.office_only"))


def _refuse_unfit(sides: Any, fields: list[Field] | None, days: int) -> None:
    found: list[Reason] = []
    if not sides or set(sides) - {code for code, _label in SIDES}:
        found.append(reason("advisers.side_missing"))
    if fields is not None and not fields:
        found.append(reason("advisers.field_missing"))
    if days > MOST_DAYS:
        found.append(reason("advisers.too_many_days", most=MOST_DAYS))
    if found:
        raise CannotRegisterAdviser(*found)


def _plain(value: Any) -> Any:
    """A row as its key, so that the history can keep it."""
    return getattr(value, "pk", value)
