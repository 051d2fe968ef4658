"""Pages behind the link of a recipient."""

from chiiki_web.answers.views.pages import choose, mine, part, start
from chiiki_web.answers.views.sending import receipt, send
from chiiki_web.answers.views.sheets import sheet, sheet_xlsx, upload

__all__ = [
    "choose",
    "mine",
    "part",
    "receipt",
    "send",
    "sheet",
    "sheet_xlsx",
    "start",
    "upload",
]
