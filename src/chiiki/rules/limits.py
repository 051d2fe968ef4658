"""How much one expression, and one scheme's text, may ask of the machine."""

from __future__ import annotations

import re
from dataclasses import dataclass

from chiiki.errors import EngineError

MOST_CHARACTERS = 4_000
MOST_ITEMS = 100
# A step is one word or sign of an expression, read once for one set of answers.
MOST_STEPS = 1_000_000
MOST_STEPS_OF_TEXT = 3_000_000
MOST_CHARACTERS_OF_TEXT = 20_000
MOST_DEPTH = 20
LARGEST_NUMBER = 10**15
LOOPS = ("all", "exists")

_REMARK_OR_TEXT = re.compile(
    r"""(?P<remark>//[^\n]*)|'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*\""""
)
_OTHER_QUOTES = re.compile(r"""'{3}|"{3}|\b[rRbB]{1,2}(?=['"])""")
_OPENING = re.compile(r"\b(all|exists|exists_one|map|filter)\s*\(|[(\[{]|[)\]}]|,")
_PIECE = re.compile(r"\w+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Size:
    """Words and signs of an expression, the items in its lists, whether it loops."""

    pieces: int
    items: int
    has_loop: bool

    def steps(self, sets_of_answers: int, most_choices: int) -> int:
        """Return a bound for the steps of asking with so many sets of answers."""
        rounds = self.items + most_choices if self.has_loop else 1
        return sets_of_answers * self.pieces * max(rounds, 1)


@dataclass(slots=True)
class Effort:
    """What the expressions of one text have left: characters to read, steps to try."""

    characters: int = MOST_CHARACTERS_OF_TEXT
    steps: int = MOST_STEPS_OF_TEXT

    def read(self, expression: str) -> None:
        """Take an expression off before it is read, or raise that there is too much."""
        if len(expression) > self.characters:
            raise EngineError("rules.text_too_long", most=MOST_CHARACTERS_OF_TEXT)
        self.characters -= len(expression)

    def ask(self, steps: int) -> None:
        """Take the steps of an expression off before it is tried."""
        if steps > MOST_STEPS:
            raise EngineError("rules.too_many_steps", steps=steps, most=MOST_STEPS)
        if steps > self.steps:
            raise EngineError("rules.text_asks_too_much", most=MOST_STEPS_OF_TEXT)
        self.steps -= steps


def size_of(expression: str) -> Size:
    """Return the size of an expression, or raise why it is too large to be a rule.

    >>> size_of("plan.fields.exists(f, f in ['welfare', 'tourism'])").items
    2
    """
    if len(expression) > MOST_CHARACTERS:
        raise EngineError(
            "rules.expression_too_long", length=len(expression), most=MOST_CHARACTERS
        )
    if odd := _OTHER_QUOTES.search(_REMARK_OR_TEXT.sub(_kept_empty, expression)):
        raise EngineError("rules.other_quotes", found=odd[0])
    bare = _REMARK_OR_TEXT.sub(_blank, expression)
    items = _items_outside_nested_loops(bare)
    has_loop = any(match[1] for match in _OPENING.finditer(bare))
    return Size(len(_PIECE.findall(bare)), items, has_loop)


def refuse_deep(content: object) -> None:
    """Raise ``rules.too_deep`` for tables within tables that no scheme has."""
    level, depth = [content], 0
    while level:
        if depth > MOST_DEPTH:
            raise EngineError("rules.too_deep", most=MOST_DEPTH)
        level = [inner for outer in level for inner in _inside(outer)]
        depth += 1


def _items_outside_nested_loops(bare: str) -> int:
    """Count the items of all lists; the loops that enclose a place stand on a stack."""
    opened: list[tuple[str, int]] = []
    total = 0
    for match in _OPENING.finditer(bare):
        sign, loop = match[0], match[1] or ""
        if loop:
            _refuse_loop(loop, [name for name, _count in opened if name in LOOPS])
        if loop or sign in "([{":
            opened.append((loop or sign, 1))
        elif opened and sign == ",":
            opened[-1] = (opened[-1][0], opened[-1][1] + 1)
        elif opened and sign != ",":
            name, count = opened.pop()
            if name in "[{":
                total += count
                _refuse_long(count)
    return total


def _refuse_loop(loop: str, around: list[str]) -> None:
    if loop not in LOOPS:
        raise EngineError("rules.unknown_loop", found=loop, known=", ".join(LOOPS))
    if around:
        raise EngineError("rules.loop_in_loop", found=loop, outer=around[-1])


def _refuse_long(count: int) -> None:
    if count > MOST_ITEMS:
        raise EngineError("rules.list_too_long", count=count, most=MOST_ITEMS)


def _inside(value: object) -> list[object]:
    if isinstance(value, dict):
        return list(value.values())
    return list(value) if isinstance(value, list) else []


def _kept_empty(match: re.Match[str]) -> str:
    return " " if match["remark"] else match[0][0] + match[0][-1]


def _blank(match: re.Match[str]) -> str:
    return " " if match["remark"] else " 0 "
