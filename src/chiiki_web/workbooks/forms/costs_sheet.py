"""The sheet of the costs: amount applied for, sums as formulas, lines to write in."""

from __future__ import annotations

from typing import Any

from chiiki_web.sheets.styles import PROTECTED, Styles
from chiiki_web.workbooks.forms import guide, layout, values

FIRST_SUM = 4  # the row of the total, counted from 0; the sums of the heads follow


def write_costs(sheet: Any, styles: Styles, said: dict[str, Any]) -> None:
    """``said`` holds the lines and the amount applied for."""
    heads, lines = layout.heads(), said[values.COSTS]
    head_row = FIRST_SUM + len(heads) + 2
    first, last = head_row + 1, head_row + layout.MOST_LINES
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, 1, 54)
    sheet.set_column(2, 2, 20)
    sheet.write_string(0, 0, "経費の明細", styles.title)
    sheet.write_string(1, 0, guide.COSTS_NOTE, styles.unwrapped)
    sheet.write_string(3, 0, layout.REQUESTED, styles.label)
    sheet.write_blank(3, 1, None, styles.label)
    if said[values.REQUESTED] is None:
        sheet.write_blank(3, 2, None, styles.yen)
    else:
        sheet.write_number(3, 2, said[values.REQUESTED], styles.yen)
    _write_sums(sheet, styles, heads, lines, (first, last))
    for column, title in enumerate(layout.COST_COLUMNS.values()):
        sheet.write_string(head_row, column, title, styles.head)
    _write_lines(sheet, styles, first, dict(heads), lines)
    choices = [words for _code, words in heads]
    sheet.data_validation(first, 0, last, 0, {"validate": "list", "source": choices})
    sheet.data_validation(first, 2, last, 2, guide.whole_number())
    sheet.data_validation(3, 2, 3, 2, guide.whole_number())
    sheet.freeze_panes(head_row + 1, 0)
    sheet.protect("", PROTECTED)
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.print_area(0, 0, first + max(len(lines) + 5, 30), 2)


def _write_sums(
    sheet: Any,
    styles: Styles,
    heads: list[tuple[str, str]],
    lines: list[list[Any]],
    rows: tuple[int, int],
) -> None:
    first, last = (row + 1 for row in rows)
    amounts, kinds = f"$C${first}:$C${last}", f"$A${first}:$A${last}"
    sheet.write_string(FIRST_SUM, 0, layout.TOTAL, styles.label)
    sheet.write_blank(FIRST_SUM, 1, None, styles.label)
    total = sum(one[2] for one in lines)
    sheet.write_formula(FIRST_SUM, 2, f"=SUM({amounts})", styles.sum, total)
    for row, (code, words) in enumerate(heads, start=FIRST_SUM + 1):
        label = f"{words} {layout.SUBTOTAL}"
        own = sum(amount for head, _what, amount in lines if head == code)
        formula = f'=SUMIF({kinds},"{words}",{amounts})'
        sheet.write_string(row, 0, label, styles.label)
        sheet.write_blank(row, 1, None, styles.label)
        sheet.write_formula(row, 2, formula, styles.sum, own)


def _write_lines(
    sheet: Any,
    styles: Styles,
    first: int,
    words: dict[str, str],
    lines: list[list[Any]],
) -> None:
    for number in range(layout.MOST_LINES):
        row = first + number
        if number < len(lines):
            head, what, amount = lines[number]
            sheet.write_string(row, 0, words[head], styles.answer)
            sheet.write_string(row, 1, what, styles.answer)
            sheet.write_number(row, 2, amount, styles.yen)
        else:
            sheet.write_blank(row, 0, None, styles.answer)
            sheet.write_blank(row, 1, None, styles.answer)
            sheet.write_blank(row, 2, None, styles.yen)
