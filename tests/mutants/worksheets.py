"""Whole zips with hostile or broken XML inside."""

from __future__ import annotations

import io
from random import Random

import openpyxl

from mutants.good import SHEET, Made, parts, workbook, zipped

DOCTYPE = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">%s]>'
LAUGHS = "".join(
    f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9)
)
SPREADSHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
FUNCTIONS = ("SUM", "PRODUCT", "VLOOKUP", "IF", "INDIRECT", "HYPERLINK", "ROUND", "CMD")


def damaged_xml(dice: Random) -> Made:
    """The zip is whole, the XML of one part is not."""
    found = parts()
    name = dice.choice([one for one in found if one.endswith((".xml", ".rels"))])
    text = bytearray(found[name])
    for _cut in range(dice.choice([1, 2, 5])):
        start = dice.randrange(len(text))
        text[start : start + dice.randrange(1, 60)] = dice.randbytes(dice.randrange(9))
    return "計画.xlsx", zipped(found | {name: bytes(text)})


def xml_bomb(dice: Random) -> Made:
    found = parts()
    name = dice.choice(
        [SHEET, "xl/workbook.xml", "xl/styles.xml", "xl/sharedStrings.xml"]
    )
    head = DOCTYPE % LAUGHS
    body = found.get(name, b"<sst/>").replace(b"</", b"&j;</", 1).decode()
    text = (
        head + body
        if dice.random() < 0.5
        else " " * dice.randrange(70_000) + head + body
    )
    code = dice.choice(["utf-8", "utf-8", "utf-16"])
    return "計画.xlsx", zipped(found | {name: text.encode(code)})


def external_entity(dice: Random) -> Made:
    found = parts()
    where = dice.choice(["file:///etc/passwd", "http://127.0.0.1:1/x", "/dev/zero"])
    head = f'<!DOCTYPE x [<!ENTITY a SYSTEM "{where}">]>'.encode()
    return "計画.xlsx", zipped(found | {SHEET: head + found[SHEET]})


def deep_xml(dice: Random) -> Made:
    depth = dice.choice([1_000, 50_000, 400_000])
    text = b"<a>" * depth + (b"</a>" * depth if dice.random() < 0.7 else b"")
    name = dice.choice([SHEET, "xl/workbook.xml", "xl/sharedStrings.xml"])
    return "計画.xlsx", zipped(parts() | {name: text})


def huge_dimensions(dice: Random) -> Made:
    place = dice.choice(
        ["XFD1048576", "A1048576", "XFD1", "ZZZ9999999", "A0", "GS5001"]
    )
    value = dice.choice(["<v>1</v>", "<f>1</f>", "", "<is><t>x</t></is>"])
    row = "".join(filter(str.isdecimal, place))
    cell = f'<row r="{row}"><c r="{place}">{value}</c></row>'
    return "計画.xlsx", with_rows(cell, f'<dimension ref="A1:{place}"/>')


def wide_without_places(dice: Random) -> Made:
    cells = "<c><v>1</v></c>" * dice.choice([199, 201, 20_000])
    rows = f"<row>{cells}</row>" * dice.choice([1, 3])
    return "計画.xlsx", with_rows(rows)


def many_rows(dice: Random) -> Made:
    rows = "<row><c><v>1</v></c></row>" * dice.choice([4_999, 5_001, 150_000])
    return "計画.xlsx", with_rows(rows)


def one_text_everywhere(dice: Random) -> Made:
    """A long shared text, used by very many cells."""
    text = "a" * dice.choice([1_000, 30_000, 2_000_000])
    shared = f'<sst xmlns="{SPREADSHEET}"><si><t>{text}</t></si></sst>'.encode()
    cells = '<c t="s"><v>0</v></c>' * 100
    found = parts() | {"xl/sharedStrings.xml": shared}
    rows = f"<row>{cells}</row>" * dice.choice([1, 100, 900])
    return "計画.xlsx", with_rows(rows, found=found)


