"""An office makes a survey, and changes what it says until it opens."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from chiiki.reasons import Reason, reason
from chiiki_web import stale
from chiiki_web.accounts.models import Membership
from chiiki_web.audit import log
from chiiki_web.numbers import unused_key
from chiiki_web.surveys.actions.held import CannotChangeSurvey, hold
from chiiki_web.surveys.models import Questionnaire, Survey

RESERVED = frozenset({"desk", "new", "questionnaires", "office", "answers", "results"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What an office says of a survey before it opens."""

    code: str
    title_ja: str
    title_en: str
    about_ja: str
    about_en: str
    contact: str
    fiscal_year: int
    questionnaire: Questionnaire
    opens_at: datetime
    closes_at: datetime

    def values(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in self.__dataclass_fields__}


@transaction.atomic
def make_survey(
    wanted: Wanted,
    *,
    form_key: UUID,
    by: Membership,
    at: datetime,
    is_sample: bool = False,
) -> Survey:
    """Begin a survey; the same form makes one."""
    own = Survey.objects.filter(organisation=by.organisation_id)
    known = own.filter(form_key=form_key).first()
    if known:
        return known
    if problems := list(_problems(wanted, by)):
        raise CannotChangeSurvey(*problems)
    made = Survey.objects.create(
        form_key=unused_key(form_key, Survey.objects.all()),
        organisation=by.organisation,
        made_by=by,
        made_at=at,
        is_sample=is_sample,
        **wanted.values(),
    )
    log.record("survey.made", made, by=by, at=at, version=str(made.questionnaire))
    return made


@transaction.atomic
def change_survey(
    survey_id: int, wanted: Wanted, *, seen: str = "", by: Membership, at: datetime
) -> Survey:
    """Change what it says; what another person changed meanwhile is not overwritten."""
    survey = hold(survey_id, by, Survey.State.DRAFT)
    changes = stale.changes(seen, wanted.values(), said(survey))
    if not changes:
        return survey
    if problems := list(_problems(wanted, by, survey)):
        raise CannotChangeSurvey(*problems)
    for name, value in changes.items():
        setattr(survey, name, value)
    survey.save(update_fields=list(changes))
    log.record("survey.changed", survey, by=by, at=at, parts=sorted(changes))
    return survey


def said(survey: Survey) -> dict[str, Any]:
    """What a survey says now, under the names of ``Wanted``."""
    return {name: getattr(survey, name) for name in Wanted.__dataclass_fields__}


def _problems(
    wanted: Wanted, by: Membership, survey: Survey | None = None
) -> Iterator[Reason]:
    if wanted.code in RESERVED:
        yield reason("surveys.code_reserved", found=wanted.code)
    same = Survey.objects.filter(code=wanted.code)
    if same.exclude(pk=survey.pk if survey else 0).exists():
        yield reason("surveys.code_taken", found=wanted.code)
    if wanted.questionnaire.organisation_id != by.organisation_id:
        yield reason("surveys.questionnaire_of_others")
    if wanted.closes_at <= wanted.opens_at:
        yield reason("surveys.closes_before_it_opens")
