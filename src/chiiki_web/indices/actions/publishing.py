"""An edition is published with one run, and from then on it never changes."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from chiiki.digests import digest_of
from chiiki.reasons import reason
from chiiki_web.accounts.models import Membership
from chiiki_web.audit import log
from chiiki_web.indices import queries
from chiiki_web.indices.actions.defining import CannotKeepIndex
from chiiki_web.indices.actions.editions import hold_edition
from chiiki_web.indices.models import Edition, Run


@transaction.atomic
def publish_edition(
    edition_id: int, *, run_id: int, by: Membership, at: datetime
) -> Edition:
    """Publish with a run that rests on what the edition says now; twice is once."""
    known = Edition.objects.select_related("index").get(pk=edition_id)
    if known.is_published and known.run_id == run_id and queries.keeps(known.index, by):
        return known
    edition = hold_edition(edition_id, by)
    run = edition.runs.filter(pk=run_id, repeats=None).first()
    if run is None or run.state != Run.State.DONE:
        raise CannotKeepIndex(reason("indices.run_unfinished"))
    if run.inputs_digest != digest_of(queries.inputs_now(edition)):
        raise CannotKeepIndex(reason("indices.run_overtaken"))
    edition.run, edition.state = run, Edition.State.PUBLISHED
    edition.published_by, edition.published_at = by, at
    edition.definition = queries.newest_definition(edition.index)
    edition.offered = None
    edition.save(
        update_fields=[
            *("run", "state", "definition"),
            *("published_by", "published_at", "offered"),
        ]
    )
    log.record(
        "index_edition.published",
        edition,
        by=by,
        at=at,
        code=edition.code,
        number=run.number,
        sha256=run.digest,
    )
    return edition
