"""A person offers to become an adviser, or states that their entry should change."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from chiiki.reasons import reason
from chiiki_web import stale
from chiiki_web.accounts import queries as accounts
from chiiki_web.accounts.models import Membership
from chiiki_web.advisers import queries
from chiiki_web.advisers.actions.register import refuse_unfit
from chiiki_web.advisers.models import Statement
from chiiki_web.advisers.queries.said import OFFICE_ONLY, said_of
from chiiki_web.audit import log
from chiiki_web.documents.actions import CannotStore, store_bytes
from chiiki_web.outbox.actions import tell
from chiiki_web.refusals import Refusal
from chiiki_web.sheets.model import CannotRead
from chiiki_web.sheets.pictures import reencode
from chiiki_web.ui.fields import MOST_TEXT

State = Statement.State
Typed = dict[str, list[str]]
MOST_KEPT = 4 * MOST_TEXT
MOST_PHOTO = 10 * (1 << 20)


class CannotState(Refusal):
    """The statement stays as it was."""


@transaction.atomic
def start_statement(*, typed: Typed, by: Membership, at: datetime) -> Statement:
    """Begin an offer, or a change of one's entry; what is open already is given back."""
    Membership.objects.select_for_update(of=("self",)).get(pk=by.pk)
    if by.role != Membership.Role.ADVISER:
        raise CannotState(reason("advisers.wrong_role"))
    if known := queries.open_statement(by):
        return known
    adviser = queries.any_entry_of(by)
    made = Statement.objects.create(
        membership=by,
        kind=Statement.Kind.CHANGE if adviser else Statement.Kind.OFFER,
        typed=typed,
        seen=stale.stamp(said_of(adviser)) if adviser else "",
        photo=adviser.photo if adviser else None,
        started_at=at,
    )
    log.record("statement.started", made, by=by, at=at, kind=made.kind)
    return made


@transaction.atomic
def keep_typed(
    statement_id: int,
    *,
    typed: Typed,
    seen: str,
    page: str,
    by: Membership,
    at: datetime,
) -> Statement:
    """Keep what stands in the form, half-typed too. Drafts are no part of the history.

    ``seen`` is the stamp of what this page showed, ``page`` its key: what a page wrote
    itself never counts as somebody else's. Raises stale.HasChanged.
    """
    held = _hold_own(statement_id, by)
    names = [one.rpartition(":")[0] for one in seen.split()] or [*held.typed, *typed]
    new = {name: _cut(typed.get(name, [])) for name in names}
    own = {name for name in names if page and held.pages.get(name) == page}
    stored = {name: held.typed.get(name, []) for name in names}
    changed = {name: new[name] for name in own if new[name] != stored[name]}
    rest = set(names) - own
    changed |= stale.changes(
        seen, {name: new[name] for name in rest}, {name: stored[name] for name in rest}
    )
    if changed:
        held.typed = {n: v for n, v in (held.typed | changed).items() if v}
        held.pages = held.pages | dict.fromkeys(changed, page)
        held.save(update_fields=["typed", "pages"])
    return held


@transaction.atomic
def see_entry_anew(statement_id: int, *, names: frozenset[str], by: Membership) -> None:
    """The writer was shown what the office has changed since the statement was begun."""
    held = _hold_own(statement_id, by)
    adviser = queries.any_entry_of(by)
    if adviser is not None:
        held.seen = stale.seen_anew(held.seen, said_of(adviser), names)
        held.save(update_fields=["seen"])


@transaction.atomic
def put_photo(
    statement_id: int,
    *,
    upload: UploadedFile[bytes] | None,
    by: Membership,
    at: datetime,
) -> Statement:
    """Take a photo, written anew from its pixels alone, or take the photo out (None)."""
    held = _hold_own(statement_id, by)
    held.photo = store_bytes(_portrait(upload), "image/jpeg", at=at) if upload else None
    held.save(update_fields=["photo"])
    return held


