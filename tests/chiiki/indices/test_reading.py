"""A specification is a file; figures come as rows or as published observations."""

import numpy as np
import pytest

from chiiki.errors import EngineError
from chiiki.indices import (
    Missing,
    Observation,
    Scale,
    latest,
    panel_of,
    published_indices,
    published_specification,
    read_specification,
)

TEXT = """
code = "sample"
name_ja = "見本の指数"
name_en = "Sample index"
panel_version = "1"
[steps]
missing = "mean"
normalisation = { scale = "min_max", low = 1 }
outliers = { most = 3 }
[[node]]
code = "index"
name_ja = "見本"
name_en = "Sample"
[[indicator]]
code = "price"
name_ja = "料金"
name_en = "Price"
parent = "index"
direction = -1
"""


def test_a_file_says_what_is_done():
    found = read_specification(TEXT)
    assert found.steps.missing is Missing.MEAN
    assert found.steps.normalisation.scale is Scale.MIN_MAX
    assert (found.steps.normalisation.low, found.steps.normalisation.high) == (1, 100)
    assert (found.steps.outliers.most, found.steps.outliers.skewness) == (3, 2)
    assert found.indicators[0].direction == -1


def test_notes_stand_in_both_languages_in_what_comes_with_the_package():
    for code in published_indices():
        found = published_specification(code)
        assert len(found.notes) == len(found.notes_en)


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("code =", "code", "indices.not_toml"),
        ('missing = "mean"', 'missing = "guess"', "indices.unknown_choice"),
        ('missing = "mean"', 'mising = "mean"', "indices.unknown_key"),
        ('missing = "mean"', "", "indices.key_missing"),
        ("most = 3", "moust = 3", "indices.unknown_key"),
        ('parent = "index"', "", "indices.key_missing"),
        ("direction = -1", "direction = 2", "indices.direction"),
        ("direction = -1", "direction = -1\nweight = 1e308", "indices.weight"),
        ("direction = -1", f"direction = {'9' * 5_000}", "indices.not_readable"),
    ],
)
def test_a_file_with_a_mistake_is_refused(old, new, code):
    with pytest.raises(EngineError, match=code):
        read_specification(TEXT.replace(old, new, 1))


@pytest.mark.parametrize("code", published_indices())
def test_every_file_that_comes_with_the_package_is_read(code):
    assert published_specification(code).code == code


def test_the_decks_index_is_the_plain_mean_of_16_indicators_in_3_areas():
    found = published_specification("ict_progress")
    assert len(found.indicators) == 16
    assert len(found.parts[found.top]) == 3
    below = {one.code: len(found.parts[one.code]) for one in found.nodes}
    indicators = {one.code for one in found.indicators}
    for one in found.nodes:
        if one.parent and set(found.parts[one.code]) <= indicators:
            assert one.weight == below[one.code]
    assert {one.code for one in found.indicators if one.direction == -1} == {
        "fixed_broadband_price",
        "mobile_price",
    }


def test_an_index_that_does_not_come_with_it_is_refused():
    with pytest.raises(EngineError, match="indices.no_specification"):
        published_specification("../../secrets")


def test_rows_become_a_panel_with_gaps():
    rows = [
        {"town": "A", "use": "12.5", "people": 10, "kind": "city"},
        {"town": "B", "use": "NA", "people": 5, "kind": "town"},
        {"town": "C", "use": None, "people": "", "kind": "town"},
    ]
    found = panel_of(
        rows, unit="town", indicators=["use"], columns=["people"], groups=["kind"]
    )
    assert found.units == ("A", "B", "C")
    assert np.array_equal(found.values, [[12.5], [np.nan], [np.nan]], equal_nan=True)
    assert np.array_equal(found.columns["people"], [10, 5, np.nan], equal_nan=True)
    assert found.groups["kind"] == ("city", "town", "town")


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ([{"town": "A", "use": "many"}], r"not_a_number \(unit=A, column=use"),
        ([{"town": "A", "use": 1}, {"town": "A", "use": 2}], "code_twice"),
    ],
)
def test_rows_with_a_mistake_are_refused(rows, code):
    with pytest.raises(EngineError, match=code):
        panel_of(rows, unit="town", indicators=["use"])


def test_the_newest_figure_between_two_years_counts():
    said = [("A", 2008, 1), ("A", 2010, 2), ("A", 2012, 3), ("B", 2007, 4)]
    found = latest(
        (
            Observation(unit=unit, indicator="use", year=year, value=value)
            for unit, year, value in said
        ),
        units=["A", "B"],
        indicators=["use"],
        until=2011,
        not_before=2008,
    )
    assert np.array_equal(found.values, [[2], [np.nan]], equal_nan=True)
    assert found.years.tolist() == [[2010], [0]]


def test_a_tree_that_no_page_could_draw_is_refused():
    nodes = "".join(
        f'[[node]]\ncode = "n{level}"\nname_ja = "n"\nname_en = "n"\n'
        f'parent = "{f"n{level - 1}" if level else "index"}"\n'
        for level in range(25)
    )
    with pytest.raises(EngineError, match="indices.too_deep"):
        read_specification(
            TEXT.replace("[[indicator]]", f"{nodes}[[indicator]]", 1).replace(
                'parent = "index"\ndirection', 'parent = "n24"\ndirection'
            )
        )


def test_signs_that_nobody_sees_are_not_read():
    assert (
        "\x00"
        not in read_specification(
            TEXT.replace('name_ja = "', 'name_ja = "\\u0000', 1)
        ).name_ja
    )
