"""From a text to documents, with the words that made each hit and where they stand."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chiiki.errors import EngineError
from chiiki.retrieval import Channel, Document, Index, Part, published_settings

WORDS = (
    "見守り",
    "みまもり",
    "高齢者",
    "防災無線",
    "ＤＸ",
    "DX",
    "キトクボシ",
    "drone",
    "の",
    "。",
)
texts = st.lists(st.sampled_from(WORDS), max_size=6).map("".join)
collections = st.lists(texts, min_size=1, max_size=8)


def document(id: str, text: str, kind: str = "case", part: str = "title") -> Document:
    return Document(id, kind, (Part(part, text),))


def ids(index: Index, text: str, **how: object) -> list[str]:
    return [one.document.id for one in index.search(text, **how).hits]  # type: ignore[arg-type]


def test_another_spelling_and_another_word_are_found() -> None:
    index = Index.build([document("1", "独居の方のみまもり"), document("2", "観光")])

    assert ids(index, "一人暮らしのお年寄りを見守る") == ["1"]


def test_words_that_only_sound_alike_are_not_found() -> None:
    index = Index.build([document("1", "光ファイバの更新"), document("2", "無線LAN")])

    assert ids(index, "ワイファイ") == ["2"]


def test_a_word_that_every_text_of_the_field_has_says_little() -> None:
    documents = [document("1", "住民情報の窓口"), document("2", "水害の避難の知らせ")]
    asked = "水害の情報を早く知りたい"
    plain = replace(published_settings(), weak_value=1.0)

    weighed = Index.build(documents).search(asked).hits
    unweighed = Index.build(documents, plain).search(asked).hits

    assert [one.document.id for one in weighed] == ["2", "1"]
    assert weighed[1].score < 0.6 * unweighed[1].score


def test_a_match_says_what_was_asked_and_what_stands_there() -> None:
    text = "ＤＸ人材の育成"
    (hit,) = Index.build([document("1", text)]).search("デジタル変革").hits
    (match,) = hit.matches

    assert (match.asked, match.found) == (("デジタル変革",), ("ＤＸ",))
    assert match.is_synonym
    assert [text[one.start : one.end] for one in match.places] == ["ＤＸ"]


def test_the_same_word_in_another_width_is_no_synonym() -> None:
    (hit,) = Index.build([document("1", "ＤＸの推進")]).search("dx").hits

    assert not hit.matches[0].is_synonym


def test_a_word_inside_a_longer_match_is_not_told_twice() -> None:
    (hit,) = Index.build([document("1", "防災行政無線")]).search("防災無線").hits

    assert [one.found for one in hit.matches] == [("防災行政無線",)]
    assert sum(one.share for one in hit.matches) <= hit.score + 1e-6


def test_a_word_that_no_dictionary_knows_is_found_by_its_letters() -> None:
    index = Index.build(
        [document("1", "新型ホゲラモン装置の試験"), document("2", "観光")]
    )
    (hit,) = index.search("ホゲラモ").hits

    assert hit.document.id == "1"
    (match,) = [one for one in hit.matches if one.channel is Channel.LETTERS]
    assert match.found == ("ホゲラモ",)


def test_a_unit_after_a_number_says_nothing() -> None:
    index = Index.build([document("1", "30分かかる"), document("2", "90回の訪問")])

    assert ids(index, "片道90分") == []
    assert ids(index, "８回") == []


def test_ends_of_latin_words_are_no_match() -> None:
    index = Index.build([document("1", "dispatch and training")])

    assert ids(index, "watching ending") == []


def test_places_are_right_where_width_changes_the_length() -> None:
    text = "ﾄﾞﾛｰﾝとﾎｹﾞﾗﾓﾝ"
    (hit,) = Index.build([document("1", text)]).search("ドローンとホゲラモン").hits
    marked = {text[o.start : o.end] for one in hit.matches for o in one.places}

    assert marked == {"ﾄﾞﾛｰﾝ", "ﾎｹﾞﾗﾓﾝ"}


def test_english_words_meet_without_case_and_plural() -> None:
    assert ids(Index.build([document("1", "Drones for Bridges")]), "bridge") == ["1"]


def test_english_finds_japanese_through_the_words_of_the_field() -> None:
    assert ids(Index.build([document("1", "スマート農業")]), "smart farming") == ["1"]


def test_a_title_weighs_more_than_a_profile() -> None:
    other = Part("profile", "観光の仕事")
    titled = Document("z", "case", (Part("title", "防災"), other))
    mentioned = Document(
        "a", "case", (Part("title", "観光"), Part("profile", "防災の仕事"))
    )

    assert ids(Index.build([titled, mentioned]), "防災") == ["z", "a"]


def test_equals_stand_by_id_whatever_their_order() -> None:
    twins = [document(id, "防災") for id in "cab"]

    assert ids(Index.build(twins), "防災") == ["a", "b", "c"]


def test_the_same_text_scores_one_and_nothing_scores_more() -> None:
    text = "高齢者の見守り"
    (hit,) = Index.build([document("1", text)]).search(text).hits

    assert hit.score == 1


def test_unknown_words_lower_a_score_and_do_not_end_it() -> None:
    index = Index.build([document("1", "防災"), document("2", "観光")])

    assert (
        index.search("防災とズモモ").hits[0].score < index.search("防災").hits[0].score
    )


@pytest.mark.parametrize("text", ["", "　", "の", "。、！", "123", "\x00", "\ud800"])
def test_a_text_that_says_nothing_finds_nothing(text: str) -> None:
    found = Index.build([document("1", "防災")]).search(text)

    assert (found.hits, found.total) == ((), 0)


def test_an_empty_collection_and_an_empty_document_are_no_error() -> None:
    assert Index.build([]).search("防災").total == 0
    assert ids(Index.build([document("1", ""), document("2", "防災")]), "防災") == ["2"]


def test_kinds_pages_and_what_is_left_out() -> None:
    index = Index.build(
        [document(f"{n}", "防災", "odd" if n % 2 else "even") for n in range(6)]
    )

    assert ids(index, "防災", kinds={"odd"}) == ["1", "3", "5"]
    assert ids(index, "防災", limit=2, offset=2) == ["2", "3"]
    assert ids(index, "防災", without={"0", "5"}) == ["1", "2", "3", "4"]
    assert index.search("防災", limit=0).total == 6
    assert index.search("防災", kinds={"odd"}).by_kind == {"odd": 3, "even": 3}


def test_a_page_before_the_first_is_refused() -> None:
    with pytest.raises(EngineError, match="retrieval.bad_limit"):
        Index.build([]).search("防災", offset=-1)


def test_what_was_understood_is_told_with_its_synonyms() -> None:
    asked = {one.word: one.also for one in Index.build([]).search("害獣の見回り").asked}

    assert "鳥獣害" in asked["害獣"]
    assert asked["見回り"] == ()


def test_a_long_text_is_read_to_its_end() -> None:
    text = "あ" * 60_000 + "。防災"

    assert ids(Index.build([document("1", "防災")]), text) == ["1"]


def test_many_threads_search_at_once() -> None:
    index = Index.build([document(f"{n}", "高齢者の見守り" * 20) for n in range(20)])
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _n: ids(index, "みまもり"), range(200)))

    assert all(one == found[0] for one in found)


@given(collections, texts)
@settings(max_examples=60, deadline=None)
def test_scores_stay_within_bounds_and_every_hit_has_its_why(
    there: list[str], asked: str
) -> None:
    index = Index.build([document(f"{n}", one) for n, one in enumerate(there)])
    for hit in index.search(asked).hits:
        assert published_settings().least <= hit.score <= 1.000001
        assert hit.matches
        assert sum(hit.by_channel.values()) == pytest.approx(hit.score, abs=1e-5)


@given(collections, texts, st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_an_index_is_the_same_however_it_came_about(
    there: list[str], asked: str, chance: object
) -> None:
    documents = [document(f"{n}", one) for n, one in enumerate(there)]
    changed = Index.build([document("0", "観光"), document("gone", "防災無線")])
    shuffled = documents[:]
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    for one in shuffled:
        changed.add([one])
        changed.search(asked)
    changed.remove(["gone", "never there"])
    built = Index.build(documents)

    assert changed.digest == built.digest
    assert _told(changed, asked) == _told(built, asked)


@given(collections, texts)
@settings(max_examples=40, deadline=None)
def test_a_part_knows_nothing_of_the_rest(there: list[str], asked: str) -> None:
    documents = [document(f"{n}", one) for n, one in enumerate(there)]
    some = documents[::2]
    part = Index.build(documents).part([one.id for one in some])

    assert part.digest == Index.build(some).digest
    assert _told(part, asked) == _told(Index.build(some), asked)


def test_the_control_a_filter_would_give_the_rest_away() -> None:
    mine, secret = document("1", "防災と観光"), document("2", "ホゲラモン", "other")
    whole = Index.build([mine, secret])
    asked = "ホゲラモンと防災"

    assert _told(whole.part(["1"]), asked) == _told(Index.build([mine]), asked)
    filtered = whole.search(asked, kinds={"case"}).hits[0].score
    assert filtered != Index.build([mine]).search(asked).hits[0].score


def test_many_small_changes_stay_right() -> None:
    index = Index.build([document(f"a{n}", "観光") for n in range(10)])
    for n in range(600):
        index.add([document(f"b{n}", "防災")])
    index.remove([f"b{n}" for n in range(1, 600)])

    assert ids(index, "防災") == ["b0"]
    assert len(index) == 11


def _told(index: Index, asked: str) -> list[tuple[str, float, object]]:
    return [
        (
            hit.document.id,
            round(hit.score, 5),
            [(one.asked, one.places) for one in hit.matches],
        )
        for hit in sorted(index.search(asked).hits, key=lambda one: one.document.id)
    ]
