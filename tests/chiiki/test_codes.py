"""Codes are taken with their check digit only, and a slip of the hand is seen."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from chiiki import codes
from chiiki.errors import EngineError

FIVE = st.text(alphabet="0123456789", min_size=5, max_size=5)


@pytest.mark.parametrize(
    ("five", "digit"),
    [
        ("01100", 2),
        ("13101", 6),
        ("20215", 1),
        ("47382", 1),
        ("00000", 1),
        ("01000", 6),
    ],
)
def test_it_reckons_the_check_digit(five: str, digit: int) -> None:
    assert codes.check_digit(five) == digit


@pytest.mark.parametrize(
    "typed", ["202151", "２０２１５１", " 202151 ", "20 2151", "2０2１5１"]
)
def test_it_reads_a_code_in_every_width(typed: str) -> None:
    assert codes.parse_municipality_code(typed) == "202151"


@pytest.mark.parametrize(
    ("typed", "code", "values"),
    [
        ("20215", "codes.five_digits", {"meant": "202151"}),
        ("２０２１５", "codes.five_digits", {"meant": "202151"}),
        ("01100", "codes.five_digits", {"meant": "011002"}),
        ("202150", "codes.wrong_check_digit", {"expected": 1}),
        ("202511", "codes.wrong_check_digit", {"expected": 7}),
        ("", "codes.not_six_digits", {}),
        ("2021511", "codes.not_six_digits", {}),
        ("20215a", "codes.not_six_digits", {}),
        ("塩尻市", "codes.not_six_digits", {}),
        ("٢٠٢١٥١", "codes.not_six_digits", {}),
    ],
)
def test_it_refuses_a_code_and_says_what_would_fit(
    typed: str, code: str, values: dict[str, object]
) -> None:
    with pytest.raises(EngineError) as refused:
        codes.parse_municipality_code(typed)
    assert refused.value.code == code
    assert refused.value.values == {"found": typed, **values}


@given(five=FIVE)
def test_exactly_one_sixth_digit_fits(five: str) -> None:
    right = codes.check_digit(five)
    assert codes.parse_municipality_code(f"{five}{right}") == f"{five}{right}"
    for digit in set(range(10)) - {right}:
        with pytest.raises(EngineError, match="wrong_check_digit"):
            codes.parse_municipality_code(f"{five}{digit}")


@given(five=FIVE, place=st.integers(0, 4), other=st.sampled_from("0123456789"))
def test_one_wrong_digit_changes_the_remainder(
    five: str, place: int, other: str
) -> None:
    """The check digit of 0 and 10 is the same, so only that pair can hide a slip."""
    assume(five[place] != other)
    wrong = five[:place] + other + five[place + 1 :]
    digits = {codes.check_digit(five), codes.check_digit(wrong)}
    assert len(digits) == 2 or digits <= {0, 1}


@pytest.mark.parametrize(
    "typed",
    [
        "7000012050002",
        "７００００１２０５０００２",
        "7000-012-050-002",
        "2000012020001",
    ],
)
def test_it_reads_a_corporate_number(typed: str) -> None:
    assert codes.parse_corporate_number(typed) in {"7000012050002", "2000012020001"}


@pytest.mark.parametrize(
    ("typed", "code", "values"),
    [
        ("", "codes.not_a_corporate_number", {}),
        ("700001205000", "codes.not_a_corporate_number", {}),
        ("70000120500022", "codes.not_a_corporate_number", {}),
        ("株式会社", "codes.not_a_corporate_number", {}),
        ("800001205000a", "codes.not_a_corporate_number", {}),
        ("8000012050002", "codes.wrong_corporate_check_digit", {"expected": 7}),
        ("7000012050003", "codes.wrong_corporate_check_digit", {"expected": 6}),
        (
            "７０００-０１２０-５０００３",
            "codes.wrong_corporate_check_digit",
            {"expected": 6},
        ),
    ],
)
def test_it_refuses_a_corporate_number_and_says_which_first_digit_would_fit(
    typed: str, code: str, values: dict[str, object]
) -> None:
    with pytest.raises(EngineError) as refused:
        codes.parse_corporate_number(typed)
    assert refused.value.code == code
    assert refused.value.values == {"found": typed, **values}
