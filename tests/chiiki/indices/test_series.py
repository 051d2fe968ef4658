"""Published series in the layouts of their publishers, with made-up figures and codes."""

import pytest

from chiiki.errors import EngineError
from chiiki.indices import (
    Publisher,
    build_index,
    gather,
    read_series,
    read_specification,
)

SPECIFICATION = """
code = "sample"
name_ja = "見本の指数"
name_en = "Sample index"
panel_version = "1"
[steps]
missing = "average_the_rest"
normalisation = { scale = "t_score" }
[years]
edition = 2026
latest_within = 2
[[unit]]
code = "QAA"
[[unit]]
code = "QBB"
[unit_codes]
XB = "QBB"
[[node]]
code = "index"
name_ja = "見本"
name_en = "Sample"
[[indicator]]
code = "net"
name_ja = "ネット"
name_en = "Net"
parent = "index"
per = "people"
[[indicator]]
code = "phone"
name_ja = "電話"
name_en = "Phone"
parent = "index"
[[indicator]]
code = "trust"
name_ja = "信頼"
name_en = "Trust"
parent = "index"
[[series]]
indicator = "net"
publisher = "world_bank"
code = "XX.NET"
[[series]]
indicator = "people"
publisher = "world_bank"
code = "XX.POP"
[[series]]
indicator = "phone"
publisher = "itu"
code = "i99X"
[[series]]
indicator = "trust"
publisher = "sdmx"
code = "DF_X"
where = { SEX = "_T" }
"""
WORLD_BANK = """\ufeff"Data Source","Made-up figures",

"Last Updated Date","2026-01-01",

"Country Name","Country Code","Indicator Name","Indicator Code","2023","2024","2025",
"Made-up A","QAA","Net","XX.NET","1","2","",
"Made-up B","QBB","Net","XX.NET","3","","5",
"Made-up A","QAA","People","XX.POP","4","4","4",
"Made-up B","QBB","People","XX.POP","5","5","5",
"Made-up C","QCC","Net","XX.NET","9","9","9",
"""
ITU = """seriesID,seriesCode,seriesName,entityID,entityIso,entityName,dataValue,dataYear,dataNote
1,i99X,Phone,1,QAA,Made-up A,10,2024,
1,i99X,Phone,1,QBB,Made-up B,20,2021,
1,i99X,Phone,1,QBB,Made-up B,30,2025,Estimate
1,i98X,Other,1,QBB,Made-up B,77,2025,
"""
OECD = """STRUCTURE,STRUCTURE_ID,ACTION,REF_AREA,Reference area,SEX,Sex,TIME_PERIOD,Time period,OBS_VALUE,Observation value,OBS_STATUS,Observation status
DATAFLOW,MADE.UP:DSD@DF_X(1.0),I,QAA,Made-up A,_T,Total,2024,,7.5,,E,Estimated
DATAFLOW,MADE.UP:DSD@DF_X(1.0),I,QAA,Made-up A,F,Women,2024,,9.5,,A,Normal
DATAFLOW,MADE.UP:DSD@DF_X(1.0),I,QBB,Made-up B,_T,Total,2025,,1.5,,A,Normal
"""
EUROSTAT = """DATAFLOW,LAST UPDATE,freq,sex,geo,TIME_PERIOD,OBS_VALUE,OBS_FLAG,CONF_STATUS
MADE:DF_X(1.0),01/01/26 11:00:00,A,T,QAA,2024,7.5,e,
MADE:DF_X(1.0),01/01/26 11:00:00,A,T,XB,2025,:,,
MADE:DF_X(1.0),01/01/26 11:00:00,A,T,XB,2024,2.5,,
"""


def read(text=SPECIFICATION, *, bank=WORLD_BANK, itu=ITU, sdmx=OECD):
    files = {"bank.csv": bank, "itu.csv": itu, "sdmx.csv": sdmx}
    return gather(
        read_specification(text),
        [read_series(said, name) for name, said in files.items()],
    )


@pytest.mark.parametrize(
    ("text", "publisher"),
    [
        (WORLD_BANK, Publisher.WORLD_BANK),
        (ITU, Publisher.ITU),
        (OECD, Publisher.SDMX),
        (EUROSTAT, Publisher.SDMX),
    ],
)
def test_a_file_is_told_by_its_heads(text, publisher):
    assert read_series(text, "file.csv").publisher is publisher


def test_the_newest_figure_within_the_years_counts():
    panel = read().panel
    assert panel.column("net").tolist() == [2, 5]
    assert panel.column("phone").tolist() == [10, 30]
    assert panel.years[:, :2].tolist() == [[2024, 2024], [2025, 2025]]


def test_exactly_a_year_takes_no_other():
    panel = read(SPECIFICATION.replace("latest_within = 2", "exactly = 2024")).panel
    assert panel.column("net")[0] == 2
    assert panel.column("net")[1] != panel.column("net")[1]


