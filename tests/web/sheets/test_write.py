"""A table goes out so that no cell starts a formula, and comes back as it was."""

import csv
import io

import pytest

from chiiki_web.sheets import reading
from chiiki_web.sheets.responses import as_csv, as_file
from chiiki_web.sheets.writing import csv_text, safe, unsafe


@pytest.mark.parametrize(
    "first", ["=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"]
)
def test_no_cell_starts_a_formula_and_the_text_comes_back(first):
    text = first + "cmd|' /C calc'!A1"
    (row,) = csv.reader(io.StringIO(csv_text([[text]]).removeprefix("\ufeff")))
    assert row == ["'" + text]
    assert unsafe(row[0]) == text


@pytest.mark.parametrize("value", ["計画", "'quoted'", "", None, -5, 0.5])
def test_everything_else_stays_as_it_is(value):
    assert safe(value) == value
    assert not isinstance(value, str) or unsafe(value) == value


def test_a_table_that_was_given_out_reads_back():
    content = csv_text([["内容", "金額"], ["髙橋, 𠮷野\n二行", 1_000]]).encode()
    sheet = reading.read_table(io.BytesIO(content), "a.csv")
    assert sheet.rows == (("内容", "金額"), ("髙橋, 𠮷野\n二行", "1000"))


@pytest.mark.parametrize(
    "give",
    [
        lambda name: as_file(b"", name, "text/plain"),
        lambda name: as_csv(name, [], [], language="en"),
    ],
)
def test_a_title_with_a_line_break_names_a_file(give):
    head = give('My "title"\r\n\tof two lines.csv').headers["Content-Disposition"]
    assert not set(head) & set("\r\n\t")
    assert "of two lines" in head.replace("%20", " ")
