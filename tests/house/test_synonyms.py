"""The words of the field are sane: each in one group, none empty, all found in a sentence."""

from __future__ import annotations

import pytest

from chiiki.errors import EngineError
from chiiki.retrieval import published_settings, published_synonyms, read_synonyms
from chiiki.retrieval.synonyms import Group

FIELD = published_synonyms()
SETTINGS = published_settings()


def _terms(text: str) -> set[str]:
    tokens = FIELD.read(text)
    found = FIELD.terms(tokens, inside=SETTINGS.inside_phrase, verbs=SETTINGS.verbs)
    return {one.name for one in found}


def test_there_are_groups_enough_and_each_has_a_source() -> None:
    assert len(FIELD.groups) >= 80
    assert all(one.source.strip() and len(one.words) > 1 for one in FIELD.groups)


@pytest.mark.parametrize("group", FIELD.groups, ids=lambda one: one.words[0])
def test_each_word_is_found_alone_and_in_a_sentence(group: Group) -> None:
    sentences = ("{}", "町の{}を活用した事業", "{}の整備")
    lost = [
        sentence.format(word)
        for word in group.words
        for sentence in (("{}", "the {} of a town") if word.isascii() else sentences)
        if group.term not in _terms(sentence.format(word))
    ]
    assert lost == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('groups = [{words = ["DX", "防災"], source = "x"}, {words = ["ＤＸ", "a b"], source = "x"}]', "retrieval.synonym_twice"),
        ('groups = [{words = ["DX", ""], source = "x"}]', "retrieval.empty_synonym"),
        ('groups = [{words = [], source = "x"}]', "retrieval.empty_synonym"),
        ('groups = [{words = ["DX"], source = "x"}]', "retrieval.empty_synonym"),
        ('groups = [{words = ["DX", "防災"], source = ""}]', "retrieval.empty_synonym"),
        ('groups = [{words = ["DX", "防災"]}]', "retrieval.not_synonyms"),
        ("groups", "retrieval.not_synonyms"),
    ],
)  # fmt: skip
def test_the_control_a_slip_in_the_file_is_refused(text: str, code: str) -> None:
    with pytest.raises(EngineError, match=code):
        read_synonyms(text)
