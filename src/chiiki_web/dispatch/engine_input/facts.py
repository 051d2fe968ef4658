"""A request becomes what the rules of its programme read."""

from __future__ import annotations

from collections.abc import Collection

from chiiki import rules
from chiiki_web.dispatch.engine_input.ranking import advisers_of_project
from chiiki_web.dispatch.models import Request
from chiiki_web.schemes import queries as schemes

SCHEMES = {"adviser": "adviser_dispatch", "manager": "manager_dispatch"}
KINDS = {"municipality", "prefecture", "third_sector", "npo"}


def scheme_and_facts(
    request: Request, nominees: Collection[int] = ()
) -> tuple[rules.Scheme, dict[str, object]]:
    """The rules of the programme and what is known about a request."""
    kind = request.organisation.kind
    facts: dict[str, object] = {
        "applicant.kind": kind if kind in KINDS else "other",
        "applicant.recommended": bool(request.recommended_by),
        "plan.fields": [request.field_id],
        "dispatch.days_on_site": request.days if request.mode != "online" else 0,
        "dispatch.hours_online": request.hours if request.mode != "on_site" else 0,
        "dispatch.briefing_seen": request.briefing_seen,
        "dispatch.same_adviser_this_year": bool(
            advisers_of_project(request) & set(nominees)
        ),
        "dispatch.months": request.months,
        "dispatch.uses_infrastructure": request.uses_infrastructure,
        "dispatch.shares_case": request.shares_case,
    }
    return scheme_of(request), facts


def scheme_of(request: Request) -> rules.Scheme:
    """The rules under which its call was opened; the newest ones without a call."""
    if request.call is not None:
        return schemes.scheme_of(request.call)
    return schemes.newest_schemes()[SCHEMES[request.kind]]
