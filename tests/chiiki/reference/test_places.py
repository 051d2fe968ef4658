"""Places are complete and consistent, and a corrupted row is refused by file and line."""

from __future__ import annotations

from collections import Counter

import pytest

from chiiki import codes, reference
from chiiki.errors import EngineError
from chiiki.reference.files import read_text

MUNICIPALITIES = read_text("municipalities.csv")
PREFECTURES = read_text("prefectures.csv")


def _corrupted(text: str, line: int, old: str, new: str) -> str:
    """The file with one thing changed in one line (counted from 1, header included)."""
    lines = text.splitlines(keepends=True)
    assert old in lines[line - 1]
    lines[line - 1] = lines[line - 1].replace(old, new, 1)
    return "".join(lines)


def test_there_are_as_many_as_the_country_has() -> None:
    kinds = Counter(one.kind for one in reference.load_municipalities())
    assert len(reference.load_regions()) == 8
    assert len(reference.load_prefectures()) == 47
    assert kinds == {
        "designated_city": 20,
        "city": 772,
        "special_ward": 23,
        "town": 743,
        "village": 183,
        "northern_territories_village": 6,
    }


def test_every_code_carries_its_check_digit() -> None:
    rows = (*reference.load_prefectures(), *reference.load_municipalities())
    found = [one.code for one in rows]
    assert len(set(found)) == 47 + 1747
    assert [code for code in found if int(code[5]) != codes.check_digit(code[:5])] == []


def test_every_region_has_prefectures_and_every_prefecture_municipalities() -> None:
    prefectures = reference.load_prefectures()
    municipalities = reference.load_municipalities()
    assert {one.region for one in prefectures} == {
        one.code for one in reference.load_regions()
    }
    assert {one.prefecture_code for one in municipalities} == {
        one.code for one in prefectures
    }


def test_every_position_lies_in_japan() -> None:
    outside = [
        one.name
        for one in reference.load_municipalities()
        if one.latitude is not None
        and one.longitude is not None
        and not (20 < one.latitude < 46 and 122 < one.longitude < 154)
    ]
    assert outside == []


def test_the_reading_of_a_municipality_ends_as_its_name_does() -> None:
    endings = {
        "市": {"し"},
        "区": {"く"},
        "町": {"まち", "ちょう"},
        "村": {"むら", "そん"},
    }
    wrong = [
        one.name
        for one in reference.load_municipalities()
        if not any(one.kana.endswith(end) for end in endings[one.name[-1]])
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("line", "old", "new", "code", "found"),
    [
        (2, "011002", "011003", "codes.wrong_check_digit", "011003"),
        (900, ",", "X,", "codes.not_six_digits", None),
        (3, "012025", "01202", "codes.five_digits", "01202"),
        (3, "012025", "011002", "reference.code_twice", "011002"),
        (4, "010006", "990001", "reference.unknown_code", "990001"),
        (4, "010006", "020001", "reference.other_prefecture", "020001"),
        (5, ",city,", ",metropolis,", "reference.unknown_code", "metropolis"),
        (2, "札幌市", " ", "reference.name_missing", None),
        (2, "さっぽろし", "", "reference.name_missing", None),
    ],
)
def test_a_corrupted_municipality_is_refused_by_file_and_line(
    line: int, old: str, new: str, code: str, found: str | None
) -> None:
    with pytest.raises(EngineError) as refused:
        reference.read_municipalities(_corrupted(MUNICIPALITIES, line, old, new))
    assert refused.value.code == code
    assert refused.value.values["where"] == f"municipalities.csv:{line}"
    assert found is None or refused.value.values["found"] == found


@pytest.mark.parametrize(
    ("line", "old", "new", "code"),
    [
        (2, "010006", "010007", "codes.wrong_check_digit"),
        (3, "020001", "010006", "reference.code_twice"),
        (4, "tohoku", "atlantis", "reference.unknown_code"),
        (2, "Hokkaido", "", "reference.name_missing"),
    ],
)
def test_a_corrupted_prefecture_is_refused_by_file_and_line(
    line: int, old: str, new: str, code: str
) -> None:
    with pytest.raises(EngineError) as refused:
        reference.read_prefectures(_corrupted(PREFECTURES, line, old, new))
    assert refused.value.code == code
    assert refused.value.values["where"] == f"prefectures.csv:{line}"


def test_a_sound_file_is_read_as_it_is() -> None:
    """The control: what the tests above refuse is the corruption and nothing else."""
    read = reference.read_municipalities(MUNICIPALITIES)
    assert read == reference.load_municipalities()
    assert reference.read_prefectures(PREFECTURES) == reference.load_prefectures()
