"""Open the package's data files; what names no source or an unknown code is refused."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterable
from importlib.resources import files
from typing import Any

from chiiki.errors import EngineError
from chiiki.words import Words

Row = dict[str, Any]


def read_text(name: str) -> str:
    return files("chiiki.reference").joinpath("data", name).read_text("utf-8")


def read_toml(name: str) -> Row:
    return tomllib.loads(read_text(name))


def source_of(row: Row, whole: Row) -> str:
    """The source of an entry: its own, else that of the whole file or table.

    Raises EngineError reference.no_source.
    """
    source = str(row.get("source", whole.get("source", ""))).strip()
    if not source:
        raise EngineError("reference.no_source", found=_called(row))
    return source


def words_of(row: Row, name: str = "") -> Words:
    """The text ``name`` of an entry: its columns name_ja and name_en, or ja and en."""
    start = f"{name}_" if name else ""
    return Words(row[f"{start}ja"], row[f"{start}en"])


def words_or_none(row: Row, name: str) -> Words | None:
    return words_of(row, name) if f"{name}_ja" in row else None


def check_known(found: str, known: Collection[str], where: str) -> str:
    """Give a code back, or raise EngineError reference.unknown_code."""
    if found not in known:
        raise EngineError("reference.unknown_code", where=where, found=found)
    return found


def check_once(codes: Iterable[str], where: str) -> None:
    """Raise EngineError reference.code_twice for the first code that comes again."""
    seen: set[str] = set()
    for code in codes:
        if code in seen:
            raise EngineError("reference.code_twice", where=where, found=code)
        seen.add(code)


def _called(row: Row) -> str:
    return str(row.get("code") or row.get("ja") or row.get("title_ja") or sorted(row))
