"""The nouns of a questionnaire: fields with their systems, further questions, and keys."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from chiiki.words import Words

NONE_OF_THESE = "none"
"""What a list of difficulties holds if none of the offered ones is met."""
FURTHER = "further"
"""The code of the part with the questions that belong to no field."""
ANY_FIELD = "any_field"
YES, NO = "yes", "no"


class Status(StrEnum):
    """Whether a municipality runs a system."""

    RUN = "run"
    TAKE_PART = "take_part"
    PLAN = "plan"
    NONE = "none"


class Effect(StrEnum):
    """What a running system brought, the best first; then: too early to say."""

    AS_EXPECTED = "as_expected"
    PARTLY = "partly"
    NOT_ENOUGH = "not_enough"
    TOO_EARLY = "too_early"


class Expectation(StrEnum):
    """What is thought of the systems of a field in which none runs."""

    HELPS = "helps"
    CANNOT_SAY = "cannot_say"
    DOES_NOT_HELP = "does_not_help"


class WhichEffect(StrEnum):
    """Which system's effect stands for a field in which several run."""

    BEST = "best"
    WORST = "worst"


class Kind(StrEnum):
    """What a key asks; its value is the first half of the key but for questions."""

    STATUS = "status"
    EFFECT = "effect"
    EXPECTATION = "expectation"
    DIFFICULTY = "difficulty"
    QUESTION = "q"


class QuestionType(StrEnum):
    SINGLE = "single"
    MULTIPLE = "multiple"
    NUMBER = "number"
    TEXT = "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    code: str
    words: Words

    def text(self, lang: str) -> str:
        return self.words.text(lang)


@dataclass(frozen=True, slots=True, kw_only=True)
class System:
    """Something that a municipality runs or not; ``help`` says what counts as it."""

    code: str
    words: Words
    help: Words | None = None

    def text(self, lang: str) -> str:
        return self.words.text(lang)


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field of use and its systems."""

    code: str
    words: Words
    systems: tuple[System, ...]

    def text(self, lang: str) -> str:
        return self.words.text(lang)


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """Asked only if the answer to ``key`` is one of ``among``, or lies within the bounds.

    ``key`` may be ``field.FIELD`` or ``any_field`` too: whether any system runs, yes or no.
    """

    key: str
    among: tuple[str, ...] = ()
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A further question. ``low``, ``high``, ``decimals`` and ``unit`` are of numbers.

    What is ``optional`` may be left open without a gap; ``longest`` counts characters.
    """

    code: str
    words: Words
    type: QuestionType
    help: Words | None = None
    choices: tuple[Choice, ...] = ()
    unit: Words | None = None
    low: float | None = None
    high: float | None = None
    decimals: int = 0
    longest: int = 0
    optional: bool = False
    when: Condition | None = None

    def text(self, lang: str) -> str:
        return self.words.text(lang)


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One key that can be answered: its part, what it is about, and its choices."""

    key: str
    kind: Kind
    part: str
    of: System | Field | Question
    codes: tuple[str, ...] = ()

    @property
    def takes_many(self) -> bool:
        """Whether the answer is a list of codes."""
        return self.kind is Kind.DIFFICULTY or (
            isinstance(self.of, Question) and self.of.type is QuestionType.MULTIPLE
        )

    @property
    def lines(self) -> int:
        """How many lines it takes on a sheet: one, or one for each that may be ticked."""
        return len(self.codes) if self.takes_many else 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One page: a field, or (``field`` is None) the further questions."""

    code: str
    field: Field | None
    keys: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Questionnaire:
    """One version of what is asked.

    ``required`` names the kinds without which an answer cannot be sent; other gaps are
    non-response. ``take_part_runs`` says whether taking part in another's system counts as
    running it.
    """

    code: str
    version: str
    title: Words
    note: Words | None
    source: str
    fields: tuple[Field, ...]
    difficulties: tuple[Choice, ...]
    questions: tuple[Question, ...]
    required: frozenset[Kind] = frozenset()
    take_part_runs: bool = True
    which_effect: WhichEffect = WhichEffect.BEST

    @cached_property
    def running(self) -> frozenset[str]:
        """The statuses that count as running a system."""
        counted = (
            {Status.RUN, Status.TAKE_PART} if self.take_part_runs else {Status.RUN}
        )
        return frozenset(str(one) for one in counted)

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """Every key that can be answered, in the order of the pages."""
        found: list[Item] = []
        for field in self.fields:
            for system in field.systems:
                found.append(_item(Kind.STATUS, field.code, system, Status))
                found.append(_item(Kind.EFFECT, field.code, system, Effect))
            found.append(_item(Kind.EXPECTATION, field.code, field, Expectation))
            codes = (*(one.code for one in self.difficulties), NONE_OF_THESE)
            found.append(_item(Kind.DIFFICULTY, field.code, field, codes))
        for question in self.questions:
            codes = tuple(one.code for one in question.choices)
            found.append(_item(Kind.QUESTION, FURTHER, question, codes))
        return tuple(found)

    @cached_property
    def by_key(self) -> dict[str, Item]:
        return {item.key: item for item in self.items}

    def field(self, code: str) -> Field:
        return next(one for one in self.fields if one.code == code)


def parts(questionnaire: Questionnaire) -> tuple[Part, ...]:
    """The pages: one a field, and one of further questions if there are any."""
    fields: list[Field | None] = list(questionnaire.fields)
    if questionnaire.questions:
        fields.append(None)
    found = []
    for field in fields:
        code = FURTHER if field is None else field.code
        keys = tuple(one.key for one in questionnaire.items if one.part == code)
        found.append(Part(code=code, field=field, keys=keys))
    return tuple(found)


def _item(
    kind: Kind,
    part: str,
    of: System | Field | Question,
    codes: type[StrEnum] | tuple[str, ...],
) -> Item:
    return Item(
        key=f"{kind}.{of.code}",
        kind=kind,
        part=part,
        of=of,
        codes=tuple(str(one) for one in codes),
    )
