"""Who keeps which index, and what an edition rests on now."""

from __future__ import annotations

import re
from typing import Any

from django.db.models import QuerySet

from chiiki.digests import digest_of
from chiiki.indices import Specification
from chiiki_web.accounts.models import Membership, Organisation
from chiiki_web.indices.engine_input import specification_of
from chiiki_web.indices.models import Definition, Edition, Index, Run
from chiiki_web.surveys.models import Survey

ADDRESS = re.compile(r"[a-z0-9][a-z0-9_-]{1,39}")
Role = Membership.Role


def may_keep(member: Membership) -> bool:
    """An office keeps indices, and so does a prefecture."""
    is_prefecture = member.organisation.kind == Organisation.Kind.PREFECTURE
    return member.role == Role.OFFICE or (member.role == Role.OFFICER and is_prefecture)


def keeps(index: Index, member: Membership) -> bool:
    return may_keep(member) and index.organisation_id == member.organisation_id


def readable_by(member: Membership) -> QuerySet[Index]:
    """The indices of one's own body, for the auditor all; nothing for others."""
    if member.role == Role.AUDITOR:
        return Index.objects.all()
    return kept_by(member)


def kept_by(member: Membership) -> QuerySet[Index]:
    if not may_keep(member):
        return Index.objects.none()
    return Index.objects.filter(organisation=member.organisation_id)


def published_editions() -> QuerySet[Edition]:
    """What everybody may read, the newest first."""
    return (
        Edition.objects.filter(state=Edition.State.PUBLISHED)
        .select_related("index__organisation", "definition")
        .defer("figures", "offered")
        .order_by("index__name_ja", "index_id", "-year", "-pk")
    )


def next_year(index: Index, year: int) -> int:
    """This year, or the first after it that no edition has taken yet."""
    rows = index.editions.filter(year__gte=year).values_list("year", "code")
    taken = {text for row in rows for text in map(str, row)}
    while str(year) in taken:
        year += 1
    return year


def newest_definition(index: Index) -> Definition:
    return index.definitions.order_by("-number")[:1].get()


def specification_now(edition: Edition) -> Specification:
    """The definition on which a draft stands, or a published edition stood."""
    if edition.is_published:
        return specification_of(edition.definition.text)
    return specification_of(newest_definition(edition.index).text)


def surveys_to_take(member: Membership) -> QuerySet[Survey]:
    """Surveys of one's own body whose results are published."""
    return (
        Survey.objects.filter(
            organisation=member.organisation_id, editions__state="published"
        )
        .distinct()
        .order_by("-fiscal_year", "pk")
    )


def newest_runs(edition: Edition) -> QuerySet[Run]:
    """Runs of an edition without what they hold, the newest first."""
    return (
        edition.runs.select_related("asked_by__user", "repeats")
        .defer("inputs", "result", "repeats__inputs", "repeats__result")
        .order_by("-number")
    )


def inputs_now(edition: Edition) -> dict[str, Any]:
    """Everything that a run of this edition would rest on at this moment."""
    return {
        "text": newest_definition(edition.index).text,
        "figures": edition.figures,
        "choices": edition.choices,
    }


def digest_of_run(run: Run) -> str:
    """Over what it rests on, how it was drawn, and what came out."""
    return digest_of(
        {
            "inputs": run.inputs_digest,
            "seed": run.seed,
            "replicates": run.replicates,
            "result": run.result,
        }
    )


def is_address(code: str) -> bool:
    """Whether a code can stand in the address of a page."""
    return bool(ADDRESS.fullmatch(code))
