"""A publication is prepared, worked out by the worker, looked at, and published."""

from __future__ import annotations

from datetime import datetime, timedelta
from importlib.metadata import version
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from chiiki.digests import digest_of
from chiiki.errors import EngineError
from chiiki.publication import Choices
from chiiki.reasons import Reason, reason
from chiiki_web.accounts.models import Membership
from chiiki_web.audit import log
from chiiki_web.refusals import Refusal
from chiiki_web.results import engine_input, queries
from chiiki_web.results.models import Edition
from chiiki_web.surveys.models import Survey

TAKE_UP_AGAIN = timedelta(minutes=10)
State = Edition.State


class CannotPublish(Refusal):
    """What is published stays as it is."""


@transaction.atomic
def prepare(
    survey_id: int, choices: Choices, *, form_key: UUID, by: Membership, at: datetime
) -> Edition:
    """Have the tables of a closed survey worked out; what was in preparation gives way.

    The answers are taken down now: what comes later is in the next edition.
    """
    survey = _hold(survey_id, by)
    if known := survey.editions.filter(form_key=form_key).first():
        return known
    if not survey.is_closed:
        raise CannotPublish(reason("results.survey_not_closed"))
    chosen = {
        "response_cells": list(choices.response_cells),
        "smallest_cell": choices.smallest_cell,
        "level": choices.level,
    }
    inputs = engine_input.inputs_of(survey, chosen)
    if not any(inputs["columns"].get("answered", [])):
        raise CannotPublish(reason("results.nobody_answered"))
    survey.editions.exclude(state=State.PUBLISHED).delete()
    answered = inputs["columns"]["answered"]
    edition = Edition.objects.create(
        survey=survey,
        form_key=form_key,
        choices=chosen,
        inputs=inputs,
        inputs_digest=digest_of(inputs),
        drawn=len(answered),
        answered=int(sum(answered)),
        prepared_by=by,
        prepared_at=at,
    )
    log.record(
        "results_edition.prepared",
        survey,
        by=by,
        at=at,
        count=edition.answered,
        sha256=edition.inputs_digest,
    )
    return edition


def work_out_waiting(at: datetime) -> Edition | None:
    """Work out the edition that has waited longest, if any; nothing is locked meanwhile."""
    edition = _claim(at)
    if edition is None:
        return None
    try:
        content = engine_input.work_out(
            edition.inputs, queries.earlier_inputs(edition.survey)
        )
    except EngineError as fault:
        return _fail(edition.pk, Reason(fault.code, fault.values), at)
    return _finish(edition.pk, content, at)


@transaction.atomic
def publish(edition_id: int, *, ground: str, by: Membership, at: datetime) -> Edition:
    """Everybody reads it from now on; twice is once, and it never changes again."""
    survey_id = Edition.objects.values_list("survey", flat=True).get(pk=edition_id)
    survey = _hold(survey_id, by)
    edition = Edition.objects.select_for_update(of=("self",)).get(pk=edition_id)
    if edition.is_published:
        return edition
    problems = [*_why_not(edition, survey, ground)]
    if problems:
        raise CannotPublish(*problems)
    edition.number = survey.editions.filter(state=State.PUBLISHED).count() + 1
    edition.state, edition.ground = State.PUBLISHED, ground
    edition.published_by, edition.published_at = by, at
    edition.save(
        update_fields=["number", "state", "ground", "published_by", "published_at"]
    )
    log.record(
        "results_edition.published",
        survey,
        by=by,
        at=at,
        number=edition.number,
        sha256=edition.digest,
        ground=ground,
    )
    return edition


def _why_not(edition: Edition, survey: Survey, ground: str) -> list[Reason]:
    if edition.state != State.READY:
        return [reason("results.not_ready")]
    found = []
    now = digest_of(engine_input.inputs_of(survey, edition.choices))
    if now != edition.inputs_digest:
        found.append(reason("results.answers_changed"))
    if not ground and survey.editions.filter(state=State.PUBLISHED).exists():
        found.append(reason("results.ground_needed"))
    return found


def _hold(survey_id: int, by: Membership) -> Survey:
    rows = Survey.objects.select_for_update(of=("self",))
    survey = rows.select_related("questionnaire", "organisation").get(pk=survey_id)
    if not queries.keeps(survey, by):
        raise CannotPublish(reason("results.office_only"))
    return survey


@transaction.atomic
def _claim(at: datetime) -> Edition | None:
    left_lying = Q(state=State.RUNNING, claimed_at__lt=at - TAKE_UP_AGAIN)
    rows = Edition.objects.select_for_update(of=("self",)).select_related("survey")
    edition = rows.filter(Q(state=State.QUEUED) | left_lying).order_by("pk").first()
    if edition is not None:
        edition.state, edition.claimed_at = State.RUNNING, at
        edition.save(update_fields=["state", "claimed_at"])
    return edition


@transaction.atomic
def _finish(pk: int, content: dict[str, Any], at: datetime) -> Edition | None:
    edition = _held(pk)
    if edition is None:
        return None
    edition.state, edition.content, edition.worked_out_at = State.READY, content, at
    edition.digest = digest_of(content)
    edition.engine = f"chiiki {version('chiiki')}"
    edition.save(
        update_fields=["state", "content", "worked_out_at", "digest", "engine"]
    )
    log.record(
        "results_edition.worked_out",
        edition.survey,
        by=None,
        at=at,
        sha256=edition.digest,
    )
    return edition


@transaction.atomic
def _fail(pk: int, why: Reason, at: datetime) -> Edition | None:
    edition = _held(pk)
    if edition is None:
        return None
    values = {name: str(value) for name, value in why.values.items()}
    edition.state, edition.worked_out_at = State.FAILED, at
    edition.faults = [{"code": why.code, "values": values}]
    edition.save(update_fields=["state", "worked_out_at", "faults"])
    log.record(
        "results_edition.failed", edition.survey, by=None, at=at, faults=[why.code]
    )
    return edition


def _held(pk: int) -> Edition | None:
    """The edition if it still waits: somebody may have prepared another meanwhile."""
    rows = Edition.objects.select_for_update(of=("self",)).select_related("survey")
    return rows.filter(pk=pk, state=State.RUNNING).first()
