"""Which edition of which survey, and who may prepare one."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch, QuerySet

from chiiki_web.accounts.models import Membership
from chiiki_web.results.engine_input import name_of
from chiiki_web.results.models import Edition, Repeat
from chiiki_web.surveys.models import Survey
from chiiki_web.ui.formats import in_brackets

MOST_COMPARED = 3
HEAVY = ("inputs", "content")


def keeps(survey: Survey, by: Membership) -> bool:
    """Whether somebody prepares and publishes: the office whose survey it is."""
    return (
        by.role == Membership.Role.OFFICE
        and by.organisation_id == survey.organisation_id
    )


def reads(survey: Survey, by: Membership) -> bool:
    """Whether somebody may look at what is in preparation."""
    return keeps(survey, by) or by.role == Membership.Role.AUDITOR


def published() -> QuerySet[Edition]:
    """Every published edition, without its figures, the newest year first."""
    rows = Edition.objects.filter(state=Edition.State.PUBLISHED).defer(*HEAVY)
    return rows.select_related("survey__organisation").order_by(
        "-survey__fiscal_year", "survey_id", "-number"
    )


def published_with_repeats(survey: Survey) -> QuerySet[Edition]:
    """The published editions of one survey, each with where it was worked out again."""
    rows = published().filter(survey=survey)
    return rows.prefetch_related(
        Prefetch("repeats", Repeat.objects.select_related("edition"))
    )


def next_number(survey: Survey) -> int:
    """Which edition would be published next."""
    return survey.editions.filter(state=Edition.State.PUBLISHED).count() + 1


def newest_published() -> list[Edition]:
    """The newest edition of each survey."""
    found: dict[int, Edition] = {}
    for one in published():
        found.setdefault(one.survey_id, one)
    return list(found.values())


def edition_of(code: str, number: int | None) -> Edition | None:
    """A published edition with its figures; the newest without a number."""
    rows = Edition.objects.filter(state=Edition.State.PUBLISHED, survey__code=code)
    rows = rows.select_related("survey__questionnaire", "survey__organisation")
    if number is not None:
        rows = rows.filter(number=number)
    return rows.defer("inputs").order_by("-number").first()


def english_names(survey: Survey) -> dict[str, str]:
    """Those who are left out, by the name that an edition has of them."""
    rows = survey.recipients.exclude(excluded_reason="").exclude(name_en="")
    return {
        name_of(one): one.name_en
        + (in_brackets(one.prefecture_en) if one.prefecture_en else "")
        for one in rows
    }


def in_preparation(survey: Survey) -> Edition | None:
    rows = survey.editions.exclude(state=Edition.State.PUBLISHED).defer("inputs")
    return rows.select_related("prepared_by__user").first()


def earlier_inputs(survey: Survey) -> list[dict[str, Any]]:
    """The newest editions of earlier surveys that asked a version of the same."""
    rows = Edition.objects.filter(
        state=Edition.State.PUBLISHED,
        survey__organisation=survey.organisation_id,
        survey__questionnaire__code=survey.questionnaire.code,
        survey__fiscal_year__lt=survey.fiscal_year,
    ).defer(*HEAVY)
    newest: dict[int, int] = {}
    for one in rows.order_by("-survey__fiscal_year", "-number"):
        newest.setdefault(one.survey_id, one.pk)
    chosen = list(newest.values())[:MOST_COMPARED]
    return _with_inputs(chosen)


def inputs_compared(edition: Edition) -> list[dict[str, Any]]:
    """The editions with which a published one was compared, as they were then."""
    named = [(one["code"], one["number"]) for one in edition.content["comparisons"]]  # type: ignore[index]
    rows = Edition.objects.filter(
        state=Edition.State.PUBLISHED,
        survey__code__in=[code for code, _number in named],
    )
    keys = {
        (code, number): pk
        for pk, code, number in rows.values_list("pk", "survey__code", "number")
    }
    return _with_inputs([keys[one] for one in named])


def _with_inputs(chosen: list[int]) -> list[dict[str, Any]]:
    full = Edition.objects.select_related("survey").in_bulk(chosen)
    return [
        {
            "code": full[pk].survey.code,
            "number": full[pk].number,
            "year": full[pk].survey.fiscal_year,
            "digest": full[pk].digest,
            "inputs": full[pk].inputs,
            "content": full[pk].content,
        }
        for pk in chosen
    ]
