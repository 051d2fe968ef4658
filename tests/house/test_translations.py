"""Japanese is complete: nothing empty, nothing guessed, no place for a value lost."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

from chiiki_web.command.translations import compile_translations
from house.messages import marked_messages
from house.tree import SRC, short

CATALOGS = sorted(SRC.rglob("locale/ja/LC_MESSAGES/*.po"))
PLACE = re.compile(r"%\(\w+\)[a-z]|\{\w*\}")
# A Japanese sign beside a half-width bracket, colon, question or comma; 13:30 is none.
_SIGN = "[々ー\u3040-\u30ff\u4e00-\u9fff]"
HALF_WIDTH = re.compile(
    rf"{_SIGN} ?[(:;!?]|[):;!?] ?{_SIGN}|\([^()]*{_SIGN}[^()]*\)|{_SIGN},"
)
each = pytest.mark.parametrize("path", CATALOGS, ids=short)


def _read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file)


def _texts(words: str | tuple[str, ...] | list[str]) -> list[str]:
    return [words] if isinstance(words, str) else list(words)


def _messages(path: Path) -> list[Message]:
    return [message for message in _read(path) if message.id]


def test_there_is_a_japanese_catalogue() -> None:
    assert CATALOGS


@each
def test_nothing_is_fuzzy(path: Path) -> None:
    assert not [message.id for message in _messages(path) if message.fuzzy]


@each
def test_nothing_is_empty(path: Path) -> None:
    assert not [m.id for m in _messages(path) if not all(_texts(m.string))]


@each
def test_places_for_values_are_the_same(path: Path) -> None:
    wrong = []
    for message in _messages(path):
        wanted = {place for text in _texts(message.id) for place in PLACE.findall(text)}
        for text in _texts(message.string):
            found = set(PLACE.findall(text))
            if found - wanted or (isinstance(message.id, str) and wanted - found):
                wrong.append(f"{message.id} → {text}")
    assert not wrong


@each
def test_brackets_and_colons_of_japanese_are_wide(path: Path) -> None:
    narrow = [
        text
        for message in _messages(path)
        if not _is_for_yesno(message)
        for text in _texts(message.string)
        if HALF_WIDTH.search(PLACE.sub("値", text))
    ]
    assert not narrow


@pytest.mark.parametrize(
    ("text", "is_narrow"),
    [
        ("(交付決定の内容)", True),
        ("計画 (下書き)", True),
        ("出典: 総務省", True),
        ("よろしいですか?", True),
        ("（交付決定の内容）：13:30", False),
        ("ハッシュ値（SHA-256 …）", False),
    ],
)
def test_a_narrow_bracket_or_colon_is_seen(text: str, is_narrow: bool) -> None:
    assert bool(HALF_WIDTH.search(text)) is is_narrow


def _is_for_yesno(message: Message) -> bool:
    """Two or three words that a filter of Django splits at the comma."""
    return bool(re.fullmatch(r"Yes.*,No.*", _texts(message.id)[0]))


def test_two_catalogues_say_one_text_in_one_way() -> None:
    said: dict[tuple[str, str | None], set[str]] = {}
    for path in CATALOGS:
        for message in _messages(path):
            key = (_texts(message.id)[0], message.context)
            said.setdefault(key, set()).add(_texts(message.string)[0])
    assert not {key: ways for key, ways in said.items() if len(ways) > 1}


def test_every_marked_text_is_translated() -> None:
    known = {
        (_texts(message.id)[0], message.context)
        for path in CATALOGS
        for message in _messages(path)
    }
    missing = sorted(
        {
            f"{one.text!r} ({one.where})"
            for one in marked_messages()
            if (one.text, one.context) not in known
        }
    )
    assert not missing, f"{len(missing)} texts lack Japanese:\n" + "\n".join(missing)


def test_a_fuzzy_guess_never_reaches_a_reader(tmp_path: Path) -> None:
    source = tmp_path / "ja" / "LC_MESSAGES" / "django.po"
    source.parent.mkdir(parents=True)
    source.write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
        'msgid "Sure"\nmsgstr "確か"\n\n#, fuzzy\nmsgid "Guess"\nmsgstr "推測"\n',
        encoding="utf-8",
    )
    assert compile_translations(tmp_path) == 1
    assert compile_translations(tmp_path) == 0
    with source.with_suffix(".mo").open("rb") as file:
        compiled = read_mo(file)
    assert compiled.get("Sure").string == "確か"
    assert compiled.get("Guess") is None


def test_an_english_example_of_a_day_does_not_begin_with_an_era() -> None:
    hints = [one for one in marked_messages() if one.text.startswith("For example")]
    assert any("令和" in one.text for one in hints)
    assert not [one.where for one in hints if one.text.startswith("For example 令和")]
