"""Simple formulas are worked out again; what is not simple is not guessed."""

from fractions import Fraction

import pytest

from chiiki_web.sheets.formulas import compute
from chiiki_web.sheets.model import Sheet, address

ROWS = ((100, 250.5, "研修"), (3, None, True))


def answer(formula):
    return compute(Sheet("a", ROWS, {(9, 0): formula}), 9, 0)


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("A1+B1*2", 601),
        ("(A1+B1)*2", 701),
        ("$A$1*A2", 300),
        ("SUM(A1:C2)", Fraction(707, 2)),
        ("SUM(A1,A2,5)", 108),
        ("PRODUCT(A1:A2)", 300),
        ("-A1+-A2", -103),
        ("A1/8", Fraction(25, 2)),
        ("ROUND(B1,0)", 251),
        ("ROUNDDOWN(B1,-2)", 200),
        ("ROUNDUP(B1,0)", 251),
        ("INT(B1)", 250),
        ("B2+1", 1),
        ("sum(a1:a2)", 103),
    ],
)
def test_sums_and_products_are_worked_out(formula, expected):
    assert answer(formula) == expected


@pytest.mark.parametrize(
    "formula",
    [
        "VLOOKUP(A1,A1:B2,2)",
        "IF(A1>1,2,3)",
        "経費!A1",
        "C1*2",
        "C2+1",
        "A1/B2",
        "A1^2",
        "SUM(A1:)",
        "(" * 300,
        "",
        "A10",
        "1.7E+308",
        "PRODUCT(" + ",".join(["99999999999999999"] * 25) + ")",
    ],
)
def test_what_is_not_simple_has_no_answer(formula):
    assert answer(formula) is None


def test_a_formula_may_lead_to_another_but_not_to_itself():
    chain = {(n, 5): f"F{n}+F{n}" for n in range(1, 40)} | {(0, 5): "F1"}
    assert compute(Sheet("a", (), {(0, 5): "A1", (1, 5): "F1+1"}), 1, 5) == 1
    assert compute(Sheet("a", (), chain), 39, 5) is None


@pytest.mark.parametrize(
    ("place", "name"), [((0, 0), "A1"), ((4, 25), "Z5"), ((0, 702), "AAA1")]
)
def test_a_place_is_named_as_a_spreadsheet_names_it(place, name):
    assert address(*place) == name
