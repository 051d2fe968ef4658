"""What a page quotes of a hit: a stretch around the first mark, no word torn."""

from __future__ import annotations

import pytest

from chiiki_web.finding.queries.showing import excerpt, segments


def said(found: list[object]) -> str:
    return "".join(
        f"[{one.text}]" if one.is_marked else one.text  # type: ignore[attr-defined]
        for one in found
    )


@pytest.mark.parametrize(
    ("spans", "wanted"),
    [
        ([], "abcdef"),
        ([(0, 2)], "[ab]cdef"),
        ([(1, 3), (2, 4), (5, 6)], "a[bc][d]e[f]"),
        ([(0, 6), (1, 2)], "[abcdef]"),
    ],
)
def test_marks_neither_overlap_nor_lose_a_letter(
    spans: list[tuple[int, int]], wanted: str
) -> None:
    assert said(segments("abcdef", spans)) == wanted


def test_a_short_text_is_quoted_whole() -> None:
    assert said(excerpt("高齢者の見守り", [(4, 7)])) == "高齢者の[見守り]"


def test_a_long_text_is_cut_on_both_sides() -> None:
    text = "あ" * 200 + "見守り" + "い" * 200
    found = said(excerpt(text, [(200, 203)]))

    assert found.startswith("…ああ")
    assert "[見守り]" in found
    assert found.endswith("いい…")
    assert len(found) < 130


def test_no_latin_word_is_torn() -> None:
    text = "somewhere mountainous villages began watching " + "residents " * 20
    found = said(excerpt(text, [(37, 45)]))

    assert found.startswith(("… villages", "…villages"))
    assert found.endswith(("residents…", "residents …"))
