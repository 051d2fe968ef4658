"""Read one title or one cell of a table of proposals, as offices write them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from chiiki.errors import EngineError
from chiiki.money import parse_whole_number, parse_yen
from chiiki.rules.vocabulary import LARGEST, Fact, FactType, vocabulary

ID = "id"
GROUPS = ("region", "applicant")
WITH_UNIT = re.compile(r"(?P<name>.+?)\s*[(\[](?P<unit>円|千円|百万円)[)\]]")
UNITS = {"円": 1, "千円": 1_000, "百万円": 1_000_000}
YES = frozenset({"1", "true", "yes", "y", "はい", "有", "あり", "○", "〇", "◯"})
NO = frozenset({"0", "false", "no", "n", "いいえ", "無", "なし", "×", "✕"})
BETWEEN = re.compile(r"[;|、\n]")
DIGITS = 15  # an amount of so many digits is still within LARGEST


@dataclass(frozen=True, slots=True)
class Column:
    """What stands in a column: the id, a group, or a fact with the unit of its yen."""

    title: str
    name: str
    fact: Fact | None
    unit: int


def read_title(title: str) -> Column:
    """Return what a column holds, by its title: a fact's name or label, id or a group.

    >>> read_title("costs.total（千円）").unit
    1000
    """
    plain = _plain(title)
    if plain in (ID, *GROUPS):
        return Column(title, plain, None, 1)
    fact, unit = _facts_by_title().get(plain), "円"
    if fact is None and (found := WITH_UNIT.fullmatch(plain)):
        fact, unit = _facts_by_title().get(found["name"]), found["unit"]
        if fact is not None and fact.type is not FactType.YEN:
            fact = None
    if fact is None:
        raise EngineError("rules.unknown_column", column=title)
    return Column(title, fact.name, fact, UNITS[unit])


def read_cell(column: Column, cell: object) -> object:
    """Return the fact in a cell that is not empty; raises ``EngineError`` if it is none."""
    if column.fact is None:
        return str(cell).strip()
    return READERS[column.fact.type](column, cell)


def is_said(cell: object) -> bool:
    """Whether there is anything in a cell: blanks of any width are nothing."""
    return cell is not None and (not isinstance(cell, str) or bool(cell.strip()))


@cache
def _facts_by_title() -> dict[str, Fact]:
    titles: dict[str, Fact] = {}
    for fact in vocabulary().values():
        titles |= {_plain(fact.label(lang)): fact for lang in ("ja", "en")}
    return {**titles, **vocabulary()}


def _yes_no(column: Column, cell: object) -> bool:
    if isinstance(cell, bool):
        return cell
    plain = _plain(cell).casefold()
    if plain in YES or plain in NO:
        return plain in YES
    raise EngineError("rules.neither_yes_nor_no", found=cell)


def _number(column: Column, cell: object) -> int:
    return _whole(cell, 1, parse_whole_number)


def _yen(column: Column, cell: object) -> int:
    return _whole(cell, column.unit, lambda text: parse_yen(text, column.unit))


def _whole(cell: object, unit: int, parse: Callable[[str], int]) -> int:
    if isinstance(cell, str):
        text = cell.strip()
        is_plain = text.isascii() and text.isdigit() and len(text) <= DIGITS
        value = int(text) * unit if is_plain else parse(text)
    elif isinstance(cell, int | float | Decimal) and not isinstance(cell, bool):
        value = _exact(cell) * unit
    else:
        raise EngineError("number.not_a_whole_number", found=cell)
    if not 0 <= value <= LARGEST:
        raise EngineError("number.not_a_whole_number", found=cell)
    return value


def _exact(cell: float | Decimal) -> int:
    try:
        whole = int(cell)
    except (ValueError, OverflowError) as error:
        raise EngineError("number.not_a_whole_number", found=cell) from error
    if whole != cell:
        raise EngineError("number.not_a_whole_number", found=cell)
    return whole


def _choice(column: Column, cell: object) -> str:
    return _chosen(column, str(cell))


def _choices(column: Column, cell: object) -> tuple[str, ...]:
    """Return several choices; a comma may part them or belong to a label."""
    if isinstance(cell, list | tuple):
        return tuple(_chosen(column, str(part)) for part in cell)
    return tuple(_parted(column, str(cell)))


def _parted(column: Column, text: str) -> Iterator[str]:
    for part in BETWEEN.split(text):
        try:
            pieces = [_chosen(column, part)] if is_said(part) else []
        except EngineError:
            pieces = [_chosen(column, one) for one in part.split(",") if is_said(one)]
        yield from pieces


def _chosen(column: Column, text: str) -> str:
    plain, fact = text.strip(), column.fact
    assert fact is not None
    if plain in fact.choices:
        return plain
    for code in fact.choices:
        if plain in (fact.choice_label(code, "ja"), fact.choice_label(code, "en")):
            return code
    raise EngineError("rules.unknown_choice_given", fact=fact.name, found=text)


READERS: dict[FactType, Callable[[Column, object], object]] = {
    FactType.YES_NO: _yes_no,
    FactType.NUMBER: _number,
    FactType.YEN: _yen,
    FactType.CHOICE: _choice,
    FactType.CHOICES: _choices,
}


def _plain(cell: object) -> str:
    return unicodedata.normalize("NFKC", str(cell)).strip()
