"""What the form of a scheme asks beside the plan, and what keeps a draft from being sent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import ngettext_lazy

from chiiki import rules
from chiiki.rules import Attachment as AskedFile
from chiiki.rules import Verdict
from chiiki_web.applications import queries
from chiiki_web.applications.models import Application, Attachment
from chiiki_web.ui import formats


@dataclass(frozen=True, slots=True)
class Document:
    """A document that the form asks for, and whether it is there."""

    words: str
    hint: str
    must: bool
    is_there: bool
    types: str
    limit: int | None


@dataclass(frozen=True, slots=True)
class Questions:
    """How far the questions of the form are answered."""

    total: int
    answered: int
    lacking: list[str]
    is_newer: bool


def asked(
    application: Application, files: list[Attachment], facts: Mapping[str, object]
) -> dict[str, Any]:
    """What the form of the scheme asks beside the plan; nothing where it has none."""
    standing = queries.standing_of(application)
    if standing is None:
        return {}
    items = queries.asked_now(application, standing.form, facts)
    kinds = {one.kind for one in files}
    language = formats.language()
    documents, lacking, answered, total = [], [], 0, 0
    for one in items:
        item = one.item
        if one.applies is Verdict.NO:
            continue
        if isinstance(item, AskedFile):
            documents.append(
                Document(
                    item.text(language),
                    item.help_words.text(language) if item.help_words else "",
                    one.must_be_there,
                    bool({item.code, item.was} & kinds),
                    queries.types_of(item),
                    item.most_bytes,
                )
            )
            continue
        total += 1
        is_said = bool(standing.typed(item.code))
        answered += is_said
        if one.must_be_there and not is_said:
            lacking.append(item.text(language))
    changes = queries.changes_of_form(standing.before, standing.form)
    questions = Questions(total, answered, lacking, bool(changes)) if total else None
    return {"documents": documents, "questions": questions}


def not_yet(
    assessment: rules.Assessment, asked_for: dict[str, Any]
) -> list[tuple[str, str]]:
    """What keeps it from being sent, each with the part of the page where it is done."""
    open_rules = sum(one.verdict != Verdict.YES for one in assessment.findings)
    documents, questions = asked_for.get("documents", []), asked_for.get("questions")
    lacking = sum(one.must and not one.is_there for one in documents)
    unanswered = len(questions.lacking) if questions else 0
    said = (
        (
            open_rules,
            "one",
            ngettext_lazy(
                "%(n)s rule is not met or cannot be told yet",
                "%(n)s rules are not met or cannot be told yet",
                "n",
            ),
        ),
        (
            unanswered,
            "asked",
            ngettext_lazy(
                "%(n)s question must still be answered",
                "%(n)s questions must still be answered",
                "n",
            ),
        ),
        (
            lacking,
            "two",
            ngettext_lazy(
                "%(n)s required document is missing",
                "%(n)s required documents are missing",
                "n",
            ),
        ),
    )
    return [(words % {"n": n}, place) for n, place, words in said if n]
