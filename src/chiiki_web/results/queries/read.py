"""An edition read: its publication, and the words of what it names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from chiiki.publication import Breakdown, Publication, read_publication
from chiiki.questionnaire import Questionnaire
from chiiki_web.results.models import Edition
from chiiki_web.surveys import queries as surveys
from chiiki_web.surveys.models import Survey
from chiiki_web.surveys.queries import classes
from chiiki_web.ui import formats
from chiiki_web.wording import results as words

UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """``prefectures`` are names by code in both languages."""

    edition: Edition
    survey: Survey
    asked: Questionnaire
    publication: Publication
    prefectures: Mapping[str, tuple[str, str]]
    comparisons: tuple[Mapping[str, Any], ...]

    def item(self, code: str) -> str:
        """``field.education`` → Education; ``difficulty.law`` → its words."""
        if code in words.ITEMS:
            return str(words.ITEMS[code])
        kind, _point, rest = code.partition(".")
        if kind == "field":
            return self.field(rest)
        if kind in words.GROUPS:
            return f"{self.field(rest)}{formats.in_brackets(words.GROUPS[kind])}"
        if kind == "difficulty":
            return self._difficulty(rest)
        return code

    def field(self, code: str) -> str:
        known = {one.code: one.words for one in self.asked.fields}
        return formats.words(known[code]) if code in known else code

    def domain(self, by: str, code: str) -> str:
        """A part of the country, or a field, in the reader's language."""
        if by == Breakdown.WHOLE:
            return _("All")
        if code == UNKNOWN:
            return _("not known")
        if by == Breakdown.SIZE_CLASS:
            return classes.class_name(code)
        if by == Breakdown.FIELD:
            return self.field(code)
        ja, en = self.prefectures.get(code, (code, ""))
        return ja if formats.is_japanese() or not en else en

    def _difficulty(self, rest: str) -> str:
        field, _point, code = rest.rpartition(".")
        known = {one.code: one.words for one in self.asked.difficulties}
        said = formats.words(known[code]) if code in known else code
        return f"{self.field(field)}{formats.colon()}{said}" if field else said


def read(edition: Edition) -> Read:
    """Everything that the pages of an edition show."""
    content = edition.content or {}
    return Read(
        edition=edition,
        survey=edition.survey,
        asked=surveys.questionnaire_of(edition.survey),
        publication=read_publication(content["publication"]),
        prefectures={
            code: (ja, en) for code, (ja, en) in content["prefectures"].items()
        },
        comparisons=tuple(content["comparisons"]),
    )
