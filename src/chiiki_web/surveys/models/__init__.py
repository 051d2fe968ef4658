"""What is stored of a survey."""

from chiiki_web.surveys.models.asked import FrameTable, Letter, Recipient
from chiiki_web.surveys.models.survey import Questionnaire, Survey

__all__ = ["FrameTable", "Letter", "Questionnaire", "Recipient", "Survey"]
