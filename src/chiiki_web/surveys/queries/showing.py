"""A questionnaire as pages show it: every question with its choices, base and condition."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from chiiki import questionnaire
from chiiki.questionnaire import (
    NONE_OF_THESE,
    Condition,
    Field,
    Item,
    Kind,
    Question,
    Questionnaire,
    System,
)
from chiiki.questionnaire.model import YES
from chiiki_web.ui import formats
from chiiki_web.wording import questionnaire as said

WORDS = {
    Kind.STATUS: said.STATUSES,
    Kind.EFFECT: said.EFFECTS,
    Kind.EXPECTATION: said.EXPECTATIONS,
}


@dataclass(frozen=True, slots=True)
class Asked:
    """One question: its words, what helps, what may be chosen, and who is asked."""

    key: str
    words: str
    help: str
    choices: tuple[str, ...]
    base: str


@dataclass(frozen=True, slots=True)
class Section:
    """One page of the questionnaire."""

    code: str
    title: str
    systems: tuple[tuple[str, str], ...]
    asked: tuple[Asked, ...]


@dataclass(frozen=True, slots=True)
class Contents:
    questionnaire: Questionnaire
    sections: tuple[Section, ...]

    @property
    def systems(self) -> int:
        return sum(len(one.systems) for one in self.sections)


def contents(found: Questionnaire) -> Contents:
    """Everything that is asked, in the order of the pages."""
    sections = []
    for part in questionnaire.parts(found):
        title = part.field.text(formats.language()) if part.field else _further()
        systems = part.field.systems if part.field else ()
        sections.append(
            Section(
                part.code,
                title,
                tuple((_text(one), formats.words(one.help)) for one in systems),
                tuple(_asked(found, part.field, part.keys)),
            )
        )
    return Contents(found, tuple(sections))


def _asked(
    found: Questionnaire, field: Field | None, keys: tuple[str, ...]
) -> Iterator[Asked]:
    """A field asks four things, of each system or of the field; then the single questions."""
    if field is not None:
        seen: set[Kind] = set()
        for key in keys:
            item = found.by_key[key]
            if item.kind not in seen:
                seen.add(item.kind)
                yield _of_field(found, item)
        return
    for key in keys:
        item = found.by_key[key]
        assert isinstance(item.of, Question)
        yield _question(found, item, item.of)


def _of_field(found: Questionnaire, item: Item) -> Asked:
    words = {
        Kind.STATUS: _("For each system: is it run?"),
        Kind.EFFECT: _("For each system that runs: did it bring what was hoped for?"),
        Kind.EXPECTATION: _("What is expected of systems of this field?"),
        Kind.DIFFICULTY: _("What makes it difficult?"),
    }
    bases = {
        Kind.STATUS: _("asked of all, for each system"),
        Kind.EFFECT: _("asked for each system that runs"),
        Kind.EXPECTATION: _("asked where no system of the field runs"),
        Kind.DIFFICULTY: _("asked of all; more than one may be chosen"),
    }
    return Asked(
        f"{item.kind}.…", words[item.kind], "", _choices(found, item), bases[item.kind]
    )


def _question(found: Questionnaire, item: Item, question: Question) -> Asked:
    choices = _choices(found, item) or (_typed(question),)
    base = _("asked of all") if question.when is None else _condition(found, question)
    if question.optional:
        base += formats.between() + _("may be left open")
    return Asked(item.key, _text(question), formats.words(question.help), choices, base)


def _condition(found: Questionnaire, question: Question) -> str:
    """“asked only if …” in words."""
    when = question.when
    assert when is not None
    if when.key not in found.by_key:
        return _where_it_runs(found, when)
    item = found.by_key[when.key]
    answers = [_choice(found, item, one) for one in when.among]
    bounds = []
    if when.low is not None:
        bounds.append(_("%(low)s or more") % {"low": f"{when.low:g}"})
    if when.high is not None:
        bounds.append(_("%(high)s or less") % {"high": f"{when.high:g}"})
    wanted = formats.between().join([*answers, *bounds])
    return _("asked only if “%(about)s” is: %(wanted)s") % {
        "about": _text(item.of),
        "wanted": wanted,
    }


def _where_it_runs(found: Questionnaire, when: Condition) -> str:
    """A condition on whether any system runs, of one field or of all."""
    area, _dot, code = when.key.partition(".")
    runs = YES in when.among
    if area == "field":
        words = (
            _("asked only if a system of the field “%(field)s” runs")
            if runs
            else _("asked only if no system of the field “%(field)s” runs")
        )
        return words % {"field": _text(found.field(code))}
    if runs:
        return _("asked only if at least one system runs")
    return _("asked only if no system runs")


def _choices(found: Questionnaire, item: Item) -> tuple[str, ...]:
    return tuple(_choice(found, item, code) for code in item.codes)


def _choice(found: Questionnaire, item: Item, code: str) -> str:
    if item.kind is Kind.DIFFICULTY:
        if code == NONE_OF_THESE:
            return str(said.NONE_OF_THESE)
        return _text(next(one for one in found.difficulties if one.code == code))
    if isinstance(item.of, Question):
        return _text(next(one for one in item.of.choices if one.code == code))
    return str(WORDS[item.kind][code])


def _typed(question: Question) -> str:
    """What is typed where nothing can be chosen."""
    if question.longest:
        return ngettext(
            "text, at most %(n)s character",
            "text, at most %(n)s characters",
            question.longest,
        ) % {"n": formats.number(question.longest)}
    unit = formats.words(question.unit)
    return pgettext("answer", "number") + (formats.in_brackets(unit) if unit else "")


def _text(thing: System | Field | Question | questionnaire.Choice) -> str:
    return thing.text(formats.language())


def _further() -> str:
    return _("Further questions")