@transaction.atomic
def send_statement(
    statement_id: int, *, values: Mapping[str, Any], by: Membership, at: datetime
) -> Statement:
    """Send what is stated to the office. Raises stale.HasChanged where the office has
    changed the same part of the entry since the statement was begun.
    """
    held = _hold_own(statement_id, by)
    parts = dict(values) | {"photo": held.photo_id}
    if OFFICE_ONLY & set(parts):
        raise TypeError("the office alone says this")
    refuse_unfit(parts)
    adviser = queries.any_entry_of(by)
    if adviser is None:
        held.said, held.before = parts, {}
    else:
        stored = said_of(adviser)
        held.said = stale.changes(held.seen, parts, stored)
        held.before = {name: stored[name] for name in held.said}
        if not held.said:
            raise CannotState(reason("advisers.nothing_changed"))
    held.kind = Statement.Kind.CHANGE if adviser else Statement.Kind.OFFER
    held.state, held.sent_at, held.ground = State.SENT, at, ""
    held.times_sent += 1
    held.save()
    log.record(
        "statement.sent", held, by=by, at=at, kind=held.kind, parts=sorted(held.said)
    )
    _tell_office(held, by, at)
    return held


@transaction.atomic
def recall_statement(statement_id: int, *, by: Membership, at: datetime) -> Statement:
    """Take a sent statement back to write on; the office does not see it any more."""
    held = hold(statement_id)
    _refuse_others(held, by)
    if held.state != State.SENT:
        raise CannotState(reason("advisers.not_at_the_office"))
    return _move(held, State.DRAFT, "statement.recalled", by, at)


@transaction.atomic
def drop_statement(statement_id: int, *, by: Membership, at: datetime) -> Statement:
    """Give a statement up; the entry, if there is one, stays as it is."""
    held = _hold_own(statement_id, by)
    return _move(held, State.WITHDRAWN, "statement.withdrawn", by, at)


def hold(statement_id: int) -> Statement:
    return (
        Statement.objects.select_for_update(of=("self",))
        .select_related("membership__user", "membership__organisation")
        .get(pk=statement_id)
    )


def _hold_own(statement_id: int, by: Membership) -> Statement:
    held = hold(statement_id)
    _refuse_others(held, by)
    if not held.is_editable:
        raise CannotState(reason("advisers.not_editable"))
    return held


def _refuse_others(held: Statement, by: Membership) -> None:
    if held.membership_id != by.pk:
        raise CannotState(reason("advisers.not_yours"))


def _move(
    held: Statement, state: Statement.State, event: str, by: Membership, at: datetime
) -> Statement:
    held.state = state
    held.save(update_fields=["state"])
    log.record(event, held, by=by, at=at)
    return held


def _cut(texts: list[str]) -> list[str]:
    return [one[:MOST_KEPT] for one in texts]


def _portrait(upload: UploadedFile[bytes]) -> bytes:
    name = upload.name or ""
    if not upload.size:
        raise CannotStore(reason("documents.empty", name=name))
    if upload.size > MOST_PHOTO:
        most = MOST_PHOTO // (1 << 20)
        size = -(-upload.size // (1 << 20))
        raise CannotStore(
            reason("documents.too_large", name=name, size=size, limit=most)
        )
    try:
        return reencode(upload, name)
    except CannotRead as refusal:
        raise CannotStore(*refusal.reasons) from refusal


def _tell_office(held: Statement, by: Membership, at: datetime) -> None:
    is_offer = held.kind == Statement.Kind.OFFER
    tell(
        accounts.holders("office"),
        "adviser.statement_sent",
        subject=_("%(name)s offers to become an adviser")
        if is_offer
        else _("%(name)s has reported a change to their entry"),
        body=_("Please look at it, and accept it or return it with a reason."),
        values={"name": by.user.name},
        path=f"/advisers/statements/{held.pk}/",
        key=f"adviser.statement_sent:{held.pk}:{held.times_sent}",
        at=at,
    )
