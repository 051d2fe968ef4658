"""実績報告: drafted by the grantee at any time, sent once the work is done."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from chiiki.reasons import Reason, reason
from chiiki_web import stale
from chiiki_web.accounts import queries as accounts
from chiiki_web.accounts.models import Membership
from chiiki_web.audit import log
from chiiki_web.awards.models import Award
from chiiki_web.outbox.actions import tell
from chiiki_web.refusals import Refusal
from chiiki_web.settlements import queries
from chiiki_web.settlements.actions import held
from chiiki_web.settlements.models import PerformanceReport


class CannotReport(Refusal):
    """The report stays as it was; what was typed is kept by the page."""


@transaction.atomic
def save_report(
    award_id: int,
    *,
    done: str,
    outcome: str,
    difficulties: str,
    finished_on: date | None,
    seen: str | None = None,
    by: Membership,
    at: datetime,
) -> PerformanceReport:
    """Keep a draft; nothing has to be complete yet.

    ``seen`` is the stamp of what the writer saw: see ``stale``.
    """
    award = held.hold_award(award_id)
    _check(award, by)
    starts = award.application.call.project_starts_on
    if finished_on and finished_on < starts:
        raise CannotReport(
            reason("settlements.finished_before_start", on=finished_on, start=starts)
        )
    report, _made = PerformanceReport.objects.get_or_create(award=award)
    typed = {
        "done": done,
        "outcome": outcome,
        "difficulties": difficulties,
        "finished_on": finished_on,
    }
    changed = stale.changes(seen, typed, queries.said_in(report))
    for name, value in changed.items():
        setattr(report, name, value)
    report.save(update_fields=list(changed))
    log.record("performance_report.kept", report, by=by, at=at, case=award.case)
    return report


@transaction.atomic
def submit_report(award_id: int, *, by: Membership, at: datetime) -> PerformanceReport:
    """Send the report: it says what was done and what came of it, and lists the spending."""
    award = held.hold_award(award_id)
    report = held.report_of(award)
    if (
        held.is_own(award, by)
        and report
        and report.status == PerformanceReport.Status.SUBMITTED
    ):
        return report
    _check(award, by)
    missing = list(_missing(award, report))
    if report is None or missing:
        raise CannotReport(*missing)
    if report.finished_on and report.finished_on > timezone.localdate(at):
        raise CannotReport(
            reason("settlements.finished_in_future", on=report.finished_on)
        )
    report.status, report.submitted_at = PerformanceReport.Status.SUBMITTED, at
    report.save(update_fields=["status", "submitted_at"])
    log.record("performance_report.submitted", report, by=by, at=at, case=award.case)
    tell(
        accounts.holders("office", award.application.call.office),
        "performance_report.submitted",
        subject=_("Performance report received: %(number)s"),
        body=_("“%(title)s”: please look at the spending and fix the amount."),
        values={"number": award.number, "title": award.application.plan.title},
        path=f"/settlements/{award.pk}/",
        key=f"performance_report.submitted:{report.pk}:{at.isoformat()}",
        at=at,
    )
    return report


def _missing(award: Award, report: PerformanceReport | None) -> Iterator[Reason]:
    if report is None or not report.done.strip():
        yield reason("settlements.done_missing")
    if report is None or not report.outcome.strip():
        yield reason("settlements.outcome_missing")
    if report is None or report.finished_on is None:
        yield reason("settlements.finished_on_missing")
    if not award.spending_lines.filter(struck_at__isnull=True).exists():
        yield reason("settlements.no_spending")


def _check(award: Award, by: Membership) -> None:
    if not held.is_own(award, by):
        raise CannotReport(reason("settlements.not_yours"))
    if award.status != Award.Status.DECIDED:
        raise CannotReport(reason("settlements.not_decided"))
    if held.is_closed(award):
        raise CannotReport(reason("settlements.report_sent"))
