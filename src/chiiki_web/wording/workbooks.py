"""Words for workbooks that come back."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDING: dict[str, Promise] = {
    "workbooks.extra_column": _(
        "The column “%(title)s” is not known here. What stands in it is not taken over."
    ),
    "workbooks.has_problems": _(
        "There are places to correct in this file. Correct them and send it again."
    ),
    "workbooks.line_incomplete": _("Write “%(title)s” too, or empty the whole line."),
    "workbooks.needed": _("Write “%(title)s”. It cannot be empty."),
    "workbooks.no_identity": _(
        "This is not a workbook that was downloaded here, or its hidden sheet was lost."
        " Download it again and copy your answers into it."
    ),
    "workbooks.no_table": _(
        "There is no row with the titles %(columns)s. Write these titles above the table."
    ),
    "workbooks.not_a_choice": _("Choose one of these: %(choices)s."),
    "workbooks.nothing_new": _("There is nothing new in this file."),
    "workbooks.other_form": _(
        "This form was sent for another plan. Open the page again."
    ),
    "workbooks.other_plan": _(
        "This workbook belongs to another plan (“%(title)s”). Send it from the page of"
        " that plan, or download the workbook of this one."
    ),
    "workbooks.other_rules": _(
        "The rules of the call were changed after this workbook was downloaded. Your"
        " answers are taken over; please check the rules again afterwards."
    ),
    "workbooks.remark": _("This is read as a remark and not taken over."),
    "workbooks.rows_missing": _(
        "These rows are not in the sheet, and stay as they are in the plan: %(titles)s."
    ),
    "workbooks.sheet_missing": _(
        "There is no sheet “%(sheet)s”. That part of the plan stays as it is."
    ),
    "workbooks.sum_differs": _(
        "The lines together make ¥%(sum)s. That sum is used, not the one in the file."
    ),
    "workbooks.too_many_lines": _(
        "There are more than %(limit)s lines. Put small items together."
    ),
    "workbooks.twice": _(
        "The same part stands in %(first)s with another text. Keep one of the two rows."
    ),
    "workbooks.unknown_row": _(
        "The row “%(title)s” is not known here. What stands in it is not taken over."
    ),
    "workbooks.whole_number": _("Write a whole number, for example 1,200."),
}
EVENTS: dict[str, Promise] = {
    "workbook.checked": _("A workbook was sent and checked"),
    "workbook.taken": _("A workbook was taken over into the plan"),
}
