"""Keys and answers in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from chiiki.questionnaire import (
    NONE_OF_THESE,
    Choice,
    Item,
    Kind,
    Part,
    Question,
    Questionnaire,
    QuestionType,
    System,
    is_answered,
)
from chiiki_web.ui import formats
from chiiki_web.wording import questionnaire as words

FIXED: dict[Kind, Mapping[str, Promise]] = {
    Kind.STATUS: words.STATUSES,
    Kind.EFFECT: words.EFFECTS,
    Kind.EXPECTATION: words.EXPECTATIONS,
}


def language() -> str:
    return get_language() or "ja"


def part_title(part: Part) -> str:
    """A field by its name; the last part is that of further questions."""
    return part.field.text(language()) if part.field else _("Further questions")


def label(item: Item) -> str:
    """What a key asks, as short as a table needs it."""
    name = item.of.text(language())
    if item.kind is Kind.EFFECT:
        return _("%(system)s: what it brought") % {"system": name}
    if item.kind is Kind.EXPECTATION:
        return _("%(field)s: what you expect of ICT") % {"field": name}
    if item.kind is Kind.DIFFICULTY:
        return _("%(field)s: difficulties") % {"field": name}
    return name


def anchor(key: str) -> str:
    """The name of a key within a page."""
    return f"id_{key}".replace(".", "-")


def help_of(item: Item) -> str:
    """What counts, as the questionnaire says it."""
    if item.kind is Kind.STATUS and isinstance(item.of, System) and item.of.help:
        return item.of.help.text(language())
    if isinstance(item.of, Question) and item.of.help:
        return item.of.help.text(language())
    return ""


def unit_of(item: Item) -> str:
    of = item.of
    if isinstance(of, Question) and of.unit is not None:
        return of.unit.text(language())
    return ""


def choices_of(questionnaire: Questionnaire, item: Item) -> list[tuple[str, str]]:
    """(code, words) of what can be chosen; empty for numbers and texts."""
    if item.kind in FIXED:
        return [(code, str(said)) for code, said in FIXED[item.kind].items()]
    offered: tuple[Choice, ...] = ()
    if item.kind is Kind.DIFFICULTY:
        offered = questionnaire.difficulties
    elif isinstance(item.of, Question):
        offered = item.of.choices
    found = [(one.code, one.text(language())) for one in offered]
    if item.kind is Kind.DIFFICULTY:
        found.append((NONE_OF_THESE, str(words.NONE_OF_THESE)))
    return found


def say(questionnaire: Questionnaire, item: Item, value: Any) -> str:
    """An answer in words; empty where there is none."""
    if not is_answered(value):
        return ""
    known = dict(choices_of(questionnaire, item))
    if isinstance(value, list):
        return pgettext("list", ", ").join(known.get(one, str(one)) for one in value)
    if known:
        return known.get(str(value), str(value))
    if isinstance(value, int | float):
        return f"{formats.number(value)} {unit_of(item)}".strip()
    return str(value)


def condition_of(questionnaire: Questionnaire, item: Item) -> str:
    """When a further question is asked, as a sentence; empty where it always is."""
    if not isinstance(item.of, Question) or item.of.when is None:
        return ""
    when = item.of.when
    earlier = questionnaire.by_key.get(when.key)
    if earlier is None:
        return _of_fields(questionnaire, when.key, when.among)
    asks = label(earlier)
    if when.among:
        known = dict(choices_of(questionnaire, earlier))
        among = pgettext("list of alternatives", " or ").join(
            _("“%(answer)s”") % {"answer": known.get(one, one)} for one in when.among
        )
        return _("Only if “%(question)s” is answered by %(among)s.") % {
            "question": asks,
            "among": among,
        }
    return _("Only for some answers to “%(question)s”.") % {"question": asks}


def _of_fields(questionnaire: Questionnaire, key: str, among: tuple[str, ...]) -> str:
    _area, _dot, code = key.partition(".")
    runs = "yes" in among
    if not code:
        if runs:
            return _("Only if something runs in any field.")
        return _("Only if nothing runs in any field.")
    name = questionnaire.field(code).text(language())
    if runs:
        return _("Only if something runs in the field “%(field)s”.") % {"field": name}
    return _("Only if nothing runs in the field “%(field)s”.") % {"field": name}


def is_number(item: Item) -> bool:
    return isinstance(item.of, Question) and item.of.type is QuestionType.NUMBER


def is_text(item: Item) -> bool:
    return isinstance(item.of, Question) and item.of.type is QuestionType.TEXT
