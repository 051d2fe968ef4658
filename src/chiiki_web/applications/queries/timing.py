"""Until when an application can be sent, and why it is too early or too late."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from chiiki.reasons import Reason, reason
from chiiki_web.applications.models import Application
from chiiki_web.schemes import queries as schemes
from chiiki_web.schemes.models import Call, Round


def limit_of(application: Application, at: datetime) -> datetime | None:
    """Until when it can be sent: a correction has an end of its own, a round too."""
    if application.status == Application.Status.RETURNED:
        return application.correct_by
    return schemes.window_of(application.call, at).closes_at


def is_overdue(application: Application, at: datetime) -> bool:
    """Whether it was returned and the day for its correction has passed."""
    limit = application.correct_by
    is_returned = application.status == Application.Status.RETURNED
    return is_returned and limit is not None and at >= limit


def untimely(
    application: Application, call: Call, rounds: Sequence[Round], at: datetime
) -> list[Reason]:
    """Too early or too late; then nothing else is worth saying.

    A correction belongs to the round in which the application was received, also when
    that has ended. Where something is received, ``rounds`` are read while the row of the
    call is held.
    """
    if application.status == Application.Status.RETURNED:
        limit = application.correct_by
        if limit is not None and at >= limit:
            return [reason("applications.correction_too_late", limit=limit)]
        return []
    if found := schemes.why_no_round(rounds, at):
        return found
    if at >= call.closes_at:
        return [reason("applications.too_late", limit=call.closes_at)]
    if at < call.opens_at:
        return [reason("applications.not_open_yet")]
    return []
