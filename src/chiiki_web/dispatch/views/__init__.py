"""Pages about dispatch requests."""

from chiiki_web.dispatch.views.agreed import (
    calendar,
    confirm,
    letter,
    lift,
    schedule,
    survey,
)
from chiiki_web.dispatch.views.answering import accept, decline, report
from chiiki_web.dispatch.views.asking import new, rank, withdraw
from chiiki_web.dispatch.views.drafting import drop
from chiiki_web.dispatch.views.linked import answer
from chiiki_web.dispatch.views.office import (
    ask,
    go_on,
    pay,
    propose,
    remind,
    stop_waiting,
)
from chiiki_web.dispatch.views.reading import desk, detail, export, listed
from chiiki_web.dispatch.views.recommending import (
    recommend,
    recommendation,
    recommendation_letter,
    recommendations,
    refuse,
    take_back,
)

__all__ = [
    "accept",
    "answer",
    "ask",
    "calendar",
    "confirm",
    "decline",
    "desk",
    "drop",
    "detail",
    "export",
    "go_on",
    "letter",
    "lift",
    "listed",
    "new",
    "pay",
    "propose",
    "rank",
    "recommend",
    "recommendation",
    "recommendation_letter",
    "recommendations",
    "refuse",
    "remind",
    "report",
    "schedule",
    "stop_waiting",
    "survey",
    "take_back",
    "withdraw",
]
