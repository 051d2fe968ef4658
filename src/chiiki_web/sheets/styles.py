"""How the cells of a workbook look: quiet, with a light ground where one writes."""

from __future__ import annotations

from typing import Any

FONT = "Yu Gothic"
INK, QUIET, LINE, INPUT, GROUND = "#1a1a1a", "#595959", "#b3b3b3", "#fff9e5", "#e8f1fe"
PROTECTED = {
    "format_cells": True,
    "format_columns": True,
    "format_rows": True,
    "select_locked_cells": True,
    "select_unlocked_cells": True,
}


class Styles:
    """The formats of one workbook; those to write in are not locked."""

    def __init__(self, book: Any) -> None:
        def style(**how: Any) -> Any:
            plain = {"font_name": FONT, "font_size": 11, "valign": "top"}
            return book.add_format(plain | {"font_color": INK, "text_wrap": True} | how)

        box = {"border": 1, "border_color": LINE}
        to_write = box | {"bg_color": INPUT, "locked": False}
        self.title = style(bold=True, font_size=16, text_wrap=False)
        self.text = style()
        self.note = style(font_size=9, font_color=QUIET)
        self.unwrapped = style(font_size=9, font_color=QUIET, text_wrap=False)
        self.head = style(bold=True, bg_color=GROUND, **box)
        self.section = style(bold=True, font_size=12, bg_color=GROUND, text_wrap=False)
        self.label = style(**box)
        self.answer = style(**to_write)
        self.number = style(num_format="#,##0", align="left", **to_write)
        self.yen = style(num_format="#,##0", **to_write)
        self.sum = style(num_format="#,##0", bold=True, **box)
