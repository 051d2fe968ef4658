"""Words for tables and files that cannot be read."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDING: dict[str, Promise] = {
    "sheets.broken": _(
        "“%(name)s” cannot be opened: it is damaged or not complete. Open it in the"
        " program that made it, save it again under a new name, and send that file."
    ),
    "sheets.encrypted": _(
        "“%(name)s” is locked with a password. Take the password off and send it again."
    ),
    "sheets.formula_differs": _(
        "The formula makes %(reckoned)s, not what the file shows. %(reckoned)s is taken"
        " over."
    ),
    "sheets.formula_not_reckoned": _(
        "This formula cannot be checked here. The value that the file shows is taken over."
    ),
    "sheets.error_in_cell": _(
        "Sheet “%(sheet)s”, row %(row)s, column %(column)s shows the error %(found)s, which"
        " would be read as nothing. Write the value itself, or empty the cell."
    ),
    "sheets.no_result_in_cell": _(
        "Sheet “%(sheet)s”, row %(row)s, column %(column)s holds a formula without its"
        " result, which would be read as nothing. Write the value itself, or open the file"
        " in a spreadsheet and save it again."
    ),
    "sheets.old_format": _(
        "“%(name)s” is in an old format of Office. Save it as .xlsx, .docx or .pptx and"
        " send it again."
    ),
    "sheets.macros": _(
        "“%(name)s” contains macros, which are not taken. Save it without macros and"
        " send it again."
    ),
    "sheets.not_this_kind": _(
        "“%(name)s” is not a %(kind)s file inside. Open it, save it as %(kind)s, and send"
        " that file."
    ),
    "sheets.no_sheet": _(
        "“%(name)s” has no sheet with cells. Write the table into a sheet, then send it"
        " again."
    ),
    "sheets.too_large_inside": _(
        "“%(name)s” is larger than %(limit)s MB when it is unpacked. Take out large"
        " pictures or sheets that are not needed."
    ),
    "sheets.too_many_parts": _(
        "“%(name)s” has more than %(limit)s parts inside. Save it again with less in it."
    ),
    "sheets.too_many_sheets": _(
        "“%(name)s” has more than %(limit)s sheets. Leave only those that were given out."
    ),
    "sheets.too_many_rows": _(
        "In “%(name)s” the sheet “%(sheet)s” goes on below row %(limit)s. Delete what"
        " stands in the rows below."
    ),
    "sheets.too_many_columns": _(
        "In “%(name)s” the sheet “%(sheet)s” has more than %(limit)s columns. Delete"
        " what stands in the columns further right."
    ),
    "sheets.too_many_cells": _(
        "“%(name)s” holds more than %(limit)s cells, or too much text. Leave only what"
        " was asked."
    ),
    "sheets.took_too_long": _(
        "Reading “%(name)s” took more than %(limit)s seconds and was stopped. Copy what"
        " you wrote into a fresh file and send that."
    ),
    "sheets.took_too_much": _(
        "Reading “%(name)s” took more than %(limit)s MB of memory and was stopped. Copy"
        " what you wrote into a fresh file and send that."
    ),
    "sheets.unknown_letters": _(
        "The letters in “%(name)s” cannot be read. Save it as “CSV UTF-8” and send it"
        " again."
    ),
    "sheets.picture_too_small": _(
        "The picture “%(name)s” is too small. Each side needs at least %(least)s points."
    ),
    "sheets.picture_too_large": _(
        "The picture “%(name)s” has more than %(limit)s million points. Make it smaller"
        " and send it again."
    ),
    "sheets.runs_programs": _(
        "“%(name)s” can start programs by itself, which is not taken. Print it into a new"
        " PDF and send that."
    ),
}
