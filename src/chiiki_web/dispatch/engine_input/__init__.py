"""Requests and advisers become what the rules and the matching engine read."""

from chiiki_web.dispatch.engine_input.costs import (
    Cost,
    asking_of,
    cost_of,
    days_to_answer,
    journeys_agreed,
    remind_days_before,
    terms_of,
)
from chiiki_web.dispatch.engine_input.facts import SCHEMES, scheme_and_facts, scheme_of
from chiiki_web.dispatch.engine_input.instance import matching_instance
from chiiki_web.dispatch.engine_input.ranking import (
    advisers_of_project,
    bound_to,
    days_asked,
    days_left,
    is_commissioned,
    nominees,
    rank_nominees,
    request_and_advisers,
)

__all__ = [
    "SCHEMES",
    "Cost",
    "advisers_of_project",
    "bound_to",
    "cost_of",
    "asking_of",
    "days_asked",
    "days_left",
    "is_commissioned",
    "days_to_answer",
    "journeys_agreed",
    "matching_instance",
    "nominees",
    "rank_nominees",
    "remind_days_before",
    "request_and_advisers",
    "scheme_and_facts",
    "scheme_of",
    "terms_of",
]
