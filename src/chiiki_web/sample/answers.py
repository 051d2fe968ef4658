"""What the made-up towns of the sample answer: a seeded rule, so that it is always the same.

A town is well or poorly equipped, and stays so from one survey to the next; all figures of
the rule stand in ``data/answers.toml``. Some answer in part, some open the page and go away,
some never do, and in a few answers there are gaps.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from random import Random
from uuid import UUID, uuid5

from chiiki.questionnaire import (
    NONE_OF_THESE,
    Field,
    Questionnaire,
    System,
    asked_only,
)
from chiiki_web.answers import actions
from chiiki_web.answers.actions import OpenPart, Writer
from chiiki_web.sample.calendar import Story, days
from chiiki_web.sample.cast import read
from chiiki_web.sample.surveys import OPEN_FOR, openings
from chiiki_web.surveys.models import Recipient, Survey
from chiiki_web.surveys.queries import questionnaire_of

SPACE = UUID("0c7b2a52-8f0e-4b0b-9a57-0f6a3f8f2c11")
RULE = read("answers")
SENT, PARTIAL = 0.9, 0.06  # of those who answer; the rest only look
CORRECTED = 0.04  # of those who sent
FIRST_YEAR = 2025
BY_LINK = Writer()


def answer_stories(at: datetime) -> Iterator[Story]:
    """One for each survey: everybody who answers, on their day."""
    for code, opens in openings(at).items():
        yield _story(code, opens)


def _story(code: str, opens: datetime) -> Story:
    yield opens
    survey = Survey.objects.select_related("questionnaire").get(code=code)
    asked = questionnaire_of(survey)
    rows = Recipient.objects.filter(survey=survey, drawn=True).select_related("survey")
    comers = sorted(
        (_moment(one, opens), one.number, one) for one in rows if _answers(one)
    )
    for moment, _number, recipient in comers:
        yield moment
        _answer(recipient, asked, moment)


def _moment(recipient: Recipient, opens: datetime) -> datetime:
    """Many in the first days, many in the last, on working hours."""
    chance = _chance(recipient, "moment")
    day = int(chance.betavariate(0.7, 0.8) * (OPEN_FOR - 1))
    return opens + days(day + chance.random() * 0.3)


def _answers(recipient: Recipient) -> bool:
    share = RULE["answers"].get(recipient.size_class, 0.7)
    return _chance(recipient, "answers").random() < float(share)


def _answer(recipient: Recipient, asked: Questionnaire, at: datetime) -> None:
    chance = _chance(recipient, "how far")
    far = chance.random()
    if far >= SENT + PARTIAL:
        actions.open_page(recipient, at)
        return
    values = answers_of_town(recipient, asked)
    if far >= SENT:
        values = dict(list(values.items())[: len(values) // 3])
    saved = actions.save_answers(
        recipient.pk, values, form=_form(recipient), by=BY_LINK, at=at
    )
    if far >= SENT:
        return
    version = saved.answer.version
    actions.submit_answers(recipient.pk, version=version, by=BY_LINK, at=at)
    if chance.random() < CORRECTED:
        _correct(recipient, asked, at + days(0.02))


def _correct(recipient: Recipient, asked: Questionnaire, at: datetime) -> None:
    first = asked.fields[0].systems[0]
    saved = actions.save_answers(
        recipient.pk,
        {f"status.{first.code}": "plan"},
        form=OpenPart(str(uuid5(SPACE, f"{recipient.pk} corrected"))),
        by=BY_LINK,
        at=at,
    )
    if saved.changed:
        version = saved.answer.version
        actions.submit_answers(recipient.pk, version=version, by=BY_LINK, at=at)


def _form(recipient: Recipient) -> OpenPart:
    return OpenPart(str(uuid5(SPACE, str(recipient.pk))))


def answers_of_town(recipient: Recipient, asked: Questionnaire) -> dict[str, object]:
    """Everything that a town says; what is not asked of it is left out."""
    found: dict[str, object] = {}
    year = recipient.survey.fiscal_year
    for field in asked.fields:
        for system in field.systems:
            found |= _of_system(recipient, field, system, year)
        found |= _of_field(recipient, asked, field)
    found |= _of_questions(recipient, asked)
    return asked_only(asked, found)


def _of_system(
    recipient: Recipient, field: Field, system: System, year: int
) -> dict[str, object]:
    """A town that runs a system goes on doing so: its luck is the same every year."""
    luck = Random(f"{recipient.name_ja} {system.code}").random()
    equipped = Random(recipient.name_ja).random() - 0.5
    share = float(RULE["base"].get(field.code, 0.08))
    share += float(RULE["size"].get(recipient.size_class, 0))
    share *= 1 + float(RULE["spread"]) * equipped * 2
    share += float(RULE["growth"]) * (year - FIRST_YEAR)
    status = "none"
    for code, more in (("run", 0.0), ("take_part", "take_part"), ("plan", "plan")):
        share += float(RULE[more]) if isinstance(more, str) else more
        if luck < share:
            status = code
            break
    effect = _one_of(RULE["effects"], _chance(recipient, f"effect {system.code}"))
    if _is_open(recipient, f"open {system.code}"):
        return {f"status.{system.code}": status}
    return {f"status.{system.code}": status, f"effect.{system.code}": effect}


def _of_field(
    recipient: Recipient, asked: Questionnaire, field: Field
) -> dict[str, object]:
    chance = _chance(recipient, f"field {field.code}")
    found: dict[str, object] = {}
    if chance.random() >= float(RULE["unanswered"]):
        found[f"expectation.{field.code}"] = _one_of(RULE["expectations"], chance)
    if chance.random() >= float(RULE["whole_field_open"]):
        ticked = [
            one.code
            for one in asked.difficulties
            if chance.random() < float(RULE["difficulties"].get(one.code, 0.2))
        ]
        found[f"difficulty.{field.code}"] = ticked or [NONE_OF_THESE]
    return found


def _of_questions(recipient: Recipient, asked: Questionnaire) -> dict[str, object]:
    """The further questions of the sample questionnaires."""
    chance = _chance(recipient, "questions")
    size = {"designated_city": 40, "city": 6, "town": 2}.get(recipient.size_class, 1)
    said: dict[str, object] = {
        "q.lead": _one_of({"own": 30, "shared": 50, "no": 20}, chance),
        "q.staff": 1 + int(size * chance.random()),
        "q.money": ["own_budget", *(["grant"] if chance.random() < 0.4 else [])],
        "q.cost": int(500 * size * (0.5 + chance.random() * 4)),
    }
    return {
        key: value
        for key, value in said.items()
        if key in asked.by_key and not _is_open(recipient, key)
    }


def _is_open(recipient: Recipient, what: str) -> bool:
    return _chance(recipient, f"gap {what}").random() < float(RULE["unanswered"])


def _one_of(weights: Mapping[str, float], chance: Random) -> str:
    return chance.choices(list(weights), list(weights.values()))[0]


def _chance(recipient: Recipient, what: str) -> Random:
    """The luck of one town in one survey, apart for each thing that it decides."""
    return Random(f"{recipient.survey.code} {recipient.number} {what}")
