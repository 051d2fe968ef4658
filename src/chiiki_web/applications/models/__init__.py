"""Applications, what was said about them, answers to their forms, and their days."""

from chiiki_web.applications.models.answers import Answer, AnswerSheet
from chiiki_web.applications.models.applications import (
    Application,
    Attachment,
    CompletenessCheck,
    Submission,
)
from chiiki_web.applications.models.corrections import LONGEST_PART, Comment, Return
from chiiki_web.applications.models.prepared import Prepared
from chiiki_web.applications.models.processing import MOST_DAYS, ProcessingTime

__all__ = [
    "LONGEST_PART",
    "MOST_DAYS",
    "Answer",
    "AnswerSheet",
    "Application",
    "Attachment",
    "Comment",
    "CompletenessCheck",
    "Prepared",
    "ProcessingTime",
    "Return",
    "Submission",
]