def odd_numbers(dice: Random) -> Made:
    odd = [
        "1e999",
        "-1e999",
        "nan",
        "inf",
        "1" * 400,
        "0x10",
        "1e-400",
        "",
        "１２",
        "true",
    ]
    kinds = ["", ' t="b"', ' t="e"', ' t="d"', ' t="s"', ' t="n"', ' s="99"', ' t="zz"']
    cells = "".join(
        f"<c{dice.choice(kinds)}><v>{dice.choice(odd)}</v></c>" for _cell in range(30)
    )
    return "計画.xlsx", with_rows(f"<row>{cells}</row>")


def formula_soup(dice: Random) -> Made:
    cells = "".join(f"<c><f>{_formula(dice, 0)}</f></c>" for _cell in range(40))
    rows = f"<row>{cells}</row>" * dice.choice([1, 5, 100])
    return "計画.xlsx", with_rows(rows)


def shared_formulas(dice: Random) -> Made:
    first = '<c><f t="shared" ref="A1:A99" si="0">$A1*B$2+SUM(C1:XFD1)</f></c>'
    others = '<c><f t="shared" si="0"/></c>' * dice.choice([10, 150])
    return "計画.xlsx", with_rows(f"<row>{first}{others}</row>" * 20)


def merged_soup(dice: Random) -> Made:
    merges = "".join(
        f'<mergeCell ref="{dice.choice(["A1:XFD1048576", "B2:A1", "A1", "", "A1:C9"])}"/>'
        for _merge in range(dice.choice([1, 5_000]))
    )
    behind = f"<mergeCells>{merges}</mergeCells>"
    return "計画.xlsx", with_rows("<row><c><v>1</v></c></row>", behind=behind)


def names_of_sheets(dice: Random) -> Made:
    names = ["経費", "経費", "a" * 5_000, "", "\u202e計画", "'=1+1", "計画&quot;&lt;"]
    sheets = "".join(
        f'<sheet name="{dice.choice(names)}" sheetId="{n}" r:id="rId1"/>'
        for n in range(dice.choice([1, 3, 29, 400]))
    )
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    book = (
        f'<workbook xmlns="{SPREADSHEET}" xmlns:r="{relations}"><sheets>{sheets}</sheets>'
        "</workbook>"
    )
    return "計画.xlsx", zipped(parts() | {"xl/workbook.xml": book.encode()})


def relations_that_lead_astray(dice: Random) -> Made:
    text = parts()["xl/_rels/workbook.xml.rels"].decode()
    target = dice.choice(
        ["../../etc/passwd", "/xl/workbook.xml", "http://x/", "", "xl"]
    )
    text = text.replace("worksheets/sheet1.xml", target)
    return "計画.xlsx", zipped(parts() | {"xl/_rels/workbook.xml.rels": text.encode()})


def shuffled_rows(dice: Random) -> Made:
    book = openpyxl.load_workbook(io.BytesIO(workbook()))
    for sheet in book.worksheets:
        sheet.merged_cells.ranges.clear()
        rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
        dice.shuffle(rows)
        for row in rows:
            dice.shuffle(row)
        sheet.delete_rows(1, sheet.max_row)
        for row in rows:
            sheet.append(row)
    file = io.BytesIO()
    book.save(file)
    return "計画.xlsx", file.getvalue()


def with_rows(
    rows: str,
    before: str = "",
    behind: str = "",
    found: dict[str, bytes] | None = None,
) -> bytes:
    sheet = (
        f'<worksheet xmlns="{SPREADSHEET}">{before}<sheetData>{rows}</sheetData>'
        f"{behind}</worksheet>"
    )
    return zipped((found or parts()) | {SHEET: sheet.encode()})


def _formula(dice: Random, depth: int) -> str:
    if depth > 4 or dice.random() < 0.3:
        return dice.choice(
            ["A1", "B2:C9", "1", "$C$3", "XFD1048576", '"x"', "#REF!", "(("]
        )
    inner = ",".join(_formula(dice, depth + 1) for _part in range(dice.randrange(1, 4)))
    sign = dice.choice(["+", "-", "*", "/", "^"])
    return f"{dice.choice(FUNCTIONS)}({inner}){sign}{_formula(dice, depth + 1)}"
