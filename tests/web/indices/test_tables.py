"""A table of figures is read cell by cell; every fault is named by its place."""

from datetime import date

import pytest

from chiiki.reasons import Reason
from chiiki_web.indices import engine_input
from chiiki_web.indices.models import Index
from chiiki_web.regions.models import Municipality
from chiiki_web.sheets.model import Sheet
from chiiki_web.sheets.reading import read_table
from web import make
from web.indices import made

pytestmark = pytest.mark.django_db
SPECIFICATION = engine_input.specification_of(made.TEXT)
BY_GROUP = made.TEXT.replace('"median"', '"group_mean"\nmissing_by = "region"')


def read(*changes, kind="other", text=made.TABLE):
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    sheet = read_table(made.file(text), "table.csv")
    return engine_input.read_table(sheet, SPECIFICATION, kind)


def test_units_figures_and_years_are_read():
    found, bad = read()
    assert not bad
    assert [one["code"] for one in found["units"]] == ["sa", "sb", "sc", "sd"]
    assert found["units"][0]["name_en"] == "Sample A"
    assert found["values"][3] == [None, 4000]
    assert found["years"][3] == [0, 2024]


def test_heads_may_be_the_names_of_indicators_in_japanese():
    found, bad = read(
        ("code,name_ja,", "符号,名称,"), ("online,price", "オンライン手続,料金")
    )
    assert not bad
    assert found["values"][0] == [80, 5000]


def test_numbers_may_be_full_width_with_commas_or_a_percent_sign():
    found, bad = read(("80,5000", '８０％,"5,000"'))
    assert not bad
    assert found["values"][0] == [80, 5000]


def test_each_figure_may_have_a_year_of_its_own():
    heads = ("year,online,price", "year,online,price,year.online")
    rows = (("2025,80,5000", "2025,80,5000,2023"),)
    found, bad = read(heads, *rows)
    assert not bad
    assert found["years"][:2] == [[2023, 2025], [2025, 2025]]


def test_a_name_keeps_its_signs():
    found, _bad = read(("見本A県", "見本髙県"))
    assert found["units"][0]["name_ja"] == "見本髙県"


@pytest.mark.parametrize(
    ("old", "new", "wanted"),
    [
        ("80,5000", "many,5000", ("cell_number", {"place": "E2", "found": "many"})),
        ("80,5000", "inf,5000", ("cell_number", {"place": "E2", "found": "inf"})),
        ("80,5000", "1e300,5000", ("cell_large", {"place": "E2", "found": "1e300"})),
        ("80,5000", "-1e300,5000", ("cell_large", {"place": "E2", "found": "-1e300"})),
        ("2024,,4000", "last,,4000", ("cell_year", {"place": "D5", "found": "last"})),
        ("80,5000", '"8,5",5000', ("cell_number", {"place": "E2", "found": "8,5"})),
        ("80,5000", "8_5,5000", ("cell_number", {"place": "E2", "found": "8_5"})),
        ("2024,,4000", "፩,,4000", ("cell_year", {"place": "D5", "found": "፩"})),
        (
            "2024,,4000",
            "020249,,4000",
            ("cell_year", {"place": "D5", "found": "020249"}),
        ),
        ("sb,", "..,", ("cell_code", {"place": "A3", "found": ".."})),
        ("sb,", "sa,", ("unit_twice", {"place": "A3", "found": "sa"})),
        ("sb,", ",", ("cell_code", {"place": "A3", "found": ""})),
        ("sb,", "s/b,", ("cell_code", {"place": "A3", "found": "s/b"})),
        ("online,", "offline,", ("head_unknown", {"place": "E1", "found": "offline"})),
        ("year,", "code,", ("head_twice", {"place": "D1", "found": "code"})),
    ],
)
def test_a_fault_is_named_by_its_cell(old, new, wanted):
    _found, bad = read((old, new))
    code, values = wanted
    assert bad[0] == Reason(f"indices.{code}", values)


def test_a_formula_without_a_value_is_no_gap():
    rows = (
        ("code", "online", "price"),
        *((one, None if one == "sb" else 1, 2) for one in ("sa", "sb", "sc")),
    )
    for formulas, found in (
        (
            {(2, 1): "1/0"},
            [Reason("indices.cell_unreckoned", {"place": "B3", "found": ""})],
        ),
        ({}, []),
    ):
        sheet = Sheet("1", rows, formulas=formulas)
        assert engine_input.read_table(sheet, SPECIFICATION, "other")[1] == found


def test_a_missing_column_is_named():
    _found, bad = read(("code,", "nothing,"))
    assert Reason("indices.head_missing", {"column": "code"}) in bad


def test_too_few_units_and_an_empty_table_are_refused():
    few = "".join(made.TABLE.splitlines(keepends=True)[:3])
    assert read(text=few)[1][0].code == "indices.units_number"
    empty = Sheet("CSV", ((None,),))
    found = engine_input.read_table(empty, SPECIFICATION, "other")[1]
    assert found == [Reason("indices.table_empty")]


def test_groups_stand_in_a_column_of_their_own():
    said = engine_input.specification_of(BY_GROUP)
    text = made.TABLE.replace("price\n", "price,region\n").replace("00\n", "00,east\n")
    sheet = read_table(made.file(text), "table.csv")
    found, bad = engine_input.read_table(sheet, said, "other")
    assert not bad
    assert (
        engine_input.index_of(BY_GROUP, found).panel.groups["region"] == ("east",) * 4
    )


@pytest.mark.parametrize(
    ("kind", "code", "written"),
    [
        (Index.Kind.PREFECTURES, "20", "200000"),
        (Index.Kind.MUNICIPALITIES, "20202", "202029"),
        (Index.Kind.COUNTRIES, "QAA", "QAA"),
    ],
)
def test_known_codes_are_written_in_one_way(kind, code, written):
    found = engine_input.known_units(kind, [code])
    assert found[code].code == written


def test_a_code_that_nobody_has_is_refused():
    _found, bad = read(kind=Index.Kind.MUNICIPALITIES)
    assert Reason("indices.unit_unknown", {"place": "A2", "found": "sa"}) in bad


def test_a_code_that_has_ended_names_its_successor():
    Municipality.objects.filter(pk=make.MATSUMOTO).update(
        last_day=date(2025, 3, 31), successor="202011"
    )
    _found, bad = read(("sa,", "20202,"), kind=Index.Kind.MUNICIPALITIES)
    values = {"place": "A2", "found": "20202", "successor": "202011"}
    assert Reason("indices.unit_ended", values) in bad
