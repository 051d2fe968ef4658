"""Whom a survey could ask: the frame, and who is left out by name with the reason."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from chiiki.reasons import reason
from chiiki_web.accounts.models import Membership
from chiiki_web.audit import log
from chiiki_web.regions.models import Municipality
from chiiki_web.surveys.actions.held import (
    CannotChangeSurvey,
    hold,
    must_be_as_shown,
)
from chiiki_web.surveys.models import Recipient, Survey
from chiiki_web.surveys.models.asked import LONGEST_REASON
from chiiki_web.surveys.queries import classes
from chiiki_web.surveys.queries.stamp import stamp_of_frame

MOST_AT_ONCE = 500
REGISTER = "register"
LARGEST_NUMBER = 2**31 - 1
MOST_NAMED = 10
DASH = re.compile(r"\s*[-–〜~]\s*")
NUMBERS = re.compile(r"(\d{1,5})(?:-(\d{1,5}))?")


@transaction.atomic
def take_all_municipalities(
    survey_id: int, *, shown: str | None = None, by: Membership, at: datetime
) -> int:
    """Make the frame of every municipality that exists today; how many they are.

    What the frame held before is replaced, with its exclusions and its sample; ``shown``
    is the stamp of the frame that the person saw.
    """
    survey = hold(survey_id, by, Survey.State.DRAFT)
    must_be_as_shown(shown, stamp_of_frame(survey))
    today = timezone.localdate(at)
    towns = (
        Municipality.objects.select_related("prefecture")
        .exclude(kind=Municipality.Kind.NORTHERN_VILLAGE)
        .filter(is_sample=survey.is_sample)
        .exclude(last_day__lt=today)
        .order_by("code")
    )
    rows = [of_town(survey, number, town) for number, town in enumerate(towns, 1)]
    return replace_frame(survey, rows, source=REGISTER, by=by, at=at)


def of_town(survey: Survey, number: int, town: Municipality) -> Recipient:
    """A unit of the frame as the register has it."""
    size_class = classes.class_of_kind(town.kind)
    return Recipient(
        survey=survey,
        number=number,
        name_ja=town.name_ja,
        name_en=town.name_en,
        municipality=town,
        prefecture_code=town.prefecture.code,
        prefecture_ja=town.prefecture.name_ja,
        prefecture_en=town.prefecture.name_en,
        size_class=size_class,
        stratum=size_class,
    )


def replace_frame(
    survey: Survey,
    rows: list[Recipient],
    *,
    source: str,
    by: Membership,
    at: datetime,
) -> int:
    """Put these rows in the place of all that were there; called with the survey held."""
    survey.recipients.all().delete()
    Recipient.objects.bulk_create(rows, batch_size=MOST_AT_ONCE)
    survey.frame_source, survey.frame_on = source, timezone.localdate(at)
    forget_sample(survey)
    survey.save(update_fields=["frame_source", "frame_on", "per_stratum", "seed"])
    log.record("survey.frame_made", survey, by=by, at=at, count=len(rows), name=source)
    return len(rows)


@transaction.atomic
def exclude(
    survey_id: int,
    *,
    prefecture: str = "",
    numbers: Collection[int] = (),
    ground: str,
    by: Membership,
    at: datetime,
) -> int:
    """Leave out a prefecture, or single units; how many were not left out before."""
    survey = hold(survey_id, by, Survey.State.DRAFT)
    ground = ground.strip()
    if not ground:
        raise CannotChangeSurvey(reason("surveys.ground_missing"))
    if not prefecture:
        _must_be_there(survey, numbers)
    rows = _chosen(survey, prefecture, numbers).filter(excluded_reason="")
    names = list(rows.values_list("name_ja", flat=True))
    if not names:
        raise CannotChangeSurvey(reason("surveys.nobody_to_exclude"))
    rows.update(excluded_reason=ground[:LONGEST_REASON], drawn=False)
    _forget_sample(survey)
    log.record(
        "survey.units_excluded",
        survey,
        by=by,
        at=at,
        ground=ground,
        count=len(names),
        names=_shown(names),
    )
    return len(names)


@transaction.atomic
def include(
    survey_id: int,
    *,
    prefecture: str = "",
    numbers: Collection[int] = (),
    by: Membership,
    at: datetime,
) -> int:
    """Take units in again that had been left out; how many."""
    survey = hold(survey_id, by, Survey.State.DRAFT)
    rows = _chosen(survey, prefecture, numbers).exclude(excluded_reason="")
    names = list(rows.values_list("name_ja", flat=True))
    if not names:
        return 0
    rows.update(excluded_reason="", drawn=True)
    _forget_sample(survey)
    log.record(
        "survey.units_included",
        survey,
        by=by,
        at=at,
        count=len(names),
        names=_shown(names),
    )
    return len(names)


def numbers_in(text: str) -> list[int]:
    """The numbers of units that a person wrote: 3, 17 20-25. What is none is refused.

    >>> numbers_in("3, 17 20-22")
    [3, 17, 20, 21, 22]
    """
    found: list[int] = []
    plain = DASH.sub("-", unicodedata.normalize("NFKC", text))
    for part in filter(None, re.split(r"[\s,、]+", plain)):
        read = NUMBERS.fullmatch(part)
        if read is None:
            raise CannotChangeSurvey(reason("surveys.no_number_of_unit", found=part))
        first, last = read.groups()
        found += range(int(first), int(last or first) + 1)
    return found


def forget_sample(survey: Survey) -> None:
    """Another frame: what was drawn from the old one says nothing any more."""
    survey.per_stratum, survey.seed = {}, None


def _forget_sample(survey: Survey) -> None:
    if survey.seed is not None:
        forget_sample(survey)
        survey.save(update_fields=["per_stratum", "seed"])
        survey.recipients.filter(excluded_reason="").update(drawn=True)


def _chosen(
    survey: Survey, prefecture: str, numbers: Collection[int]
) -> QuerySet[Recipient]:
    rows = survey.recipients.all()
    if prefecture:
        by_name = Q(prefecture_code="", prefecture_ja=prefecture)
        return rows.filter(Q(prefecture_code=prefecture) | by_name)
    return rows.filter(number__in=[one for one in numbers if one <= LARGEST_NUMBER])


def _must_be_there(survey: Survey, numbers: Collection[int]) -> None:
    known = set(survey.recipients.values_list("number", flat=True))
    if lost := [str(one) for one in numbers if one not in known]:
        shown = ", ".join(lost[:MOST_NAMED])
        raise CannotChangeSurvey(
            reason("surveys.no_such_units", found=shown, count=len(lost))
        )


def _shown(names: Iterable[str]) -> str:
    return "、".join(names)
