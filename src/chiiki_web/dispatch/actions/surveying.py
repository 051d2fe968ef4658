"""After the dispatch: reports are reminded of, and a year later the region is asked again."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from chiiki import periods
from chiiki.reasons import reason
from chiiki_web.accounts import queries as accounts
from chiiki_web.accounts.models import Membership
from chiiki_web.audit import log
from chiiki_web.dispatch import engine_input, queries
from chiiki_web.dispatch.actions.asking import hold
from chiiki_web.dispatch.models import Report, Request, Survey
from chiiki_web.outbox.actions import tell
from chiiki_web.refusals import Refusal
from chiiki_web.ui import formats

logger = logging.getLogger(__name__)
EVERY = timedelta(days=7)  # a reminder a week, as long as something is late


class CannotAnswerSurvey(Refusal):
    """The survey stays unanswered."""


def remind_of_reports(at: datetime) -> int:
    """Remind each side that has not reported in time, once a week."""
    return _each(list(queries.reports_due(at)), remind_of_report, at)


def open_surveys(at: datetime) -> int:
    """In the next fiscal year, ask every region what became of its dispatch."""
    return _each(list(queries.to_be_surveyed(at)), open_survey, at)


def remind_of_surveys(at: datetime) -> int:
    return _each(list(queries.surveys_due(at, EVERY)), remind_of_survey, at)


@transaction.atomic
def remind_of_report(request_id: int, *, at: datetime) -> None:
    request = hold(request_id)
    due = queries.report_due_on(request)
    if request.status != Request.Status.ACCEPTED or due is None:
        return
    weeks = max((timezone.localdate(at) - due).days // EVERY.days, 0)
    sides = set(request.reports.values_list("side", flat=True))
    late = [
        *(
            accounts.holders("officer", request.organisation)
            if Report.Side.REQUESTER not in sides
            else ()
        ),
        *(
            [one.adviser.membership for one in queries.accepted(request)]
            if Report.Side.ADVISER not in sides
            else ()
        ),
    ]
    tell(
        late,
        "dispatch.report_due",
        subject=_("Please report: request %(number)s"),
        body=_("The report on “%(project)s” is due on %(day)s."),
        values={
            "number": request.number,
            "project": request.project,
            "day": lazy(formats.day, str)(due),
        },
        path=f"/dispatch/{request.pk}/report/",
        key=f"dispatch.report_due:{request.pk}:{due}:{weeks}",
        at=at,
    )


@transaction.atomic
def open_survey(request_id: int, *, at: datetime) -> Survey | None:
    """Invite the region to the survey, once."""
    request = hold(request_id)
    begins = periods.fiscal_year_period(request.fiscal_year + 1).start
    if request.status != Request.Status.REPORTED or timezone.localdate(at) < begins:
        return None
    if Survey.objects.filter(request=request).exists():
        return None
    days = engine_input.asking_of(request).survey_days
    made = Survey.objects.create(
        request=request,
        asked_at=at,
        due_on=timezone.localdate(at) + timedelta(days=days),
    )
    log.record(
        "dispatch.survey_opened",
        request,
        by=None,
        at=at,
        case=request.case,
        due_on=made.due_on,
    )
    _invite(made, again=False, at=at)
    return made


@transaction.atomic
def remind_of_survey(request_id: int, *, at: datetime) -> None:
    held = Survey.objects.select_for_update(of=("self",)).get(request=request_id)
    if held.answered_at is not None or (
        held.reminded_at and at < held.reminded_at + EVERY
    ):
        return
    held.reminded_at = at
    held.save(update_fields=["reminded_at"])
    _invite(held, again=True, at=at)


@transaction.atomic
def answer_survey(
    request_id: int, *, by: Membership, at: datetime, **values: Any
) -> Survey:
    """The region says what became of it, once."""
    request = hold(request_id)
    if by.organisation_id != request.organisation_id or by.role != "officer":
        raise CannotAnswerSurvey(reason("dispatch.not_yours"))
    survey = Survey.objects.filter(request=request).first()
    if survey is None:
        raise CannotAnswerSurvey(reason("dispatch.no_survey_yet"))
    if survey.answered_at is not None:
        raise CannotAnswerSurvey(reason("dispatch.survey_answered"))
    if not values["outcome"].strip():
        raise CannotAnswerSurvey(reason("dispatch.survey_empty"))
    for name, value in values.items():
        setattr(survey, name, value)
    survey.answered_at, survey.answered_by = at, by
    survey.save()
    log.record(
        "dispatch.survey_answered",
        request,
        by=by,
        at=at,
        case=request.case,
        state=survey.state,
        outcome=survey.outcome,
    )
    tell(
        queries.office_of(request),
        "dispatch.survey_answered",
        subject=_("A year later: request %(number)s"),
        body=_("%(organisation)s says what became of “%(project)s”."),
        values={
            "number": request.number,
            "organisation": request.organisation,
            "project": request.project,
        },
        path=f"/dispatch/{request.pk}/",
        key=f"dispatch.survey_answered:{request.pk}",
        at=at,
    )
    return survey


def _invite(survey: Survey, *, again: bool, at: datetime) -> None:
    request = survey.request
    kind = "dispatch.survey_due" if again else "dispatch.survey_opened"
    tell(
        accounts.holders("officer", request.organisation),
        kind,
        subject=_("Follow-up survey: request %(number)s"),
        body=_(
            "It was to be said by %(day)s what became of “%(project)s”. Please say it."
        )
        if survey.due_on < timezone.localdate(at)
        else _("Please say by %(day)s what became of “%(project)s”."),
        values={
            "number": request.number,
            "project": request.project,
            "day": lazy(formats.day, str)(survey.due_on),
        },
        path=f"/dispatch/{request.pk}/survey/",
        key=f"{kind}:{request.pk}:{at.date()}",
        at=at,
    )


def _each(ids: list[int], do: Callable[..., object], at: datetime) -> int:
    """Each for itself: one that fails stops no other."""
    done = 0
    for pk in ids:
        try:
            do(pk, at=at)
            done += 1
        except Exception:
            logger.exception("request %s failed and is tried again", pk)
    return done
