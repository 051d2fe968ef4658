"""The award under whose row everything about its money happens, one after another."""

from __future__ import annotations

from chiiki_web.accounts.models import Membership
from chiiki_web.awards.models import Award
from chiiki_web.settlements.models import PerformanceReport

CLOSED = {PerformanceReport.Status.SUBMITTED, PerformanceReport.Status.ACCEPTED}


def hold_award(award_id: int) -> Award:
    return (
        Award.objects.select_for_update(of=("self",))
        .select_related(
            "application__call__office",
            "application__organisation",
            "application__plan",
        )
        .get(pk=award_id)
    )


def is_own(award: Award, by: Membership) -> bool:
    return (
        by.role == "officer" and by.organisation_id == award.application.organisation_id
    )


def is_its_office(award: Award, by: Membership) -> bool:
    return (
        by.role == "office" and by.organisation_id == award.application.call.office_id
    )


def report_of(award: Award) -> PerformanceReport | None:
    return PerformanceReport.objects.filter(award=award).first()


def is_closed(award: Award) -> bool:
    """Whether the spending lies with the office, or the amount is fixed already."""
    report = report_of(award)
    return report is not None and report.status in CLOSED
