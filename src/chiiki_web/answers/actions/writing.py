"""Save answers key by key, so that two tabs or two people lose nothing to each other."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from chiiki.plain import printable
from chiiki.questionnaire import Questionnaire, check, is_answered
from chiiki.reasons import Reason, reason
from chiiki_web.answers.models import Answer, AnswerVersion, Second
from chiiki_web.audit import log
from chiiki_web.refusals import Refusal
from chiiki_web.surveys import actions as surveys
from chiiki_web.surveys import queries as asked
from chiiki_web.surveys.models import Recipient

SITTING = timedelta(minutes=15)
MOST_PAGES = 60  # open forms whose turn is remembered; a town has a handful


class CannotAnswer(Refusal):
    """Nothing was saved."""


@dataclass(frozen=True, slots=True)
class Writer:
    """Who writes: the hat of a person who is signed in, or nobody known by the link."""

    name: str = ""
    member: Any = None


@dataclass(frozen=True, slots=True)
class OpenPart:
    """A form in a browser: which one, its count, and marks of what it was shown with."""

    page: str
    turn: int = 0
    seen: Mapping[str, str] = field(default_factory=dict)
    version: int = 0


@dataclass(frozen=True, slots=True)
class Saved:
    """What became of a save: the keys that changed, clashed or could not be read."""

    answer: Answer
    changed: tuple[str, ...] = ()
    clashes: tuple[str, ...] = ()
    faults: Mapping[str, Reason] = field(default_factory=dict)


def mark(value: Any) -> str:
    """A short digest of one answer; nothing, an empty text and an empty list are alike."""
    plain = sorted(value) if isinstance(value, list) else value
    text = json.dumps(plain if is_answered(value) else None, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def mark_pair(answer: Answer, second: Second) -> str:
    """What stands there and what was typed second, as a page of both shows them."""
    return mark(answer.values.get(second.key)) + mark(second.value)


@transaction.atomic
def save_answers(
    recipient_id: int,
    typed: Mapping[str, Any],
    *,
    form: OpenPart,
    by: Writer,
    at: datetime,
) -> Saved:
    """Keep what a form says of these keys; None or nothing takes an answer away.

    A key that the form left as it was shown is not touched. One that another form changed
    since is kept as a second answer. One that cannot be read is left as it was and named.
    Raises CannotAnswer once the time is over.
    """
    answer, asked_of = hold(recipient_id, at)
    typed = {key: _plain(value) for key, value in typed.items()}
    if form.turn < int(answer.pages.get(form.page, 0)):
        return Saved(answer)
    faults = _faults(asked_of, typed)
    fresh = {
        key: value
        for key, value in typed.items()
        if key in asked_of.by_key and key not in faults
    }
    mine = {
        key: value
        for key, value in fresh.items()
        if _is_touched(answer, key, value, form)
    }
    clashing = {key for key in mine if _is_of_another(answer, key, form)}
    _keep_seconds(answer, {key: mine[key] for key in clashing}, form, by, at)
    changed = {key: value for key, value in mine.items() if key not in clashing}
    _remember(answer, form)
    write(answer, changed, page=form.page, by=by, at=at)
    return Saved(answer, tuple(changed), tuple(sorted(clashing)), faults)


@transaction.atomic
def settle(
    recipient_id: int,
    choices: Mapping[int, bool],
    *,
    seen: Mapping[int, str],
    by: Writer,
    at: datetime,
) -> Answer:
    """Say of second answers (by number) whether they hold; the other one is kept too.

    ``seen`` marks the pairs that the person saw (``mark_pair``). Raises CannotAnswer where
    one of them says something else now, or two different ones shall hold for one key.
    """
    answer, _asked = hold(recipient_id, at)
    waiting = answer.seconds.filter(settled_at__isnull=True, pk__in=choices)
    changed: dict[str, Any] = {}
    for second in waiting:
        if seen.get(second.pk) != mark_pair(answer, second):
            raise CannotAnswer(reason("answers.choose_again"))
        if choices[second.pk]:
            kept = changed.setdefault(second.key, second.value)
            if mark(kept) != mark(second.value):
                raise CannotAnswer(reason("answers.choose_one"))
        second.settled_at = at
        second.save(update_fields=["settled_at"])
    write(answer, changed, page="", by=by, at=at)
    return answer


def hold(recipient_id: int, at: datetime) -> tuple[Answer, Questionnaire]:
    """Lock the answers of a recipient, or refuse; a first save makes them."""
    rows = Recipient.objects.select_for_update(of=("self",))
    recipient = rows.select_related("survey__questionnaire").get(pk=recipient_id)
    if not asked.may_answer(recipient, at):
        raise CannotAnswer(reason("answers.closed"))
    answer, _is_new = Answer.objects.get_or_create(recipient=recipient)
    answer = Answer.objects.select_for_update().get(pk=answer.pk)
    answer.recipient = recipient
    return answer, asked.questionnaire_of(recipient.survey)


def write(
    answer: Answer,
    changed: Mapping[str, Any],
    *,
    page: str,
    by: Writer,
    at: datetime,
) -> None:
    """Put these values in force; what stood there before becomes a version."""
    fields = ["pages"]
    if changed:
        before = {key: answer.values.get(key) for key in changed}
        is_first = answer.version == 0
        answer.version += 1
        for key, value in changed.items():
            answer.writers[key] = [answer.version, page]
            if is_answered(value):
                answer.values[key] = value
            else:
                answer.values.pop(key, None)
        answer.saved_at, answer.saved_by = at, by.name
        fields += ["values", "writers", "version", "saved_at", "saved_by"]
        _keep_before(answer, before, page, by, at)
        surveys.mark(answer.recipient_id, Recipient.State.PARTIAL, at)
        if is_first:
            log.record("answer.begun", answer, by=by.member, at=at)
    answer.save(update_fields=fields)


def _keep_before(
    answer: Answer, before: Mapping[str, Any], page: str, by: Writer, at: datetime
) -> None:
    last = answer.versions.first()
    if last and page and last.page == page and at - last.saved_at < SITTING:
        last.before = {**before, **last.before}
        last.version = answer.version
        last.save(update_fields=["before", "version"])
        return
    AnswerVersion.objects.create(
        answer=answer,
        version=answer.version,
        page=page,
        before=dict(before),
        saved_at=at,
        saved_by=by.name,
    )


def _is_touched(answer: Answer, key: str, value: Any, form: OpenPart) -> bool:
    """Whether the form says something else than it was shown, or than it said before."""
    if mark(value) == mark(answer.values.get(key)):
        return False
    wrote_it = _writer(answer, key)[1] == form.page
    return wrote_it or mark(value) != form.seen.get(key, mark(None))


def _is_of_another(answer: Answer, key: str, form: OpenPart) -> bool:
    """Whether another form wrote here after this one was shown."""
    page = _writer(answer, key)[1]
    stored = mark(answer.values.get(key))
    return page != form.page and stored != form.seen.get(key, mark(None))


def _writer(answer: Answer, key: str) -> tuple[int, str]:
    version, page = answer.writers.get(key, (0, ""))
    return int(version), str(page)


def _keep_seconds(
    answer: Answer,
    values: Mapping[str, Any],
    form: OpenPart,
    by: Writer,
    at: datetime,
) -> None:
    for key, value in values.items():
        Second.objects.update_or_create(
            answer=answer,
            key=key,
            page=form.page,
            settled_at=None,
            defaults={"value": value, "saved_at": at, "saved_by": by.name},
        )


def _remember(answer: Answer, form: OpenPart) -> None:
    others = {one: turn for one, turn in answer.pages.items() if one != form.page}
    kept = list(others.items())[-(MOST_PAGES - 1) :]
    answer.pages = dict([*kept, (form.page, form.turn)])


def _plain(value: Any) -> Any:
    return printable(value) if isinstance(value, str) else value


def _faults(asked_of: Questionnaire, typed: Mapping[str, Any]) -> dict[str, Reason]:
    found = check(asked_of, dict(typed), whole=False)
    return {fault.key: fault.reason for fault in found}
