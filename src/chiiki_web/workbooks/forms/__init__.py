"""A workbook is a form too: how it is laid out, given out, and read back."""

from chiiki_web.workbooks.forms import layout
from chiiki_web.workbooks.forms.examining import examine
from chiiki_web.workbooks.forms.making import make_cost_list, make_workbook
from chiiki_web.workbooks.forms.sending import TakeForm, UploadForm
from chiiki_web.workbooks.forms.showing import Change, Group, changes, groups

__all__ = [
    "Change",
    "Group",
    "TakeForm",
    "UploadForm",
    "changes",
    "examine",
    "groups",
    "layout",
    "make_cost_list",
    "make_workbook",
]
