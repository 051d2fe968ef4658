"""What would change a figure without a word, in memory and in a database alike."""

from __future__ import annotations

import ibis
import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

from chiiki.errors import EngineError
from chiiki.survey import mean, proportion, ratio, total
from chiiki.survey.table import read_table
from databases import arrow_of, same, stored
from surveys import clustered, drawn_schools


@pytest.fixture(scope="module")
def rows():
    return clustered()


def with_column(rows, column):
    """The rows with one more column, in memory and in DuckDB."""
    held = arrow_of(rows).append_column("more", column)
    connection = ibis.duckdb.connect()
    connection.con.register("held", held)
    connection.con.execute("CREATE TABLE rows AS FROM held")
    return held, connection.table("rows")


def refused(made):
    with pytest.raises(EngineError) as caught:
        made()
    return caught.value.code, caught.value.values


@pytest.mark.parametrize("sign", [1, -1])
@pytest.mark.parametrize("statistic", [mean("staff"), total("staff")])
def test_infinity_is_no_number(rows, statistic, sign):
    """As the largest float and with a small weight, it would have given a figure."""
    staff = rows["staff"].copy()
    staff[5] = sign * np.inf
    spoilt = {**rows, "staff": staff, "w": rows["w"] / 100}
    for one in (spoilt, stored(spoilt)):
        made = drawn_schools(one, steps=False)
        assert refused(lambda made=made: made.estimate(statistic)) == (
            "survey.not_numbers",
            {"column": "staff"},
        )


def test_infinity_outside_the_base_does_no_harm(rows):
    staff = np.where(np.isnan(rows["size"]), np.inf, rows["staff"])
    spoilt = {**rows, "staff": staff}
    wanted, *found = (
        drawn_schools(one, steps=False).estimate(ratio("staff", "size"))
        for one in (rows, spoilt, stored(spoilt))
    )
    for one in found:
        same(one, wanted)


def test_long_whole_numbers_beside_an_empty_cell_stay_apart(rows):
    """As floats, two of the three were one."""
    codes = [2**53 + at % 3 if at % 50 else None for at in range(3_000)]
    for one in with_column(rows, pa.array(codes, pa.int64())):
        found = drawn_schools(one, steps=False).estimate(mean("staff"), by=["more"])
        assert [line.domain["more"] for line in found.lines] == [
            str(2**53 + at) for at in range(3)
        ]


def test_long_whole_numbers_are_still_numbers():
    table = read_table({"a": [2**53, 2**53 + 1, None]})
    assert table.coded("a").labels == ("9007199254740992", "9007199254740993")
    assert np.isnan(table.numbers("a")).tolist() == [False, False, True]
    assert table.answered("a").tolist() == [True, True, False]


def test_unsigned_whole_numbers_keep_their_names(rows):
    codes = [2**64 - 1 - at % 3 for at in range(3_000)]
    for one in with_column(rows, pa.array(codes, pa.uint64())):
        found = drawn_schools(one, steps=False).estimate(mean("staff"), by=["more"])
        assert [line.domain["more"] for line in found.lines] == [
            str(2**64 - 3 + at) for at in range(3)
        ]


@pytest.mark.parametrize("unit", ["s", "us", "ns"])
def test_a_moment_is_named_as_one_whatever_its_unit(unit):
    moments = pd.Series(["2026-04-01", None]).astype(f"datetime64[{unit}]")
    for one in (pd.DataFrame({"on": moments}), {"on": moments.to_numpy()}):
        coded = read_table(one).coded("on")
        assert coded.labels == ("2026-04-01 00:00:00",)
        assert coded.codes.tolist() == [0, -1]


def test_a_column_in_which_nothing_stands_is_one_without_answers(rows):
    nothing = {**rows, "more": np.full(3_000, None)}
    for one in (nothing, stored(rows).mutate(more=ibis.null())):
        found = drawn_schools(one, steps=False).estimate(mean("more"))[0]
        assert (found.n, found.suppressed) == (0, True)


CHANGES = {
    "a row more": "INSERT INTO rows FROM rows LIMIT 1",
    "rows fewer": "DELETE FROM rows WHERE school = 3 AND sex = 1",
    "a school fewer": "DELETE FROM rows WHERE school = 3",
    "other weights": "UPDATE rows SET w = w * 1.01 WHERE school = 3",
    "another school": "UPDATE rows SET school = 999 WHERE school = 3",
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_table_that_changes_meanwhile_is_refused(rows, change):
    """Replicates of the old rows would have met the new ones."""
    connection = ibis.duckdb.connect()
    connection.con.register("held", arrow_of(rows))
    connection.con.execute("CREATE TABLE rows AS FROM held")
    made = drawn_schools(connection.table("rows"), steps=False)
    made.estimate(mean("staff"), se="replicates")
    connection.con.execute(CHANGES[change])
    code, _values = refused(lambda: made.estimate(mean("staff"), se="replicates"))
    assert code == "survey.rows_changed"


def test_rows_that_each_look_draws_anew_are_refused(rows):
    drawn = stored(rows).mutate(w=ibis.random() + 1)
    code, _values = refused(
        lambda: drawn_schools(drawn, steps=False).estimate(proportion("runs"))
    )
    assert code == "survey.rows_changed"
