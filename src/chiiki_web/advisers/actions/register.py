"""What stands in the register: entered by the office or from an offer, and corrected."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from chiiki.reasons import Reason, reason
from chiiki_web import stale
from chiiki_web.accounts.models import Membership, Organisation
from chiiki_web.advisers.models import (
    LANGUAGES,
    MOST_DAYS,
    SIDES,
    Adviser,
    DeclaredVendor,
    Employment,
)
from chiiki_web.advisers.models.register import spoken
from chiiki_web.advisers.queries import said
from chiiki_web.audit import log
from chiiki_web.outbox.actions import tell
from chiiki_web.refusals import Refusal

ROWS = {"prefecture": "prefecture_id", "municipality": "municipality_id"}
ROWS |= {"photo": "photo_id"}
PARTS = frozenset((*said.COLUMNS, *ROWS, "fields", "employers", "vendors"))


class CannotRegisterAdviser(Refusal):
    """The register stays as it was."""


@transaction.atomic
def register_adviser(
    membership_id: int, *, by: Membership | None, at: datetime, **values: Any
) -> Adviser:
    """Enter a person in the role of adviser into the register, once; they are told.

    ``values`` are the parts of an entry; rows may stand in them as rows or as keys.
    """
    member = (
        Membership.objects.select_for_update(of=("self",))
        .select_related("user")
        .get(pk=membership_id)
    )
    refuse_others(by)
    if member.role != Membership.Role.ADVISER:
        raise CannotRegisterAdviser(reason("advisers.wrong_role"))
    if Adviser.objects.filter(membership=member).exists():
        raise CannotRegisterAdviser(reason("advisers.already_registered"))
    parts = _known({"languages": spoken()} | values)
    refuse_unfit(parts | {"fields": parts.get("fields", [])})
    adviser = Adviser(membership=member)
    write(adviser, parts)
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
def change_adviser(
    adviser_id: int,
    *,
    seen: str | None = None,
    by: Membership,
    at: datetime,
    **values: Any,
) -> Adviser:
    """The office corrects an entry, or takes it out of the list (``is_active``).

    ``seen`` is the stamp of what the writer saw: see ``stale``.
    """
    parts = _known(values)
    adviser = hold(adviser_id)
    refuse_others(by)
    stored = said.said_of(adviser)
    refuse_unfit(stored | parts)
    changed = stale.changes(seen, parts, stored)
    keep(adviser, changed, stored, by=by, at=at)
    return adviser


def keep(
    adviser: Adviser,
    changed: dict[str, Any],
    stored: dict[str, Any],
    *,
    by: Membership,
    at: datetime,
    statement: int | None = None,
) -> None:
    """Save what differs, with both texts in the history; the same again is no change."""
    after = {name: value for name, value in changed.items() if stored[name] != value}
    if not after:
        return
    write(adviser, after)
    before = {name: stored[name] for name in after}
    more: dict[str, Any] = {"statement": statement} if statement else {}
    log.record(
        "adviser.changed", adviser, by=by, at=at, before=before, after=after, **more
    )


def write(adviser: Adviser, parts: dict[str, Any]) -> None:
    """Put plain values into a row, new or held, and into the rows that hang on it."""
    columns = [name for name in parts if name in said.COLUMNS or name in ROWS]
    for name in columns:
        setattr(adviser, ROWS.get(name, name), parts[name])
    if adviser.pk is None:
        adviser.save()
    elif columns:
        adviser.save(update_fields=columns)
    if "fields" in parts:
        adviser.fields.set(parts["fields"])
    if "employers" in parts:
        adviser.employments.all().delete()
        Employment.objects.bulk_create(
            Employment(adviser=adviser, **one) for one in _bodies(parts["employers"])
        )
    if "vendors" in parts:
        adviser.vendors.all().delete()
        DeclaredVendor.objects.bulk_create(
            DeclaredVendor(adviser=adviser, **one) for one in _bodies(parts["vendors"])
        )


def hold(adviser_id: int) -> Adviser:
    return (
        Adviser.objects.select_for_update(of=("self",))
        .select_related("membership__user", "prefecture")
        .get(pk=adviser_id)
    )


def refuse_others(by: Membership | None) -> None:
    """None is the system itself, when it loads what is known."""
    if by is not None and by.role != Membership.Role.OFFICE:
        raise CannotRegisterAdviser(reason("advisers.office_only"))


def refuse_unfit(parts: dict[str, Any]) -> None:
    """Refuse what no entry can say, with every reason."""
    found: list[Reason] = []
    if not _are_codes(parts.get("sides"), SIDES):
        found.append(reason("advisers.side_missing"))
    if not parts.get("fields"):
        found.append(reason("advisers.field_missing"))
    if not _are_codes(parts.get("languages", spoken()), LANGUAGES):
        found.append(reason("advisers.language_missing"))
    if parts.get("capacity_days", 0) > MOST_DAYS:
        found.append(reason("advisers.too_many_days", most=MOST_DAYS))
    if found:
        raise CannotRegisterAdviser(*found)


def _are_codes(found: Any, known: Iterable[tuple[str, Any]]) -> bool:
    return bool(found) and not set(found) - {code for code, _label in known}


def _known(values: dict[str, Any]) -> dict[str, Any]:
    if unknown := set(values) - PARTS:
        raise TypeError(f"not a part of an entry: {sorted(unknown)}")
    return said.plain(values)


def _bodies(declared: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Declared bodies as rows, with the organisation where one of this name is known."""
    rows = list(declared)
    names = [one["name"] for one in rows]
    known = {
        one.name_ja: one
        for one in Organisation.objects.filter(name_ja__in=names).order_by("-pk")
    }
    return [
        {
            "name": one["name"],
            "organisation": known.get(one["name"]),
            "since": _day(one["since"]),
            "until": _day(one["until"]),
            "ground": one["ground"],
        }
        for one in rows
    ]


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
