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

__all__ = [
    "Gap",
    "PartState",
    "answer_of",
    "answers_of",
    "earlier_answers",
    "gaps",
    "part_states",
    "submissions_of",
]
