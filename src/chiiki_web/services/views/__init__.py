"""Pages about services."""

from chiiki_web.services.views.lists import board, listed
from chiiki_web.services.views.reading import detail
from chiiki_web.services.views.running import change, end, register
from chiiki_web.services.views.warnings import answer, close

__all__ = [
    "answer",
    "board",
    "change",
    "close",
    "detail",
    "end",
    "listed",
    "register",
]
