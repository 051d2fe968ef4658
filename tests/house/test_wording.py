"""Every code that an engine or an action speaks has words, and every word a speaker."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.utils import translation

from chiiki_web import wording
from house.tree import SRC, modules_of_source, short

SPEAKERS = {"reason", "Reason", "EngineError", "AmountStep"}
CODE = re.compile(r"[a-z_]+\.[a-z_]+")
PLACE = re.compile(r"%\((\w+)\)")


@dataclass(frozen=True)
class Spoken:
    """One place in the source that speaks a code; ``values`` is None when unknown."""

    where: str
    code: str
    values: frozenset[str] | None


def _calls() -> Iterator[tuple[Path, ast.Call, str]]:
    for path, tree in modules_of_source():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "id", getattr(node.func, "attr", ""))
                yield path, node, name


def _spoken(path: Path, call: ast.Call) -> Iterator[Spoken]:
    first = call.args[0] if call.args else None
    if isinstance(first, ast.Constant) and isinstance(first.value, str):
        named = [keyword.arg for keyword in call.keywords]
        values = None if None in named else frozenset(filter(None, named))
        yield Spoken(f"{short(path)}:{call.lineno}", first.value, values)


@cache
def _reasons() -> list[Spoken]:
    """What the command line says for itself never reaches a page."""
    return [
        spoken
        for path, call, name in _calls()
        if name in SPEAKERS and SRC / "chiiki" / "cli" not in path.parents
        for spoken in _spoken(path, call)
    ]


@cache
def _events() -> list[Spoken]:
    return [
        spoken
        for path, call, name in _calls()
        if name == "record"
        and getattr(getattr(call.func, "value", None), "id", "") == "log"
        for spoken in _spoken(path, call)
    ]


def test_every_reason_has_words() -> None:
    silent = [f"{one.where} {one.code}" for one in _reasons()]
    assert _reasons()
    assert not [text for text in silent if text.split()[1] not in wording.WORDING]


def test_words_ask_only_for_values_that_are_given() -> None:
    missing = []
    for one in _reasons():
        if one.values is None or one.code not in wording.WORDING:
            continue
        with translation.override("en"):
            wanted = set(PLACE.findall(str(wording.WORDING[one.code])))
        if lacking := wanted - one.values:
            missing.append(f"{one.where} {one.code} lacks {', '.join(sorted(lacking))}")
    assert not missing


def test_every_word_has_a_speaker() -> None:
    constants = {
        node.value
        for path, tree in modules_of_source()
        if SRC / "chiiki_web" / "wording" not in path.parents
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    assert not sorted(set(wording.WORDING) - constants)


def test_codes_are_area_and_state() -> None:
    assert not [code for code in wording.WORDING if not CODE.fullmatch(code)]


def test_every_event_has_words() -> None:
    silent = [f"{one.where} {one.code}" for one in _events()]
    assert _events()
    assert not [text for text in silent if text.split()[1] not in wording.EVENTS]


def test_every_detail_of_an_event_has_a_name():
    given = {
        word.arg
        for _path, call, _name in _calls()
        if ast.unparse(call.func) == "log.record"
        for word in call.keywords
    }
    assert not given - wording.DETAILS.keys() - {None, "by", "at", "case"}
