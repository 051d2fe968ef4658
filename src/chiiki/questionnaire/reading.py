"""Read a questionnaire from a TOML text that a person wrote."""

from __future__ import annotations

import hashlib

from chiiki.errors import EngineError
from chiiki.questionnaire.model import (
    ANY_FIELD,
    FURTHER,
    NO,
    NONE_OF_THESE,
    YES,
    Choice,
    Condition,
    Field,
    Kind,
    Question,
    Questionnaire,
    QuestionType,
    System,
    WhichEffect,
)
from chiiki.questionnaire.table import TOP, Table
from chiiki.toml_text import read_toml

LONGEST = 300_000
LONGEST_ANSWER = 20_000
MOST_DECIMALS = 6
CHOOSING = (QuestionType.SINGLE, QuestionType.MULTIPLE)
OF_TYPES = ("unit_ja", "unit_en", "low", "high", "decimals", "longest")
HIDING = {
    f"questionnaire.{one}"
    for one in ("not_a_code", "code_twice", "reserved", "no_list", "too_many_rows")
} | {"questionnaire.choices_misfit"}


def digest(text: str) -> str:
    """SHA-256 of a questionnaire's text; how lines end does not count."""
    return hashlib.sha256(text.replace("\r\n", "\n").encode()).hexdigest()


def read_questionnaire(text: str) -> Questionnaire:
    """The questionnaire that a TOML text holds.

    Raises EngineError questionnaire.… for the first fault, with its ``place``.
    """
    faults: list[EngineError] = []
    found = _read(text, faults)
    if faults:
        raise faults[0]
    return found


def problems_of(text: str) -> tuple[EngineError, ...]:
    """Every fault of a text, each with its ``place``; none where it can be read.

    >>> [one.code for one in problems_of("code =")]
    ['questionnaire.not_toml']
    """
    faults: list[EngineError] = []
    try:
        _read(text, faults)
    except EngineError as fault:
        return (fault,)
    return tuple(faults)


def _read(text: str, faults: list[EngineError]) -> Questionnaire:
    table = Table(_parsed(text), TOP, faults)
    found = Questionnaire(
        code=table.code(),
        version=table.text("version"),
        title=table.words("title_"),
        note=table.words_or_none("note_"),
        source=table.text("source"),
        required=table.some_of("required", Kind),
        take_part_runs=table.flag("take_part_runs", True),
        which_effect=table.one_of("which_effect", WhichEffect, WhichEffect.BEST),
        fields=tuple(map(_field, table.tables("fields"))),
        difficulties=tuple(map(_difficulty, table.tables("difficulties"))),
        questions=tuple(map(_question, asked := table.tables("questions"))),
    )
    if not found.fields and table.is_sound("fields"):
        table.refuse("questionnaire.no_fields")
    if not found.difficulties and table.is_sound("difficulties"):
        table.refuse("questionnaire.no_difficulties")
    table.once(_codes(found))
    table.once([one.code for one in found.difficulties])
    table.once([one.code for one in found.questions])
    table.done()
    if not any(map(_hides_a_code, faults)):
        for place, question in zip(asked, found.questions, strict=True):
            _check_condition(place, found, question)
    return found


def _hides_a_code(fault: EngineError) -> bool:
    """What a condition may look at is not known then."""
    return fault.code in HIDING or fault.values.get("key") in ("code", "type")


def _parsed(text: str) -> dict[str, object]:
    if len(text) > LONGEST:
        raise EngineError("questionnaire.too_large", most=LONGEST)
    return read_toml(
        text, broken="questionnaire.not_toml", unreadable="questionnaire.not_readable"
    )


def _codes(found: Questionnaire) -> list[str]:
    """Codes that share the names of columns: fields and systems."""
    systems = [one.code for field in found.fields for one in field.systems]
    return [FURTHER, *(field.code for field in found.fields), *systems]


def _field(table: Table) -> Field:
    field = Field(
        code=table.code(),
        words=table.words(),
        systems=tuple(map(_system, table.tables("systems"))),
    )
    if not field.systems and table.is_sound("systems"):
        table.refuse("questionnaire.no_systems")
    table.done()
    return field


def _system(table: Table) -> System:
    system = System(
        code=table.code(), words=table.words(), help=table.words_or_none("help_")
    )
    table.done()
    return system


def _difficulty(table: Table) -> Choice:
    choice = _choice(table)
    if choice.code == NONE_OF_THESE:
        table.refuse("questionnaire.reserved", found=NONE_OF_THESE)
    return choice


def _choice(table: Table) -> Choice:
    choice = Choice(code=table.code(), words=table.words())
    table.done()
    return choice


def _question(table: Table) -> Question:
    kind = table.one_of("type", QuestionType, None)
    if not (is_known := table.is_sound("type")):
        table.drop(*OF_TYPES)
    is_number = is_known and kind is QuestionType.NUMBER
    is_text = is_known and kind is QuestionType.TEXT
    question = Question(
        code=table.code(),
        words=table.words(),
        type=kind,
        help=table.words_or_none("help_"),
        optional=table.flag("optional", False),
        choices=tuple(map(_choice, table.tables("choices"))),
        unit=table.words("unit_") if is_number else None,
        low=table.number_or_none("low") if is_number else None,
        high=table.number_or_none("high") if is_number else None,
        decimals=table.count("decimals", 0, MOST_DECIMALS) if is_number else 0,
        longest=table.count("longest", 2000, LONGEST_ANSWER) if is_text else 0,
        when=_when(table),
    )
    _check_question(table, question)
    table.done()
    return question


def _check_question(table: Table, question: Question) -> None:
    chooses = len(question.choices) > 1
    if table.is_sound("type", "choices") and (question.type in CHOOSING) != chooses:
        table.refuse("questionnaire.choices_misfit")
    table.once([one.code for one in question.choices])
    low, high = question.low, question.high
    if low is not None and high is not None and low > high:
        table.refuse("questionnaire.bounds_crossed")


def _when(table: Table) -> Condition | None:
    found = table.table_or_none("when")
    if found is None:
        return None
    condition = Condition(
        key=found.text("key"),
        among=found.texts("is"),
        low=found.number_or_none("at_least"),
        high=found.number_or_none("at_most"),
    )
    found.done()
    is_sound = found.is_sound("key", "is", "at_least", "at_most")
    return condition if is_sound else None


def _check_condition(table: Table, found: Questionnaire, question: Question) -> None:
    """What it looks at is asked before, and can be what it waits for."""
    when = question.when
    if when is None:
        return
    known = _known_before(found, question)
    if when.key not in known:
        table.refuse("questionnaire.condition_on_nothing", key=when.key)
        return
    codes = known[when.key]
    bounds = when.low is not None or when.high is not None
    if bounds == bool(when.among) or bounds != (codes is None):
        table.refuse("questionnaire.condition_misfit", key=when.key)
        return
    for one in when.among:
        if one not in (codes or ()):
            table.refuse("questionnaire.condition_never", key=when.key, found=one)


def _known_before(
    found: Questionnaire, question: Question
) -> dict[str, tuple[str, ...] | None]:
    """What a question may depend on → its codes, None for a number."""
    known: dict[str, tuple[str, ...] | None] = {ANY_FIELD: (YES, NO)}
    for field in found.fields:
        known[f"field.{field.code}"] = (YES, NO)
    for item in found.items:
        if item.of is question:
            break
        if isinstance(item.of, Question) and item.of.type is QuestionType.TEXT:
            continue
        is_number = isinstance(item.of, Question) and not item.codes
        known[item.key] = None if is_number else item.codes
    return known
