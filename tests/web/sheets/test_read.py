"""A workbook or table becomes plain cells; what cannot be read is said in words."""

import io
import re
import struct
import time
import zipfile
from datetime import date

import openpyxl
import pytest
from django.utils import translation

from chiiki_web import wording
from chiiki_web.sheets import inspecting, reading
from chiiki_web.sheets.model import CannotRead
from mutants import archives, good, worksheets


def workbook(fill):
    book = openpyxl.Workbook()
    fill(book.active)
    file = io.BytesIO()
    book.save(file)
    return file


def why(read, *arguments):
    with pytest.raises(CannotRead) as caught:
        read(*arguments)
    (one,) = caught.value.reasons
    return one


def test_cells_stand_where_they_stand_in_the_file():
    def fill(sheet):
        sheet.title = "経費"
        sheet["B3"] = "髙橋 𠮷野"
        sheet["C3"] = 1_200_000
        sheet["D3"] = date(2026, 4, 1)
        sheet["C5"] = "=C3*2"
        sheet.merge_cells("A7:B8")

    (sheet,) = reading.read_workbook(workbook(fill), "a.xlsx")
    assert sheet.name == "経費"
    assert sheet.cell(2, 1) == "髙橋 𠮷野"
    assert sheet.cell(2, 2) == 1_200_000
    assert sheet.cell(2, 3) == date(2026, 4, 1)
    assert sheet.cell(4, 2) is None
    assert sheet.formulas == {(4, 2): "C3*2"}
    assert sheet.merged == ((6, 0, 7, 1),)
    assert sheet.cell(99, 99) is None


def test_signs_that_no_database_keeps_are_left_out():
    def fill(sheet):
        sheet["A1"] = "前_x0000_後_x000B_行"

    (sheet,) = reading.read_workbook(workbook(fill), "a.xlsx")
    assert "\x00" not in str(sheet.rows[0][0])
    assert "\x0b" not in str(sheet.rows[0][0])


def test_a_cell_at_the_far_corner_is_refused_at_once():
    def fill(sheet):
        sheet["XFD1048576"] = 1

    began = time.process_time()
    found = why(reading.read_workbook, workbook(fill), "遠い.xlsx")
    assert found.code == "sheets.too_many_rows"
    assert time.process_time() - began < 2


def test_cells_with_a_format_and_no_value_reach_no_limit():
    def fill(sheet):
        sheet["A1"] = 1
        sheet["XFD1048576"].number_format = "0.00"

    (sheet,) = reading.read_workbook(workbook(fill), "a.xlsx")
    assert sheet.rows == ((1,),)


def test_a_shared_formula_reads_in_each_cell_as_the_program_shows_it():
    rows = (
        '<row r="1"><c r="A1"><f t="shared" ref="A1:A2" si="0">B1*$C$1</f></c></row>'
        '<row r="2"><c r="A2"><f t="shared" si="0"/></c></row>'
    )
    file = io.BytesIO(worksheets.with_rows(rows))
    sheet = reading.read_workbook(file, "a.xlsx")[0]
    assert sheet.formulas == {(0, 0): "B1*$C$1", (1, 0): "B2*$C$1"}


@pytest.mark.parametrize("code", ["utf-8", "utf-8-sig", "cp932", "utf-16"])
def test_a_table_is_read_in_the_letters_that_offices_use(code):
    file = io.BytesIO("区分,内容\r\n人材,髙橋\r\n".encode(code))
    rows = reading.read_table(file, "a.csv").rows
    assert rows == (("区分", "内容"), ("人材", "髙橋"))


def test_a_table_with_tabs_is_a_table_too():
    file = io.BytesIO("区分\t内容\n人材\t研修\n".encode())
    assert reading.read_table(file, "a.csv").rows[1] == ("人材", "研修")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"\x81\x00\xff", "sheets.unknown_letters"),
        (b"a\x00b", "sheets.unknown_letters"),
        (b"," * 201, "sheets.too_many_columns"),
        (b"a\n" * 5_001, "sheets.too_many_rows"),
        (b'"' + b"a" * 40_000, "sheets.broken"),
    ],
)
def test_a_table_that_cannot_be_read_says_why(content, code):
    assert why(reading.read_table, io.BytesIO(content), "a.csv").code == code


def locked(content):
    changed = bytearray(content)
    changed[content.find(b"PK\x01\x02") + 8] |= 1
    return bytes(changed)


