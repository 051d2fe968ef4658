"""What was answered: for one recipient, and for all of a survey."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from chiiki.questionnaire import (
    FURTHER,
    Item,
    Part,
    PartProgress,
    Questionnaire,
    is_answered,
    is_required,
    items_of,
    missing,
    parts,
    progress,
)
from chiiki_web.answers.models import Answer, Submission
from chiiki_web.answers.queries import saying
from chiiki_web.surveys.models import Recipient, Survey
from chiiki_web.surveys.queries import questionnaire_of


@dataclass(frozen=True, slots=True)
class PartState:
    """One part on the first page: how far it is."""

    part: Part
    title: str
    done: PartProgress

    @property
    def left(self) -> int:
        """How many of the keys that are asked now are open."""
        return self.done.asked - self.done.answered

    @property
    def state(self) -> str:
        if self.done.is_whole:
            return "whole"
        return "begun" if self.done.answered else "open"


@dataclass(frozen=True, slots=True)
class Gap:
    """A key that is asked and open."""

    item: Item
    label: str
    title: str
    is_required: bool

    @property
    def anchor(self) -> str:
        """Where it stands on the page of its part."""
        return saying.anchor(self.item.key)


def answers_of(
    survey: Survey, *, with_partial: bool = False
) -> dict[int, dict[str, Any]]:
    """Recipient → what they sent last; on wish also what others have begun.

    Whoever corrects after sending counts by what was sent until they send again.
    """
    rows = Answer.objects.filter(recipient__survey=survey)
    found: dict[int, dict[str, Any]] = {}
    for recipient, sent, values in rows.values_list(
        "recipient_id", "submitted_values", "values"
    ):
        if sent is not None:
            found[recipient] = sent
        elif with_partial and values:
            found[recipient] = values
    return found


def answer_of(recipient: Recipient) -> Answer | None:
    return Answer.objects.filter(recipient=recipient).first()


def part_states(asked: Questionnaire, values: Mapping[str, Any]) -> list[PartState]:
    done = progress(asked, values).by_part
    return [
        PartState(one, saying.part_title(one), done[one.code]) for one in parts(asked)
    ]


def gaps(asked: Questionnaire, values: Mapping[str, Any]) -> list[Gap]:
    """What is asked and open, in the order of the pages."""
    titles = {one.code: saying.part_title(one) for one in parts(asked)}
    found = []
    for key in missing(asked, values):
        item = asked.by_key[key]
        found.append(
            Gap(item, saying.label(item), titles[item.part], is_required(asked, key))
        )
    return found


def submissions_of(answer: Answer | None) -> list[Submission]:
    """What was sent, the last first."""
    return list(answer.submissions.all()) if answer else []


def earlier_answers(recipient: Recipient, asked: Questionnaire) -> dict[str, str]:
    """Key → what the same municipality sent to the last survey that asked the same.

    Only what both versions define in the same words; texts are not repeated.
    """
    same: dict[str, Any] = {"recipient__municipality": recipient.municipality_id}
    if recipient.municipality_id is None:
        same = {
            "recipient__name_ja": recipient.name_ja,
            "recipient__prefecture_code": recipient.prefecture_code,
        }
    rows = Answer.objects.filter(
        **same,
        recipient__survey__fiscal_year__lt=recipient.survey.fiscal_year,
        recipient__survey__is_sample=recipient.survey.is_sample,
        recipient__survey__organisation=recipient.survey.organisation_id,
        submitted_values__isnull=False,
    ).select_related("recipient__survey__questionnaire")
    last = rows.order_by("-recipient__survey__fiscal_year", "-submitted_at").first()
    if last is None or last.submitted_values is None:
        return {}
    before = questionnaire_of(last.recipient.survey)
    then, now = items_of(before), items_of(asked)
    return {
        key: saying.say(before, before.by_key[key], value)
        for key, value in last.submitted_values.items()
        if is_answered(value)
        and key in before.by_key
        and key in now
        and then.get(key) == now[key]
        and before.by_key[key].part != FURTHER
    }
