"""An edition is started, its figures are taken from a file, its choices are made."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from chiiki.digests import digest_of
from chiiki.errors import EngineError
from chiiki.reasons import Reason, reason
from chiiki_web.accounts.models import Membership
from chiiki_web.audit import log
from chiiki_web.indices import engine_input, queries
from chiiki_web.indices.actions.defining import CannotKeepIndex, hold_index
from chiiki_web.indices.engine_input import Figures
from chiiki_web.indices.models import Edition
from chiiki_web.numbers import unused_key

USUAL_CHOICES = {
    "scales": ["min_max"],
    "means": ["geometric"],
    "missing": [],
    "weights_within": 25,
    "seed": 1,
}


@transaction.atomic
def start_edition(
    index_id: int,
    *,
    form_key: UUID,
    code: str,
    year: int,
    name_ja: str,
    name_en: str = "",
    by: Membership,
    at: datetime,
) -> Edition:
    """Start an edition; it has no figures yet. The same form starts one."""
    index = hold_index(index_id, by)
    if known := index.editions.filter(form_key=form_key).first():
        return known
    if index.editions.filter(code=code).exists():
        raise CannotKeepIndex(reason("indices.edition_taken", found=code))
    made = Edition.objects.create(
        index=index,
        code=code,
        form_key=unused_key(form_key, Edition.objects.all()),
        year=year,
        name_ja=name_ja,
        name_en=name_en,
        definition=queries.newest_definition(index),
        choices=dict(USUAL_CHOICES),
    )
    log.record("index_edition.started", made, by=by, at=at, code=code, year=year)
    return made


@transaction.atomic
def offer_figures(
    edition_id: int,
    offered: Figures,
    *,
    name: str,
    source: str,
    by: Membership,
    at: datetime,
) -> Edition:
    """Keep what a file would put in place, until somebody has looked at it.

    Figures that the definition cannot serve are refused with the step and the unit.
    """
    edition = hold_edition(edition_id, by)
    text = queries.newest_definition(edition.index).text
    try:
        engine_input.index_of(text, offered)
    except EngineError as fault:
        raise CannotKeepIndex(Reason(fault.code, fault.values)) from fault
    kept = {"figures": offered, "name": name, "source": source}
    edition.offered = kept | {"digest": digest_of(kept)}
    edition.save(update_fields=["offered"])
    log.record(
        "index_edition.figures_offered",
        edition,
        by=by,
        at=at,
        file=name,
        units=len(offered["units"]),
    )
    return edition


@transaction.atomic
def drop_offer(edition_id: int, *, by: Membership, at: datetime) -> Edition:
    """Leave the figures as they are."""
    edition = hold_edition(edition_id, by)
    if edition.offered is not None:
        name, edition.offered = edition.offered["name"], None
        edition.save(update_fields=["offered"])
        log.record("index_edition.offer_dropped", edition, by=by, at=at, file=name)
    return edition


@transaction.atomic
def take_figures(
    edition_id: int, *, digest: str, by: Membership, at: datetime
) -> Edition:
    """Put the figures of a file in place; ``digest`` is that of what was looked at."""
    edition = hold_edition(edition_id, by)
    offered = edition.offered
    if offered is None or offered["digest"] != digest:
        raise CannotKeepIndex(reason("indices.offer_changed"))
    edition.figures, edition.source = offered["figures"], offered["source"]
    edition.offered = None
    edition.version += 1
    edition.save(update_fields=["figures", "source", "offered", "version"])
    log.record(
        "index_edition.figures_taken",
        edition,
        by=by,
        at=at,
        file=offered["name"],
        units=len(edition.figures["units"]),
        sha256=digest_of(edition.figures),
    )
    return edition


@transaction.atomic
def choose(
    edition_id: int,
    choices: Mapping[str, Any],
    *,
    version: int,
    by: Membership,
    at: datetime,
) -> Edition:
    """Say what could have been chosen otherwise, and the seed of the draws."""
    edition = hold_edition(edition_id, by)
    if edition.choices == dict(choices):
        return edition
    if edition.version != version:
        raise CannotKeepIndex(reason("indices.edition_changed"))
    edition.choices = dict(choices)
    edition.version += 1
    edition.save(update_fields=["choices", "version"])
    log.record(
        "index_edition.chosen", edition, by=by, at=at, choices=dict(edition.choices)
    )
    return edition


def hold_edition(edition_id: int, by: Membership) -> Edition:
    """Lock an edition that is not published yet, for those who keep its index."""
    edition = (
        Edition.objects.select_for_update(of=("self",))
        .select_related("index")
        .get(pk=edition_id)
    )
    if not queries.keeps(edition.index, by):
        raise CannotKeepIndex(reason("indices.not_yours"))
    if edition.is_published:
        raise CannotKeepIndex(reason("indices.edition_published"))
    return edition
