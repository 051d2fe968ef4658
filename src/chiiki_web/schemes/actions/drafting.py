"""A new version of rules is started from another, edited part by part, and published."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from chiiki.errors import EngineError
from chiiki.reasons import reason
from chiiki.rules import dump_scheme, problems_of
from chiiki_web.accounts.models import Membership
from chiiki_web.audit import log
from chiiki_web.schemes import queries
from chiiki_web.schemes.actions.texts import (
    CannotChangeVersion,
    VersionHasChanged,
    named,
)
from chiiki_web.schemes.models import SchemeVersion
from chiiki_web.schemes.queries.content import Content
from chiiki_web.schemes.queries.shape import Part

State = SchemeVersion.State
WHOLE = "text"


@transaction.atomic
def start_version(
    *,
    form_key: UUID,
    based_on: SchemeVersion,
    version: str,
    first_day: date,
    note: str = "",
    is_sample: bool = False,
    by: Membership,
    at: datetime,
) -> SchemeVersion:
    """Begin a draft with the text of another version; the same form begins one draft."""
    if by.role != Membership.Role.OFFICE:
        raise CannotChangeVersion(reason("schemes.offices_only"))
    if known := SchemeVersion.objects.filter(form_key=form_key).first():
        if known.office_id != by.organisation_id:
            raise CannotChangeVersion(reason("schemes.not_your_version"))
        return known
    _refuse_taken(based_on.code, version)
    content = queries.content_of(based_on.text)
    text = dump_scheme(content | {"version": version, "first_day": first_day})
    made = SchemeVersion.objects.create(
        form_key=form_key,
        code=based_on.code,
        version=version,
        first_day=first_day,
        text=text,
        digest=_digest(text),
        note=note,
        based_on=based_on,
        office_id=by.organisation_id,
        is_sample=is_sample,
        changed_by=by,
        changed_at=at,
    )
    log.record(
        "scheme_version.started",
        made,
        by=by,
        at=at,
        version=str(made),
        based_on=str(based_on),
        sha256=made.digest,
    )
    return made


@transaction.atomic
def change_part(
    version_id: int,
    part: Part,
    rows: Mapping[str, Sequence[Content]],
    *,
    seen: str,
    by: Membership,
    at: datetime,
) -> SchemeVersion:
    """Write the rows of one part into a draft.

    ``seen`` is ``queries.seen_of`` of the part when the page was made: who changed another
    part meanwhile is in nobody's way, who changed the same part is. A draft may be stored
    with problems (``problems_of``); it cannot be published with them.
    """
    draft = _hold_draft(version_id, by)
    content = queries.content_of(draft.text)
    if seen != queries.seen_of(content, part):
        raise VersionHasChanged(reason("schemes.part_changed_meanwhile"))
    for table in part.tables:
        content = queries.with_rows(content, table, rows[table.path])
    return _store(draft, dump_scheme(content), part.code, by=by, at=at)


@transaction.atomic
def change_rule(
    version_id: int,
    rule_id: str,
    row: Content | None,
    *,
    seen: str,
    by: Membership,
    at: datetime,
) -> SchemeVersion:
    """Write one requirement into a draft, add it (``rule_id`` empty), or take it out."""
    draft = _hold_draft(version_id, by)
    content = queries.content_of(draft.text)
    if seen != queries.seen(queries.rule_of(content, rule_id)):
        raise VersionHasChanged(reason("schemes.part_changed_meanwhile"))
    if row is not None and row["id"] != rule_id and queries.rule_of(content, row["id"]):
        raise CannotChangeVersion(reason("schemes.rule_taken", rule=row["id"]))
    changed = queries.with_rule(content, rule_id, row)
    named = row["id"] if row else rule_id
    return _store(draft, dump_scheme(changed), f"rules/{named}", by=by, at=at)


@transaction.atomic
def change_text(
    version_id: int, text: str, *, seen: str, by: Membership, at: datetime
) -> SchemeVersion:
    """Replace the whole text of a draft, which must be TOML of the same programme."""
    draft = _hold_draft(version_id, by)
    if seen != queries.seen(draft.text):
        raise VersionHasChanged(reason("schemes.part_changed_meanwhile"))
    return _store(draft, text, WHOLE, by=by, at=at)


@transaction.atomic
def publish_version(
    version_id: int,
    *,
    confirmed: str = "",
    seen: str = "",
    by: Membership,
    at: datetime,
) -> SchemeVersion:
    """Put a draft without problems in force from its first day.

    ``seen`` is ``queries.seen`` of the text whose page was read: no other is published.
    Where sentences name amounts that the terms do not hold, ``confirmed`` must be
    ``queries.seen_of_strays`` of them: somebody has read these sentences and keeps them.
    """
    draft = _hold_draft(version_id, by)
    if seen and seen != queries.seen(draft.text):
        raise VersionHasChanged(reason("schemes.draft_changed"))
    if problems := problems_of(draft.text, name=str(draft)):
        raise CannotChangeVersion(
            reason("schemes.version_has_problems", count=len(problems))
        )
    _refuse_strays(draft, confirmed)
    scheme = queries.scheme_of_version(draft)
    draft.state, draft.published_at, draft.digest = State.PUBLISHED, at, scheme.digest
    draft.save(update_fields=["state", "published_at", "digest"])
    log.record(
        "scheme_version.published",
        draft,
        by=by,
        at=at,
        version=str(draft),
        first_day=draft.first_day,
        sha256=draft.digest,
    )
    return draft


@transaction.atomic
def take_back_version(
    version_id: int, *, by: Membership, at: datetime
) -> SchemeVersion:
    """Make a published version a draft again, as long as no call stands on it."""
    version = _hold(version_id, by)
    if version.state == State.FROZEN:
        raise CannotChangeVersion(reason("schemes.version_frozen"))
    if version.state == State.DRAFT:
        return version
    version.state, version.published_at = State.DRAFT, None
    version.save(update_fields=["state", "published_at"])
    log.record("scheme_version.taken_back", version, by=by, at=at, version=str(version))
    return version


@transaction.atomic
def discard_version(version_id: int, *, by: Membership, at: datetime) -> None:
    """Throw a draft away; the history keeps that there was one, and its hash."""
    draft = _hold_draft(version_id, by)
    log.record(
        "scheme_version.discarded",
        draft,
        by=by,
        at=at,
        version=str(draft),
        sha256=draft.digest,
    )
    draft.delete()


def _hold(version_id: int, by: Membership) -> SchemeVersion:
    version = SchemeVersion.objects.select_for_update(of=("self",)).get(pk=version_id)
    if not queries.may_change(version, by):
        raise CannotChangeVersion(reason("schemes.not_your_version"))
    return version


def _hold_draft(version_id: int, by: Membership) -> SchemeVersion:
    version = _hold(version_id, by)
    if version.state == State.FROZEN:
        raise CannotChangeVersion(reason("schemes.version_frozen"))
    if version.state == State.PUBLISHED:
        raise CannotChangeVersion(reason("schemes.version_published"))
    return version


def _store(
    draft: SchemeVersion, text: str, part: str, *, by: Membership, at: datetime
) -> SchemeVersion:
    version, first_day = named(draft, text)
    if version != draft.version:
        _refuse_taken(draft.code, version)
    if _says_the_same(text, draft.text, part):
        return draft
    before, draft.digest = draft.digest, _digest(text)
    draft.text, draft.version, draft.first_day = text, version, first_day
    draft.changed_by, draft.changed_at = by, at
    draft.save(
        update_fields=[
            *("text", "digest", "version", "first_day", "changed_by", "changed_at")
        ]
    )
    log.record(
        "scheme_version.edited",
        draft,
        by=by,
        at=at,
        version=str(draft),
        part=part,
        before=before,
        sha256=draft.digest,
    )
    return draft


def _says_the_same(text: str, before: str, part: str) -> bool:
    """Layout and remarks count only for who writes the whole text."""
    if part == WHOLE:
        return text == before
    return queries.content_of(text) == queries.content_of(before)


def _refuse_strays(draft: SchemeVersion, confirmed: str) -> None:
    strays = queries.all_stray_amounts(queries.content_of(draft.text))
    if strays and confirmed != queries.seen_of_strays(strays):
        raise CannotChangeVersion(
            *(
                reason("schemes.amount_strays", amount=amount, sentence=one.sentence)
                for one in strays
                for amount in one.amounts
            )
        )


def _refuse_taken(code: str, version: str) -> None:
    if SchemeVersion.objects.filter(code=code, version=version).exists():
        raise CannotChangeVersion(reason("schemes.version_taken", version=version))


def _digest(text: str) -> str:
    """The digest of the rules, or of the bare text as long as it has problems."""
    try:
        return queries.read_scheme(text, "").digest
    except EngineError:
        return hashlib.sha256(text.encode()).hexdigest()
