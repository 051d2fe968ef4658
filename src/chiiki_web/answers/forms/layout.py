"""How the Excel sheet of a survey is laid out: its sheets, its columns, its signs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from chiiki.questionnaire import Item, Part, Questionnaire, parts
from chiiki_web.answers.queries import saying

FORMAT = "chiiki-answers-1"
IDENTITY = "_chiiki"
HEAD_ROW = 3
LONGEST_CELL = 30_000  # a spreadsheet drops a longer text without a word
PART, ASKED, HOW, ANSWER, CODE = range(5)
TICK = "○"
TICKS = ("○", "〇", "◯", "o", "x", "1", "✓", "✔", "レ", "yes", "true")
"""What people write to tick; compared without width and case."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line to answer: a key, or one choice of a key that takes many."""

    part: Part
    item: Item
    choice: str = ""
    words: str = ""

    @property
    def code(self) -> str:
        """What stands in the hidden column, so that lines can be sorted and moved."""
        return f"{self.item.key}={self.choice}" if self.choice else self.item.key

    @property
    def title(self) -> str:
        name = saying.label(self.item)
        if not self.choice:
            return name
        return pgettext("choice of a question", "%(question)s: %(choice)s") % {
            "question": name,
            "choice": self.words,
        }


def rows(questionnaire: Questionnaire) -> Iterator[Row]:
    """Every line of the sheet, in the order of the pages."""
    for part in parts(questionnaire):
        for key in part.keys:
            yield from _rows(questionnaire, part, questionnaire.by_key[key])


def rows_of(questionnaire: Questionnaire, item: Item) -> list[Row]:
    """The lines of one key: several where one may tick several choices."""
    part = next(one for one in parts(questionnaire) if one.code == item.part)
    return list(_rows(questionnaire, part, item))


def _rows(questionnaire: Questionnaire, part: Part, item: Item) -> Iterator[Row]:
    if not item.takes_many:
        yield Row(part, item)
        return
    for code, words in saying.choices_of(questionnaire, item):
        yield Row(part, item, code, words)


def sheet_name() -> str:
    return pgettext("sheet", "Answers")


def guide_name() -> str:
    return pgettext("sheet", "Guide")


def clear_sign() -> str:
    """What is written to take an answer away; an empty cell takes nothing away."""
    return _("(clear)")


CLEAR_SIGNS = ("(clear)", "clear", "(消す)", "消す")
"""The same in both languages, compared without width and case."""


def titles() -> list[str]:
    """The titles of the columns; the last one is hidden."""
    return [
        pgettext("sheet", "Part"),
        pgettext("sheet", "What is asked"),
        pgettext("sheet", "How to answer"),
        pgettext("sheet", "Your answer"),
        pgettext("sheet", "Code of the line"),
    ]


EARLIER_CODE = "code"
"""What the hidden column was called in sheets that were given out before."""


def cell_of(questionnaire: Questionnaire, row: Row, value: Any) -> str | int | float:
    """What stands in the cell to write in."""
    if row.choice:
        return TICK if isinstance(value, list) and row.choice in value else ""
    if isinstance(value, int | float):
        return value
    return saying.say(questionnaire, row.item, value)
