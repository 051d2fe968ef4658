"""Who is asked what, until when, and who may read it."""

from chiiki_web.surveys.queries.asked import (
    address_of,
    is_open,
    may_answer,
    questionnaire_of,
    recipient_by_token,
    recipient_of,
    token_of,
)
from chiiki_web.surveys.queries.reading import (
    questionnaires_visible_to,
    recipients_asked,
    surveys_everybody_sees,
    surveys_running,
    surveys_visible_to,
)

__all__ = [
    "address_of",
    "is_open",
    "may_answer",
    "questionnaire_of",
    "questionnaires_visible_to",
    "recipient_by_token",
    "recipient_of",
    "recipients_asked",
    "surveys_everybody_sees",
    "surveys_running",
    "surveys_visible_to",
    "token_of",
]
