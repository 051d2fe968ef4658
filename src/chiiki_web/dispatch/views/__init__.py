"""Pages about dispatch requests."""

from chiiki_web.dispatch.views.answering import accept, decline, report
from chiiki_web.dispatch.views.asking import new, rank, withdraw
from chiiki_web.dispatch.views.office import propose
from chiiki_web.dispatch.views.reading import desk, detail, listed

__all__ = [
    "accept",
    "decline",
    "desk",
    "detail",
    "listed",
    "new",
    "propose",
    "rank",
    "report",
    "withdraw",
]
