"""Every published entry names where it was read, and both languages say it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass

import pytest

from chiiki import reference
from chiiki.errors import EngineError
from chiiki.reference.files import check_known, check_once, source_of
from chiiki.words import Words

JAPANESE = re.compile(r"[ぁ-んァ-ヶ一-龠]")
PUBLISHED = {
    name: getattr(reference, name)()
    for name in reference.__all__
    if name.startswith("load_")
}


def _values(found: object) -> Iterator[object]:
    """A value with every value inside it."""
    yield found
    if is_dataclass(found):
        for one in fields(found):
            yield from _values(getattr(found, one.name))
    elif isinstance(found, Mapping):
        for value in found.values():
            yield from _values(value)
    elif isinstance(found, tuple):
        for value in found:
            yield from _values(value)


VALUES = list(_values(tuple(PUBLISHED.values())))


def test_every_entry_that_was_published_names_its_source() -> None:
    sources = [str(one.source) for one in VALUES if hasattr(one, "source")]
    assert len(sources) > 50
    assert [one for one in sources if not one.strip()] == []


def test_every_source_is_cited_in_english() -> None:
    sources = {str(one.source) for one in VALUES if hasattr(one, "source")}
    said = {reference.cite(one, "en") for one in sources}
    assert sorted(one for one in said if JAPANESE.search(one)) == []


def test_control_a_source_that_is_not_listed_would_stay_japanese() -> None:
    assert JAPANESE.search(reference.cite("見本の資料", "en"))


@pytest.mark.parametrize(
    "name",
    [
        "load_adviser_figures",
        "load_audit",
        "load_calls",
        "load_fields",
        "load_index",
        "load_other_surveys",
        "load_programmes",
        "load_survey",
    ],
)
def test_what_has_figures_has_sources(name: str) -> None:
    found = PUBLISHED[name]
    entries = found if isinstance(found, tuple) else (found,)
    assert entries
    assert all(one.source.strip() for one in entries)


def test_every_text_stands_in_both_languages() -> None:
    words = [one for one in VALUES if isinstance(one, Words)]
    assert len(words) > 100
    assert [one for one in words if not one.ja.strip() or not one.en.strip()] == []
    assert [one.en for one in words if JAPANESE.search(one.en)] == []


@pytest.mark.parametrize(
    ("row", "whole", "source"),
    [
        ({"source": "deck"}, {}, "deck"),
        ({}, {"source": "deck"}, "deck"),
        ({"source": "page"}, {"source": "deck"}, "page"),
    ],
)
def test_an_entry_has_its_own_source_or_that_of_the_whole(
    row: dict[str, str], whole: dict[str, str], source: str
) -> None:
    assert source_of(row, whole) == source


@pytest.mark.parametrize("row", [{"ja": "注文"}, {"ja": "注文", "source": " "}])
def test_an_entry_without_a_source_is_refused_by_name(row: dict[str, str]) -> None:
    with pytest.raises(EngineError) as refused:
        source_of(row, {})
    assert refused.value.code == "reference.no_source"
    assert refused.value.values == {"found": "注文"}


def test_a_code_that_does_not_resolve_is_refused_with_its_place() -> None:
    with pytest.raises(EngineError) as refused:
        check_known("magic", {"education"}, "calls.toml")
    assert refused.value.code == "reference.unknown_code"
    assert refused.value.values == {"where": "calls.toml", "found": "magic"}


def test_a_code_that_comes_twice_is_refused_with_its_place() -> None:
    check_once(["a", "b"], "fields.toml")
    with pytest.raises(EngineError) as refused:
        check_once(["a", "b", "a"], "fields.toml")
    assert refused.value.code == "reference.code_twice"
    assert refused.value.values == {"where": "fields.toml", "found": "a"}
