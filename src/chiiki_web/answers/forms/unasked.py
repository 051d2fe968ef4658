"""Answers in a sheet that nobody asks for after the other answers, and what to write instead."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from typing import Any

from chiiki.questionnaire import (
    Field,
    Item,
    Kind,
    Questionnaire,
    is_answered,
    whether_asked,
)
from chiiki.reasons import Reason, reason
from chiiki_web.answers.forms import layout
from chiiki_web.answers.queries import saying
from chiiki_web.sheets.cells import Finding, Typed, finding
from chiiki_web.ui import formats


def unasked(
    asked: Questionnaire,
    values: Mapping[str, Any],
    stored: Mapping[str, Any],
    cells: Mapping[str, Typed],
) -> Iterator[Finding]:
    """A remark for each answer of a sheet that will not count.

    ``values`` is what the sheet says, ``stored`` what the site has, ``cells`` where each
    line stands.
    """
    together = {**stored, **values}
    for key, value in values.items():
        item = asked.by_key[key]
        if is_answered(value) and whether_asked(asked, item, together) is False:
            typed = next(_answered(asked, item, cells))
            why = functools.partial(_why, asked, item, together, cells)
            yield finding(typed.place, typed.text, why, blocks=False)


def _why(
    asked: Questionnaire,
    item: Item,
    together: Mapping[str, Any],
    cells: Mapping[str, Typed],
) -> Reason:
    sign = layout.clear_sign()
    if item.kind is Kind.EFFECT:
        status = asked.by_key[f"{Kind.STATUS}.{item.of.code}"]
        return reason(
            "answers.effect_not_asked",
            cell=_address(status.key, cells),
            status=saying.say(asked, status, together.get(status.key)),
            sign=sign,
        )
    if item.kind is Kind.EXPECTATION and isinstance(item.of, Field):
        keys = [f"{Kind.STATUS}.{one.code}" for one in item.of.systems]
        running = [key for key in keys if str(together.get(key)) in asked.running]
        listed = formats.between().join(_address(key, cells) for key in running)
        return reason("answers.expectation_not_asked", cells=listed, sign=sign)
    condition = saying.condition_of(asked, item)
    return reason("answers.question_not_asked", condition=condition, sign=sign)


def _answered(
    asked: Questionnaire, item: Item, cells: Mapping[str, Typed]
) -> Iterator[Typed]:
    for row in layout.rows_of(asked, item):
        if row.code in cells and cells[row.code].text:
            yield cells[row.code]


def _address(key: str, cells: Mapping[str, Typed]) -> str:
    """The cell of a line; by its key where somebody took the line out of the sheet."""
    return cells[key].place.address if key in cells else key
