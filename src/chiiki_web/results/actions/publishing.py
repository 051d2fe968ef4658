"""A publication is prepared, looked at when it is worked out, and published."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from chiiki.digests import digest_of
from chiiki.publication import Choices
from chiiki.reasons import Reason, reason
from chiiki_web.accounts.models import Membership
from chiiki_web.audit import log
from chiiki_web.numbers import unused_key
from chiiki_web.refusals import Refusal
from chiiki_web.results import engine_input, queries
from chiiki_web.results.models import Edition
from chiiki_web.surveys.models import Survey

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
    survey = hold(survey_id, by)
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
        form_key=unused_key(form_key, Edition.objects.all()),
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


@transaction.atomic
def publish(edition_id: int, *, ground: str, by: Membership, at: datetime) -> Edition:
    """Everybody reads it from now on; twice is once, and it never changes again."""
    survey_id = Edition.objects.values_list("survey", flat=True).get(pk=edition_id)
    survey = hold(survey_id, by)
    edition = Edition.objects.select_for_update(of=("self",)).get(pk=edition_id)
    if edition.is_published:
        return edition
    problems = [*_why_not(edition, survey, ground)]
    if problems:
        raise CannotPublish(*problems)
    edition.number = queries.next_number(survey)
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


def hold(survey_id: int, by: Membership) -> Survey:
    """Hold a survey of one's own until the end of the transaction."""
    rows = Survey.objects.select_for_update(of=("self",))
    survey = rows.select_related("questionnaire", "organisation").get(pk=survey_id)
    if not queries.keeps(survey, by):
        raise CannotPublish(reason("results.office_only"))
    return survey