def ole(stream):
    inside = stream.encode("utf-16-le")
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + inside + bytes(600)


def lying(content):
    changed, start = bytearray(content), content.find(b"PK\x01\x02")
    struct.pack_into("<I", changed, start + 24, 3)
    return bytes(changed)


PARTS = good.parts()
REFUSED = {
    "half": (good.workbook()[:3_000], "sheets.broken"),
    "locked part": (locked(good.workbook()), "sheets.encrypted"),
    "password": (ole("EncryptedPackage"), "sheets.encrypted"),
    "xls": (ole("Workbook"), "sheets.old_format"),
    "macros": (good.zipped(PARTS | {"xl/vbaProject.bin": b"x"}), "sheets.macros"),
    "a document": (good.document(), "sheets.not_this_kind"),
    "zeros": (
        archives.zip_of_zeros("xl/media/a.bin", 201),
        "sheets.too_large_inside",
    ),
    "lies": (lying(good.workbook()), "sheets.broken"),
    "parts": (
        good.zipped(PARTS | {f"a/{n}": b"" for n in range(2_000)}),
        "sheets.too_many_parts",
    ),
    "out": (good.zipped(PARTS | {"../a": b""}), "sheets.broken"),
    "entities": (
        good.zipped(PARTS | {good.SHEET: b"<!DOCTYPE x [<!ENTITY a 'b'>]><x/>"}),
        "sheets.broken",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_dangerous_workbook_is_refused_in_words(name):
    content, code = REFUSED[name]
    found = why(inspecting.inspect, io.BytesIO(content), "計画.xlsx")
    assert found.code == code
    for language in ("ja", "en"):
        with translation.override(language):
            assert "計画.xlsx" in wording.explain(found)


def test_a_workbook_without_a_sheet_is_refused_in_words():
    book = re.sub(b"<sheets>.*</sheets>", b"<sheets/>", PARTS["xl/workbook.xml"])
    content = good.zipped(PARTS | {"xl/workbook.xml": book})
    for read in (reading.read_workbook, reading.read_values):
        assert why(read, io.BytesIO(content), "計画.xlsx").code == "sheets.no_sheet"


def test_overlapping_parts_are_refused():
    content = bytearray(good.workbook())
    first = content.find(b"PK\x01\x02")
    second = content.find(b"PK\x01\x02", first + 4)
    content[second + 42 : second + 46] = content[first + 42 : first + 46]
    assert (
        why(inspecting.inspect, io.BytesIO(content), "a.xlsx").code == "sheets.broken"
    )


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.xlsx", good.workbook()),
        ("a.docx", good.document()),
        ("a.png", good.picture()),
        ("a.jpg", good.photograph()),
        ("a.pdf", good.letter()),
        ("a.csv", b"\x00"),
    ],
)
def test_a_sound_file_passes_and_stands_at_its_beginning(name, content):
    file = io.BytesIO(content)
    inspecting.inspect(file, name)
    assert file.read() == content


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.pdf", good.letter()[:5_000], "sheets.broken"),
        ("a.pdf", good.letter() + b"/Launch", "sheets.runs_programs"),
        ("a.png", good.picture()[:20], "sheets.broken"),
        ("a.jpg", good.photograph()[:20], "sheets.broken"),
        ("a.jpg", b"\xff\xd8" + b"\xff" * 9_000, "sheets.broken"),
    ],
)
def test_a_paper_or_picture_that_is_not_whole_is_refused(name, content, code):
    assert why(inspecting.inspect, io.BytesIO(content), name).code == code


@pytest.mark.parametrize("name", ["a.png", "a.jpg"])
def test_a_picture_that_no_screen_can_hold_is_refused(name):
    content = bytearray(good.picture() if name == "a.png" else good.photograph())
    place = 16 if name == "a.png" else content.find(b"\xff\xc0") + 5
    kind = ">II" if name == "a.png" else ">HH"
    struct.pack_into(kind, content, place, 60_000, 60_000)
    found = why(inspecting.inspect, io.BytesIO(content), name)
    assert found.code == "sheets.picture_too_large"


def test_other_ways_to_pack_an_archive_are_read_alike():
    content = good.zipped(good.parts(), zipfile.ZIP_STORED)
    assert len(reading.read_workbook(io.BytesIO(content), "a.xlsx")) == 2
