"""Everything that can happen to a dispatch request."""

from chiiki_web.dispatch.actions.answering import (
    accept_dispatch,
    answer_by_link,
    decline_dispatch,
)
from chiiki_web.dispatch.actions.asking import CannotPlace, ask_directly
from chiiki_web.dispatch.actions.chasing import (
    chase_answers,
    remind_adviser,
    stop_waiting,
)
from chiiki_web.dispatch.actions.drafting import (
    CannotKeep,
    drop_draft,
    forget_page,
    keep_draft,
)
from chiiki_web.dispatch.actions.lettering import make_letter, make_letters
from chiiki_web.dispatch.actions.lifting import (
    go_on_in_round,
    lift_acceptance,
    try_again,
)
from chiiki_web.dispatch.actions.paying import CannotPay, mark_paid
from chiiki_web.dispatch.actions.placing import (
    Proposed,
    propose_candidates,
    rank_candidates,
)
from chiiki_web.dispatch.actions.recommending import (
    CannotRecommend,
    ask_recommendation,
    decline_recommendation,
    give_recommendation,
    withdraw_recommendation,
)
from chiiki_web.dispatch.actions.reporting import CannotReport, report_dispatch
from chiiki_web.dispatch.actions.requesting import (
    CannotRequest,
    SentAlready,
    request_dispatch,
    withdraw_request,
)
from chiiki_web.dispatch.actions.scheduling import (
    CannotSchedule,
    Stretch,
    confirm_schedule,
    enter_schedule,
)
from chiiki_web.dispatch.actions.surveying import (
    CannotAnswerSurvey,
    answer_survey,
    open_surveys,
    remind_of_reports,
    remind_of_surveys,
)

__all__ = [
    "CannotKeep",
    "drop_draft",
    "forget_page",
    "keep_draft",
    "CannotRecommend",
    "ask_recommendation",
    "decline_recommendation",
    "give_recommendation",
    "CannotAnswerSurvey",
    "CannotPay",
    "CannotPlace",
    "CannotReport",
    "CannotRequest",
    "CannotSchedule",
    "Proposed",
    "SentAlready",
    "Stretch",
    "accept_dispatch",
    "answer_by_link",
    "answer_survey",
    "ask_directly",
    "chase_answers",
    "confirm_schedule",
    "decline_dispatch",
    "enter_schedule",
    "go_on_in_round",
    "lift_acceptance",
    "make_letter",
    "make_letters",
    "mark_paid",
    "open_surveys",
    "propose_candidates",
    "rank_candidates",
    "remind_adviser",
    "remind_of_reports",
    "remind_of_surveys",
    "report_dispatch",
    "request_dispatch",
    "stop_waiting",
    "try_again",
    "withdraw_recommendation",
    "withdraw_request",
]
