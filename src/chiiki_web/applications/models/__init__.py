"""Applications, what was sent, what was said about them, and answers to their forms."""

from chiiki_web.applications.models.answers import Answer, AnswerSheet
from chiiki_web.applications.models.applications import (
    Application,
    Attachment,
    Comment,
    CompletenessCheck,
    Submission,
)

__all__ = [
    "Answer",
    "AnswerSheet",
    "Application",
    "Attachment",
    "Comment",
    "CompletenessCheck",
    "Submission",
]
