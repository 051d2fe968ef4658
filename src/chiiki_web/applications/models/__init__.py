"""Applications, what was said about them, and how long they may take."""

from chiiki_web.applications.models.applications import (
    Application,
    Attachment,
    CompletenessCheck,
    Submission,
)
from chiiki_web.applications.models.corrections import Comment, Return
from chiiki_web.applications.models.processing import MOST_DAYS, ProcessingTime

__all__ = [
    "MOST_DAYS",
    "Application",
    "Attachment",
    "Comment",
    "CompletenessCheck",
    "ProcessingTime",
    "Return",
    "Submission",
]
