"""One part of a questionnaire as a form: its rows, and what came back."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict

from chiiki.questionnaire import (
    NONE_OF_THESE,
    Item,
    Kind,
    Part,
    Question,
    Questionnaire,
    whether_asked,
)
from chiiki.reasons import Reason
from chiiki_web import wording
from chiiki_web.answers.actions import mark
from chiiki_web.answers.queries import saying

NUMBER = re.compile(r"[-+]?[0-9]{1,15}(?:\.[0-9]{1,9})?")
GROUPS = re.compile(r"[-+]?[0-9]{1,3}(?:[, ][0-9]{3})+(?:\.[0-9]+)?")
THERE = "there"
"""Names the groups of ticks of a form: one in which nothing is ticked sends nothing."""
MOST_SEEN = 20_000


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a control; beside one that ``is_alone`` no other can be ticked."""

    code: str
    words: str
    id: str
    is_chosen: bool
    is_alone: bool = False


@dataclass(frozen=True, slots=True)
class Control:
    """One key on the page, in words, with what stands in it and what is wrong with it."""

    key: str
    id: str
    label: str
    help: str
    options: list[Option]
    value: str
    unit: str = ""
    longest: int = 0
    fault: str = ""
    earlier: str = ""
    condition: str = ""
    waits_for: str = ""
    waits_among: str = ""
    is_hidden: bool = False
    is_optional: bool = False
    takes_many: bool = False

    @property
    def called(self) -> str:
        """The label before a colon: a question without its full stop."""
        return self.label.removesuffix("。")


@dataclass(frozen=True, slots=True)
class SystemRow:
    status: Control
    effect: Control


@dataclass(frozen=True, slots=True)
class PartForm:
    """What the page of a part shows."""

    systems: list[SystemRow] = field(default_factory=list)
    expectation: Control | None = None
    difficulty: Control | None = None
    questions: list[Control] = field(default_factory=list)
    seen: str = ""

    @property
    def controls(self) -> list[Control]:
        found = [one for row in self.systems for one in (row.status, row.effect)]
        found += [one for one in (self.expectation, self.difficulty) if one]
        return found + self.questions

    @property
    def faults(self) -> list[Control]:
        return [one for one in self.controls if one.fault]


def part_form(
    questionnaire: Questionnaire,
    part: Part,
    values: Mapping[str, Any],
    *,
    faults: Mapping[str, Reason] | None = None,
    earlier: Mapping[str, str] | None = None,
    seen: str | None = None,
) -> PartForm:
    """The form with these answers in it; ``seen`` is what it was shown with before."""
    found = {}
    for key in part.keys:
        item = questionnaire.by_key[key]
        found[key] = _control(
            questionnaire,
            item,
            values.get(key),
            fault=(faults or {}).get(key),
            earlier=(earlier or {}).get(key, ""),
            is_hidden=_is_decided_elsewhere(questionnaire, part, item, values),
        )
    systems = part.field.systems if part.field else ()
    code = part.field.code if part.field else ""
    return PartForm(
        systems=[
            SystemRow(
                found[f"{Kind.STATUS}.{one.code}"], found[f"{Kind.EFFECT}.{one.code}"]
            )
            for one in systems
        ],
        expectation=found.get(f"{Kind.EXPECTATION}.{code}"),
        difficulty=found.get(f"{Kind.DIFFICULTY}.{code}"),
        questions=[] if part.field else list(found.values()),
        seen=marks(part, values) if seen is None else seen,
    )


def marks(part: Part, values: Mapping[str, Any]) -> str:
    """What each key of a part said when it was shown, as the hidden field holds it."""
    return json.dumps({key: mark(values.get(key)) for key in part.keys})


def read_seen(text: str) -> dict[str, str]:
    """The marks that came back; what nobody can read counts as nothing shown."""
    try:
        found = json.loads(text) if len(text) <= MOST_SEEN else {}
    except (ValueError, RecursionError):
        return {}
    if not isinstance(found, dict):
        return {}
    return {key: one for key, one in found.items() if isinstance(one, str)}


def read_typed(
    questionnaire: Questionnaire, part: Part, typed: QueryDict
) -> dict[str, Any]:
    """Key → answer for what this form holds; None where it says nothing.

    What cannot be read stays a text, which the engine then names.
    """
    there = set(typed.getlist(THERE))
    found: dict[str, Any] = {}
    for key in part.keys:
        item = questionnaire.by_key[key]
        if item.takes_many and key in there:
            found[key] = list(dict.fromkeys(one for one in typed.getlist(key) if one))
        elif key in typed and not item.takes_many:
            found[key] = read_one(item, typed.get(key) or "")
    return found


def read_one(item: Item, text: str) -> Any:
    """One answer as it was typed: numbers in full width and with commas are read too."""
    plain = "\n".join(text.splitlines()).strip()
    if not plain:
        return None
    if not saying.is_number(item):
        return plain
    digits = unicodedata.normalize("NFKC", plain)
    unit = unicodedata.normalize("NFKC", saying.unit_of(item))
    digits = digits.removesuffix(unit).strip()
    if GROUPS.fullmatch(digits):
        digits = re.sub("[, ]", "", digits)
    if not NUMBER.fullmatch(digits):
        return plain
    number = float(digits)
    return int(number) if number.is_integer() else number


def _is_decided_elsewhere(
    questionnaire: Questionnaire, part: Part, item: Item, values: Mapping[str, Any]
) -> bool:
    """Whether another part has already said that this question is not asked."""
    when = item.of.when if isinstance(item.of, Question) else None
    if when is None or when.key in part.keys:
        return False
    return whether_asked(questionnaire, item, values) is False


def _control(
    questionnaire: Questionnaire,
    item: Item,
    value: Any,
    *,
    fault: Reason | None,
    earlier: str,
    is_hidden: bool,
) -> Control:
    of = item.of
    when = of.when if isinstance(of, Question) else None
    name = saying.anchor(item.key)
    return Control(
        key=item.key,
        id=name,
        label=saying.label(item),
        help=saying.help_of(item),
        options=_options(questionnaire, item, value, name),
        value="" if value is None or isinstance(value, list) else str(value),
        unit=saying.unit_of(item),
        longest=of.longest if isinstance(of, Question) else 0,
        fault=wording.explain(fault) if fault else "",
        earlier=earlier,
        condition=saying.condition_of(questionnaire, item),
        waits_for=when.key if when and when.key in questionnaire.by_key else "",
        waits_among=" ".join(when.among) if when else "",
        is_hidden=is_hidden,
        is_optional=isinstance(of, Question) and of.optional,
        takes_many=item.takes_many,
    )


def _options(
    questionnaire: Questionnaire, item: Item, value: Any, name: str
) -> list[Option]:
    chosen = value if isinstance(value, list) else [value]
    return [
        Option(
            code,
            words,
            f"{name}-{code}",
            is_chosen=code in chosen,
            is_alone=item.kind is Kind.DIFFICULTY and code == NONE_OF_THESE,
        )
        for code, words in saying.choices_of(questionnaire, item)
    ]
