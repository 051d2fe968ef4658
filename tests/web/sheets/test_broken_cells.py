"""A cell that shows an error, or a formula without its result, is named and never a blank."""

import io

import openpyxl
import pytest
from django.utils import translation

from chiiki_web import wording
from chiiki_web.sheets import reading
from chiiki_web.sheets.cells import Place, Reader
from chiiki_web.sheets.model import CannotRead
from mutants import worksheets

ERRORS = ("#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!")


def workbook(**cells):
    book = openpyxl.Workbook()
    book.active.title = "値"
    for place, value in cells.items():
        book.active[place] = value
    file = io.BytesIO()
    book.save(file)
    return file


def with_row(cell):
    row = f'<row r="1"><c r="A1"><v>1</v></c>{cell}</row>'
    return io.BytesIO(worksheets.with_rows(row))


def refused(file):
    with pytest.raises(CannotRead) as caught:
        reading.read_values(file, "値.xlsx")
    return caught.value.reasons


@pytest.mark.parametrize("error", ERRORS)
def test_an_error_is_named_with_its_sheet_row_and_column(error):
    (why,) = refused(workbook(A1="code", C4=error))
    assert dict(why.values) == {"sheet": "値", "row": 4, "column": "C", "found": error}


def test_the_sentence_says_what_to_write_instead():
    (why,) = refused(workbook(C4="#N/A"))
    with translation.override("ja"):
        words = wording.explain(why)
    assert "「値」の4行目C列" in words
    assert "値そのものを入力" in words


@pytest.mark.parametrize(
    "cell",
    [
        '<c r="B1" t="e"><f>1/0</f><v>#DIV/0!</v></c>',
        '<c r="B1" t="e"><v>#N/A</v></c>',
        '<c r="B1"><f>VLOOKUP(A1,C1:D9,2)</f></c>',
        '<c r="B1"><f>VLOOKUP(A1,C1:D9,2)</f><v></v></c>',
        '<c r="B1"><f>VLOOKUP(A1,C1:D9,2)</f><v/></c>',
    ],
)
def test_formulas_that_have_no_value_are_refused(cell):
    assert len(refused(with_row(cell))) == 1


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ('<c r="B1"><f>A1+1</f><v>2</v></c>', 2),
        ('<c r="B1" t="str"><f>IF(A1,"","x")</f><v></v></c>', None),
        ('<c r="B1" t="str"><f>A1</f><v>#N/A と書いた文</v></c>', "#N/A と書いた文"),
        ('<c r="B1"/>', None),
    ],
)
def test_a_result_that_is_there_is_read_also_where_it_is_an_empty_text(cell, value):
    sheet = reading.read_values(with_row(cell), "値.xlsx")
    assert sheet.cell(0, 1) == value


def test_a_wrong_result_that_can_be_worked_out_here_stops_no_form():
    found = []
    sheet = reading.read_workbook(with_row('<c r="B1"><f>A1*3</f></c>'), "値.xlsx")[0]
    assert Reader(sheet, found).text(Place(sheet.name, 0, 1)) == "3"
    assert found == []


def test_the_control_without_the_outline_they_would_be_blanks():
    sheet = reading.read_workbook(workbook(A1="#N/A", B1=1), "値.xlsx")[0]
    assert sheet.cell(0, 0) is None
    assert sheet.broken == {(0, 0): "#N/A"}


def test_of_very_many_the_first_are_named():
    cells = {f"A{row}": "#N/A" for row in range(1, 60)}
    assert len(refused(workbook(**cells))) == reading.MOST_NAMED
