"""What is stored of requests for advisers and managers, and of what came of them."""

from chiiki_web.dispatch.models.candidates import Candidate
from chiiki_web.dispatch.models.drafts import Draft
from chiiki_web.dispatch.models.fees import Fee
from chiiki_web.dispatch.models.letters import Letter
from chiiki_web.dispatch.models.recommendations import Recommendation
from chiiki_web.dispatch.models.reports import Report, Survey
from chiiki_web.dispatch.models.requests import ANSWERED_IN, Nomination, Request
from chiiki_web.dispatch.models.visits import Schedule, Visit

__all__ = [
    "ANSWERED_IN",
    "Candidate",
    "Draft",
    "Fee",
    "Letter",
    "Nomination",
    "Recommendation",
    "Report",
    "Request",
    "Schedule",
    "Survey",
    "Visit",
]
