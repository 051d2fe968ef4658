"""All reference data of the site, in the order in which one needs the other."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from chiiki.reference import AuditFinding, load_audit
from chiiki_web.library import actions as library
from chiiki_web.regions import actions as regions
from chiiki_web.schemes import actions as schemes


@transaction.atomic
def load_reference(at: datetime) -> None:
    """Load what is published: safe to repeat, a second load changes nothing."""
    regions.load_reference()
    schemes.load_programmes(at)
    schemes.load_versions(at)
    library.load_findings(map(_case_study, load_audit().findings), at=at)


def _case_study(found: AuditFinding) -> dict[str, object]:
    return {
        "title_ja": found.title.ja,
        "title_en": found.title.en,
        "field_id": found.field,
        "municipality_id": found.municipality,
        "result": found.result,
        "problem_ja": found.problem.ja,
        "problem_en": found.problem.en,
        "failed_ja": found.failed.ja,
        "failed_en": found.failed.en,
        "source": found.source,
    }
