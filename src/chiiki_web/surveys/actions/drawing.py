"""A sample out of the frame by stratum, drawn so that it can be drawn again."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from chiiki.reasons import reason
from chiiki_web.accounts.models import Membership
from chiiki_web.audit import log
from chiiki_web.surveys.actions.held import CannotChangeSurvey, hold
from chiiki_web.surveys.models import Survey

LARGEST_SEED = 2**31 - 1


def pick(
    units: Mapping[str, list[int]], per_stratum: Mapping[str, int], seed: int
) -> set[int]:
    """The numbers that are drawn; a stratum that is not named is asked whole.

    Each stratum has a generator of its own, so that another size of one changes no other.

    >>> pick({"a": [1, 2, 3], "b": [4, 5]}, {"a": 1}, seed=7) == {4, 5} | pick(
    ...     {"a": [1, 2, 3]}, {"a": 1}, seed=7)
    True
    """
    drawn: set[int] = set()
    for stratum, numbers in units.items():
        wanted = min(per_stratum.get(stratum, len(numbers)), len(numbers))
        by_chance = random.Random(f"{seed}:{stratum}")
        drawn.update(by_chance.sample(sorted(numbers), wanted))
    return drawn


@transaction.atomic
def draw_sample(
    survey_id: int,
    per_stratum: Mapping[str, int],
    *,
    seed: int,
    by: Membership,
    at: datetime,
) -> int:
    """Ask so many of each stratum; the rest of the frame stands for itself. How many."""
    survey = hold(survey_id, by, Survey.State.DRAFT)
    units = _units(survey)
    if unknown := sorted(set(per_stratum) - set(units)):
        raise CannotChangeSurvey(reason("surveys.unknown_stratum", found=unknown[0]))
    for stratum, wanted in per_stratum.items():
        if not 0 <= wanted <= len(units[stratum]):
            raise CannotChangeSurvey(
                reason(
                    "surveys.sample_too_large",
                    stratum=stratum,
                    found=wanted,
                    most=len(units[stratum]),
                )
            )
    drawn = pick(units, per_stratum, seed)
    if not drawn:
        raise CannotChangeSurvey(reason("surveys.nobody_asked"))
    _set_drawn(survey, drawn)
    survey.per_stratum, survey.seed = dict(per_stratum), seed
    survey.save(update_fields=["per_stratum", "seed"])
    log.record(
        "survey.sample_drawn",
        survey,
        by=by,
        at=at,
        seed=seed,
        per_stratum=dict(per_stratum),
        count=len(drawn),
    )
    return len(drawn)


@transaction.atomic
def ask_all(survey_id: int, *, by: Membership, at: datetime) -> int:
    """Ask everybody in the frame who is not left out by name; how many they are."""
    survey = hold(survey_id, by, Survey.State.DRAFT)
    rows = survey.recipients.filter(excluded_reason="")
    if survey.seed is None:
        return rows.count()
    rows.update(drawn=True)
    survey.per_stratum, survey.seed = {}, None
    survey.save(update_fields=["per_stratum", "seed"])
    count = rows.count()
    log.record("survey.all_asked", survey, by=by, at=at, count=count)
    return count


def _units(survey: Survey) -> dict[str, list[int]]:
    units: dict[str, list[int]] = defaultdict(list)
    rows = survey.recipients.filter(excluded_reason="")
    for stratum, number in rows.values_list("stratum", "number"):
        units[stratum].append(number)
    return units


def _set_drawn(survey: Survey, drawn: set[int]) -> None:
    rows = survey.recipients.filter(excluded_reason="")
    rows.update(drawn=False)
    listed = sorted(drawn)
    for start in range(0, len(listed), 500):
        rows.filter(number__in=listed[start : start + 500]).update(drawn=True)