def test_each_cell_says_where_it_came_from():
    found = {(one.unit, one.indicator): one for one in read().origins}
    phone = found["QBB", "phone"]
    assert (phone.year, phone.file, phone.line, phone.flag) == (
        2025, "itu.csv", 4, "Estimate"
    )  # fmt: skip
    assert found["QAA", "trust"].flag == "E"
    assert ("QCC", "net") not in found


def test_a_divisor_keeps_its_years_and_divides():
    gathered = read()
    assert gathered.panel.years[0, gathered.panel.indicators.index("people")] == 2025
    built = build_index(read_specification(SPECIFICATION), gathered.panel)
    assert built.total.mean() == pytest.approx(50)


def test_codes_of_a_file_become_those_of_the_panel():
    text = SPECIFICATION.replace('where = { SEX = "_T" }', "")
    panel = read(text, sdmx=EUROSTAT).panel
    assert panel.column("trust").tolist() == [7.5, 2.5]


@pytest.mark.parametrize(
    ("given", "code", "values"),
    [
        ({"bank": "a,b\n1,2\n"}, "series_layout", {"file": "bank.csv"}),
        (
            {"bank": WORLD_BANK.replace('"Country Code"', '"Country"')},
            "series_column",
            {"column": "Country Code"},
        ),
        (
            {"bank": WORLD_BANK.replace('"2023","2024","2025"', '"a","b","c"')},
            "series_column",
            {"file": "bank.csv"},
        ),
        (
            {"itu": ITU.replace("10,2024", "ten,2024")},
            "series_number",
            {"file": "itu.csv", "line": 2, "found": "ten"},
        ),
        (
            {"itu": ITU.replace("10,2024", "1_0,2024")},
            "series_number",
            {"line": 2, "found": "1_0"},
        ),
        (
            {"itu": ITU.replace("10,2024", "inf,2024")},
            "series_number",
            {"line": 2},
        ),
        (
            {"itu": ITU + "1,i99X\n"},
            "series_row",
            {"line": 6, "found": 2, "wanted": 9},
        ),
        (
            {"itu": ITU.replace("10,2024,", "10,2024-01,")},
            "series_period",
            {"line": 2, "found": "2024-01"},
        ),
        (
            {"itu": ITU.replace("i99X", "i97X")},
            "series_none",
            {"of": "phone", "series": "i99X"},
        ),
        ({"itu": ITU + '"1,i99X\n'}, "series_broken", {"file": "itu.csv"}),
        (
            {"text": SPECIFICATION.replace('where = { SEX = "_T" }', "")},
            "series_twice",
            {"line": 3, "unit": "QAA", "year": 2024, "differ": "SEX"},
        ),
        (
            {"text": SPECIFICATION.replace("{ SEX =", "{ AGE =")},
            "series_dimension",
            {"column": "AGE", "of": "trust"},
        ),
    ],
)
def test_what_cannot_be_read_is_named_with_its_place(given, code, values):
    with pytest.raises(EngineError) as fault:
        read(**given)
    assert fault.value.code == f"indices.{code}"
    assert values.items() <= fault.value.values.items()


def counted(first, second):
    """The file of the OECD, in which two countries count in these powers of ten."""
    head, *rows = OECD.splitlines()
    times = (first, first, second)
    lines = [f"{row},{one}" for row, one in zip(rows, times, strict=True)]
    return "\n".join([f"{head},UNIT_MULT", *lines])


@pytest.mark.parametrize("times", ["", "0", "6"])
def test_figures_of_one_power_of_ten_are_read(times):
    assert read(sdmx=counted(times, times)).panel.values[0].tolist()


def test_thousands_do_not_stand_beside_millions():
    with pytest.raises(EngineError) as fault:
        read(sdmx=counted("3", "6"))
    assert fault.value.code == "indices.series_times"
    assert {"line": 4, "found": "6", "other": "3"}.items() <= fault.value.values.items()


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ('indicator = "phone"', 'indicator = "nothing"', "series_of_nothing"),
        ('indicator = "phone"', 'indicator = "net"', "code_twice"),
        ('publisher = "itu"', 'publisher = "nobody"', "unknown_choice"),
        ('code = "i99X"', "", "key_missing"),
        ("[years]\nedition = 2026\nlatest_within = 2\n", "", "no_years"),
        ("latest_within = 2", "", "years_both"),
        ("latest_within = 2", "latest_within = 2\nexactly = 2024", "years_both"),
        ("latest_within = 2", "latest_within = -1", "years_within"),
        ("latest_within = 2", 'latest_within = "two"', "not_whole"),
        ('where = { SEX = "_T" }', 'where = "all"', "not_a_part"),
        ('code = "QBB"', 'code = "QAA"', "code_twice"),
    ],
)
def test_a_definition_that_cannot_be_served_is_refused(old, new, code):
    assert old in SPECIFICATION
    with pytest.raises(EngineError) as fault:
        read_specification(SPECIFICATION.replace(old, new, 1))
    assert fault.value.code == f"indices.{code}"


def test_nobody_to_compare_is_refused():
    text = SPECIFICATION.replace('[[unit]]\ncode = "QAA"\n[[unit]]\ncode = "QBB"\n', "")
    with pytest.raises(EngineError, match="indices.no_units"):
        read(text)
