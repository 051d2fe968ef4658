"""What was answered, how far it is, and in which words it is said."""

from chiiki_web.answers.queries.reading import (
    Gap,
    PartState,
    answer_of,
    answers_of,
    earlier_answers,
    gaps,
    part_states,
    submissions_of,
)
from chiiki_web.answers.queries.waiting import is_changed, surveys_to_answer

__all__ = [
    "Gap",
    "PartState",
    "answer_of",
    "answers_of",
    "earlier_answers",
    "gaps",
    "is_changed",
    "part_states",
    "submissions_of",
    "surveys_to_answer",
]
