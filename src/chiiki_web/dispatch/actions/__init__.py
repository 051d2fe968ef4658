"""Everything that can happen to a dispatch request."""

from chiiki_web.dispatch.actions.asking import (
    CannotPlace,
    accept_dispatch,
    decline_dispatch,
)
from chiiki_web.dispatch.actions.placing import (
    Proposed,
    propose_candidates,
    rank_candidates,
)
from chiiki_web.dispatch.actions.reporting import CannotReport, report_dispatch
from chiiki_web.dispatch.actions.requesting import (
    CannotRequest,
    request_dispatch,
    withdraw_request,
)

__all__ = [
    "CannotPlace",
    "CannotReport",
    "CannotRequest",
    "Proposed",
    "accept_dispatch",
    "decline_dispatch",
    "propose_candidates",
    "rank_candidates",
    "report_dispatch",
    "request_dispatch",
    "withdraw_request",
]
