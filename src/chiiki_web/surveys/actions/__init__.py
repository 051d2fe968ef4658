"""Everything that can happen to a survey."""

from chiiki_web.surveys.actions.drawing import LARGEST_SEED, ask_all, draw_sample
from chiiki_web.surveys.actions.framing import (
    exclude,
    include,
    numbers_in,
    take_all_municipalities,
)
from chiiki_web.surveys.actions.held import CannotChangeSurvey, is_of, must_be_in
from chiiki_web.surveys.actions.lettering import letters_pdf
from chiiki_web.surveys.actions.making import Wanted, change_survey, make_survey, said
from chiiki_web.surveys.actions.marking import mark
from chiiki_web.surveys.actions.opening import (
    close_due,
    close_survey,
    extend,
    let_correct,
    must_open,
    open_survey,
    why_not_open,
)
from chiiki_web.surveys.actions.reminding import (
    GROUPS,
    hand_over_letters,
    must_find_some,
    must_take_answers,
    remind,
    renew_link,
    to_remind,
)
from chiiki_web.surveys.actions.sending import send_letters
from chiiki_web.surveys.actions.tables import keep_table, take_table
from chiiki_web.surveys.actions.writing import (
    CannotKeep,
    add_questionnaire,
    change_questionnaire,
)

__all__ = [
    "GROUPS",
    "LARGEST_SEED",
    "CannotChangeSurvey",
    "CannotKeep",
    "Wanted",
    "add_questionnaire",
    "ask_all",
    "change_questionnaire",
    "change_survey",
    "close_due",
    "close_survey",
    "draw_sample",
    "exclude",
    "extend",
    "hand_over_letters",
    "include",
    "is_of",
    "keep_table",
    "letters_pdf",
    "let_correct",
    "make_survey",
    "mark",
    "must_be_in",
    "must_find_some",
    "must_open",
    "must_take_answers",
    "numbers_in",
    "open_survey",
    "remind",
    "renew_link",
    "said",
    "send_letters",
    "take_all_municipalities",
    "take_table",
    "to_remind",
    "why_not_open",
]
