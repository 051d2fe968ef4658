"""An index is started, and its definition saved as one version after the other."""

from __future__ import annotations

import hashlib
from datetime import datetime
from uuid import UUID

from django.db import transaction

from chiiki.errors import EngineError
from chiiki.indices import Specification
from chiiki.reasons import Reason, reason
from chiiki_web.accounts.models import Membership
from chiiki_web.audit import log
from chiiki_web.indices import queries
from chiiki_web.indices.engine_input import misfits_of, specification_of
from chiiki_web.indices.models import Definition, Index
from chiiki_web.refusals import Refusal

TAKEN = {"office", "ict_progress", "ict-progress"}  # addresses of other pages
MOST_SAID = 10  # reasons at once
MOST_TEXT = 200_000  # characters: 1,741 units with their names


class CannotKeepIndex(Refusal):
    """The index, its editions and its figures stay as they were."""


class DefinitionHasChanged(CannotKeepIndex):
    """Somebody else saved a newer definition meanwhile."""


@transaction.atomic
def start_index(
    *,
    form_key: UUID,
    kind: str,
    text: str,
    is_sample: bool = False,
    by: Membership,
    at: datetime,
) -> Index:
    """Start an index from its first definition, which names it; a form starts one."""
    if not queries.may_keep(by):
        raise CannotKeepIndex(reason("indices.offices_only"))
    if known := Index.objects.filter(form_key=form_key).first():
        return _own(known, by)
    said = _read(text)
    if said.code in TAKEN or Index.objects.filter(code=said.code).exists():
        raise CannotKeepIndex(reason("indices.code_taken", found=said.code))
    if not queries.is_address(said.code):
        raise CannotKeepIndex(reason("indices.code_unfit", found=said.code))
    made = Index.objects.create(
        code=said.code,
        kind=kind,
        organisation_id=by.organisation_id,
        form_key=form_key,
        name_ja=said.name_ja[:120],
        name_en=said.name_en[:160],
        is_sample=is_sample,
        created_by=by,
        created_at=at,
    )
    log.record("index.started", made, by=by, at=at, code=made.code)
    _write(made, text, "", by, at)
    return made


@transaction.atomic
def save_definition(
    index_id: int, text: str, *, seen: int, note: str = "", by: Membership, at: datetime
) -> Definition:
    """Save a text as the next version; one that says the same makes none.

    ``seen`` is the number of the version that the writer saw. A text that cannot be read
    or that is no index is refused with what and where. Published editions keep theirs.
    """
    index = hold_index(index_id, by)
    said = _read(text)
    if said.code != index.code:
        raise CannotKeepIndex(reason("indices.code_changed", kept=index.code))
    newest = queries.newest_definition(index)
    if newest.text == text:
        return newest
    if newest.number != seen:
        raise DefinitionHasChanged(
            reason("indices.definition_changed", number=newest.number)
        )
    index.name_ja, index.name_en = said.name_ja[:120], said.name_en[:160]
    index.save(update_fields=["name_ja", "name_en"])
    return _write(index, text, note, by, at)


def hold_index(index_id: int, by: Membership) -> Index:
    """Lock an index for a deed of those who keep it."""
    return _own(Index.objects.select_for_update(of=("self",)).get(pk=index_id), by)


def _own(index: Index, by: Membership) -> Index:
    if not queries.keeps(index, by):
        raise CannotKeepIndex(reason("indices.not_yours"))
    return index


def _write(
    index: Index, text: str, note: str, by: Membership, at: datetime
) -> Definition:
    made = Definition.objects.create(
        index=index,
        number=index.definitions.count() + 1,
        text=text,
        digest=hashlib.sha256(text.encode()).hexdigest(),
        note=note,
        saved_by=by,
        saved_at=at,
    )
    log.record(
        "index.defined",
        index,
        by=by,
        at=at,
        number=made.number,
        sha256=made.digest,
        note=note,
    )
    return made


def _read(text: str) -> Specification:
    if len(text) > MOST_TEXT:
        raise CannotKeepIndex(reason("indices.text_long", most=MOST_TEXT))
    try:
        said = specification_of(text)
    except EngineError as fault:
        raise CannotKeepIndex(Reason(fault.code, fault.values)) from fault
    if misfits := misfits_of(said):
        raise CannotKeepIndex(*misfits[:MOST_SAID])
    return said
