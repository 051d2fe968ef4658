"""What a page showed of a draft, in one digest: a form that carries it does nothing blindly."""

from __future__ import annotations

from chiiki import digests
from chiiki_web.surveys.models import Survey

SAID = (
    *("code", "title_ja", "title_en", "about_ja", "about_en", "contact"),
    *("fiscal_year", "opens_at", "closes_at", "per_stratum", "seed"),
)
UNIT = (
    *("number", "name_ja", "name_en", "municipality_id"),
    *("prefecture_code", "prefecture_ja", "prefecture_en"),
    *("size_class", "stratum", "email", "excluded_reason"),
)


def stamp_of_survey(survey: Survey) -> str:
    """What it says, what it asks, and of whom: all that opening freezes."""
    said = [getattr(survey, name) for name in SAID]
    asked = survey.questionnaire
    content = [said, asked.version, asked.digest, _units(survey)]
    return digests.digest_of(content, default=str)


def stamp_of_frame(survey: Survey) -> str:
    """The frame alone, with who is left out and who is drawn."""
    return digests.digest_of(_units(survey))


def _units(survey: Survey) -> list[list[object]]:
    rows = survey.recipients.order_by("number").values_list(*UNIT, "drawn")
    return [list(row) for row in rows]
