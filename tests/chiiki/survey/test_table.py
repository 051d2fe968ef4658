"""What goes in: tables of any library, columns of any kind, and what is said of bad ones."""

from __future__ import annotations

import pandas
import pytest

from chiiki.errors import EngineError
from chiiki.survey import categories, mean, read_design, total
from surveys import design, frame, sample


def refused(call, code):
    with pytest.raises(EngineError) as error:
        call()
    assert error.value.code == f"survey.{code}"
    return error.value.values


def test_any_dataframe_goes_in():
    plain = design().estimate(mean("runs"), by=["region"])
    made = read_design(pandas.DataFrame(sample()), frame(), strata="size")
    assert made.estimate(mean("runs"), by=["region"]).lines == plain.lines


def test_what_is_not_in_the_table_is_named():
    assert refused(lambda: design().estimate(mean("gone")), "no_column") == {
        "column": "gone"
    }
    refused(lambda: design().estimate(mean("region")), "not_numbers")
    wrong = categories("region", ["north"])
    assert refused(lambda: design().estimate(wrong), "no_category") == {
        "column": "region",
        "category": "north",
    }


def test_a_table_has_rows_of_one_length():
    refused(lambda: read_design({"a": [1], "b": [1, 2]}, frame()), "no_rows")
    refused(lambda: read_design({"a": []}, frame()), "no_rows")
    refused(lambda: read_design({}, frame()), "no_rows")


@pytest.mark.parametrize(
    "values", [[3, 1, 2, 3], ["あ", "い", "あ", "う"], [0.5, 1.5, 0.5, 2.0], [True, False, True, True],
    [10**12, 5, 10**12, 7]]
)  # fmt: skip
def test_columns_of_any_kind_sort_rows(values):
    table = {"h": values, "y": [1.0, 2.0, 3.0, 4.0]}
    made = read_design(table, frame({"": 40}))
    found = made.estimate(total("y"), by=["h"], smallest_cell=0)
    wanted: dict[str, float] = {}
    for label, value in zip(values, table["y"], strict=True):
        key = f"{label:g}" if isinstance(label, float | bool) else str(label)
        wanted[key] = wanted.get(key, 0) + 10 * value
    assert {line.domain["h"]: line.value for line in found.lines} == pytest.approx(
        wanted
    )


def test_empty_cells_of_a_dataframe_are_empty_here():
    table = pandas.DataFrame(
        {
            "h": pandas.array(["a", None, "b", "b"], dtype="string"),
            "k": pandas.Categorical(["x", "y", None, "y"]),
            "y": pandas.array([1, None, 3, 4], dtype="Int64"),
        }
    )
    made = read_design(table, frame({"": 40}))
    shares = made.estimate(mean("y"), by=["h"], smallest_cell=0).lines
    assert [(line.domain["h"], line.value) for line in shares] == [("a", 1), ("b", 3.5)]
    kinds = made.estimate(total(), by=["k"], smallest_cell=0).lines
    assert [(line.domain["k"], line.n) for line in kinds] == [("x", 1), ("y", 2)]


def test_an_empty_cell_beside_whole_numbers_changes_no_label():
    table = {"code": [1310161, 1310162, None, 1310161], "y": [1.0, 2.0, 3.0, 4.0]}
    made = read_design(table, frame({"": 40}))
    found = made.estimate(total("y"), by=["code"], smallest_cell=0).lines
    assert {line.domain["code"]: line.value for line in found} == {
        "1310161": 50,
        "1310162": 20,
    }


def test_values_may_hold_the_line_that_joins_labels():
    table = {"a": ["x|y", "x", "x|y", "x"], "b": ["1", "y|1", "2", "y|1"]}
    made = read_design(table | {"v": [1.0, 2, 3, 4]}, frame({"": 40}))
    lines = made.estimate(total("v"), by=["a", "b"], smallest_cell=0).lines
    found = {(line.domain["a"], line.domain["b"]): line.value for line in lines}
    assert found == pytest.approx(
        {("x|y", "1"): 10, ("x|y", "2"): 30, ("x", "y|1"): 60}
    )
