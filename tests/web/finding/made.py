"""Cases and requests for tests of the search."""

from __future__ import annotations

from chiiki_web.accounts.models import Membership
from chiiki_web.audit import chain
from chiiki_web.dispatch.models import Request
from chiiki_web.finding.queries import shelves
from chiiki_web.library import actions
from chiiki_web.library.models import CaseStudy
from web.dispatch import made as dispatch
from web.make import NOW


def case(title: str, problem: str = "見本の課題", **values: object) -> CaseStudy:
    finding = {
        "title_ja": title,
        "field_id": "welfare",
        "result": "partly",
        "problem_ja": problem,
        "failed_ja": "見本の教訓",
        "source": "見本の出典",
    }
    actions.load_findings([finding | values], at=NOW)
    return CaseStudy.objects.get(title_ja=title)


def request(by: Membership, project: str, problem: str) -> Request:
    return dispatch.request(by, project=project, problem=problem)


def up_to_date() -> None:
    """What the worker does: seal what happened, then bring the search up to date."""
    chain.seal_events(NOW)
    shelves.refresh(NOW)
