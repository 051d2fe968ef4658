"""Answers to the form of a scheme: kept as typed, by the button or by itself, none lost.

As with plans (decision 0009), a form sends the version that it showed, its own key and its
turn. A text that met a newer one waits beside it until its writer chooses.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum, auto
from typing import Any, Literal

from django.db import transaction

from chiiki.reasons import reason
from chiiki.rules import ExtraQuestion, FormVersion
from chiiki_web.accounts.models import Membership
from chiiki_web.applications import queries
from chiiki_web.applications.actions.held import hold_own
from chiiki_web.applications.actions.preparing import EDITABLE, CannotPrepare
from chiiki_web.applications.models import Answer, AnswerSheet, Application
from chiiki_web.audit import log
from chiiki_web.plans.actions import OpenForm, Outcome, beginning, most_kept

SITTING = timedelta(minutes=15)
SHRINKS = 0.8  # a text that loses more than a fifth is kept as it was
Pick = Literal["theirs", "mine"]


class _Fate(Enum):
    """What became of one text."""

    SAME = auto()
    CLASHED = auto()
    BEGUN = auto()
    WENT_ON = auto()


@dataclass(frozen=True, slots=True)
class _Hand:
    """Who writes, from which form, having seen which version, under which next one."""

    version: int
    next_version: int
    form: OpenForm
    by: Membership
    at: datetime


@transaction.atomic
def answer_questions(
    application_id: int,
    typed: Mapping[str, list[str]],
    *,
    version: int,
    form: OpenForm,
    untouched: Collection[str] = (),
    by: Membership,
    at: datetime,
) -> Outcome:
    """Keep what stands in the form, question by question, under the present form.

    ``untouched`` are questions that say what the page showed; ``version`` is the one that
    the writer saw. Of a text far beyond what its question allows, the beginning is kept.
    """
    application = _held(application_id, by)
    asked = queries.form_of(application)
    if asked is None:
        raise CannotPrepare(reason("applications.no_questions"))
    if not form.is_sent and _is_late(application, form):
        return Outcome(is_late=True)
    sheet = _sheet(application, asked, by, at)
    rows = {one.code: one for one in application.answers.filter(is_asked=True)}
    hand = _Hand(version, sheet.version + 1, form, by, at)
    cut: dict[str, int] = {}
    done: dict[_Fate, list[str]] = {fate: [] for fate in _Fate}
    for question in asked.questions:
        code = question.code
        if code not in typed:
            continue
        row = rows.get(code) or Answer(application=application, code=code, begun_at=at)
        text = _clean(typed[code])
        most = most_kept(question.longest)
        if sum(len(one) for one in text) > most:
            text, cut[code] = _clean(beginning(text, most)), most
        fate = _take(row, text, question, hand, is_untouched=code in untouched)
        done[fate].append(code)
    if done[_Fate.BEGUN] or done[_Fate.WENT_ON]:
        sheet.version = hand.next_version
        sheet.save(update_fields=["version"])
    if done[_Fate.BEGUN]:
        log.record(
            "application.answered",
            application,
            by=by,
            at=at,
            case=application.case,
            fields=sorted(done[_Fate.BEGUN]),
        )
    return Outcome(clashes=tuple(done[_Fate.CLASHED]), cut=cut)


@transaction.atomic
def choose_answer(
    application_id: int,
    code: str,
    *,
    pick: Pick,
    version: int,
    by: Membership,
    at: datetime,
) -> Answer:
    """Let the newer answer stand, or put one's own in its place; the other is kept."""
    application = _held(application_id, by)
    sheet = AnswerSheet.objects.filter(application=application).first()
    row = application.answers.filter(code=code, is_asked=True).first()
    mine = row.rivals.get(str(by.pk)) if row else None
    if sheet is None or row is None or mine is None:
        raise CannotPrepare(reason("applications.nothing_to_choose"))
    if row.version > version:
        raise CannotPrepare(reason("applications.answer_changed"))
    del row.rivals[str(by.pk)]
    if pick == "theirs":
        row.earlier = [mine, *row.earlier]
    else:
        row.earlier = [_stood(row), *row.earlier]
        sheet.version += 1
        sheet.save(update_fields=["version"])
        row.typed, row.version, row.page = mine["typed"], sheet.version, None
        row.by, row.at, row.is_sent = by.user.name, at, True
    row.save()
    log.record(
        "application.answer_chosen",
        application,
        by=by,
        at=at,
        case=application.case,
        fields=[code],
    )
    return row


def _held(application_id: int, by: Membership) -> Application:
    application = hold_own(application_id, by, CannotPrepare)
    if application.status not in EDITABLE:
        raise CannotPrepare(reason("applications.not_editable"))
    return application


def _sheet(
    application: Application, asked: FormVersion, by: Membership, at: datetime
) -> AnswerSheet:
    """The sheet under the present form; answers to an older form move to it here."""
    described = queries.described(asked)
    sheet, is_new = AnswerSheet.objects.get_or_create(
        application=application, defaults={"asked": described}
    )
    if is_new or sheet.asked == described:
        return sheet
    standing = queries.standing_of(application)
    assert standing is not None
    for row in standing.left:
        row.is_asked = False
        row.save(update_fields=["is_asked"])
    for code, row in standing.answers.items():
        row.code, row.is_asked = code, True
        row.save(update_fields=["code", "is_asked"])
    sheet.before, sheet.asked, sheet.moved_at = sheet.asked, described, at
    sheet.save(update_fields=["before", "asked", "moved_at"])
    log.record(
        "application.form_moved",
        application,
        by=by,
        at=at,
        case=application.case,
        version=asked.version,
        fields=sorted(standing.answers),
    )
    return sheet


def _take(
    row: Answer,
    text: list[str],
    question: ExtraQuestion,
    hand: _Hand,
    *,
    is_untouched: bool,
) -> _Fate:
    """Put one text where it belongs, and say where that was."""
    form, member = hand.form, str(hand.by.pk)
    is_own = row.pk is not None and row.page == form.page
    if text == row.typed or (is_untouched and not is_own):
        if row.rivals.pop(member, None):
            row.save(update_fields=["rivals"])
        return _Fate.SAME
    if row.pk is not None and row.version > hand.version and not is_own:
        row.rivals[member] = _said(text, hand.by, hand.at)
        row.save(update_fields=["rivals"])
        return _Fate.CLASHED
    goes_on = _goes_on(row, text, form, hand.at)
    if row.typed and not goes_on:
        row.earlier = [_stood(row), *row.earlier]
    if not goes_on:
        row.begun_at = hand.at
    row.typed, row.asked = text, queries.question_described(question)
    row.version = hand.next_version
    row.page, row.turn, row.is_sent = form.page, form.turn, form.is_sent
    row.by, row.at = hand.by.user.name, hand.at
    row.rivals.pop(member, None)
    row.save()
    return _Fate.WENT_ON if goes_on and not form.is_sent else _Fate.BEGUN


def _goes_on(row: Answer, text: list[str], form: OpenForm, at: datetime) -> bool:
    return (
        row.pk is not None
        and row.page == form.page
        and not row.is_sent
        and at - row.begun_at < SITTING
        and len("".join(text)) >= len("".join(row.typed)) * SHRINKS
    )


def _is_late(application: Application, form: OpenForm) -> bool:
    return application.answers.filter(page=form.page, turn__gte=form.turn).exists()


def _stood(row: Answer) -> dict[str, Any]:
    return {"typed": row.typed, "by": row.by, "at": row.at.isoformat()}


def _said(text: list[str], by: Membership, at: datetime) -> dict[str, Any]:
    return {"typed": text, "by": by.user.name, "at": at.isoformat()}


def _clean(typed: list[str]) -> list[str]:
    lines = (one.replace("\x00", "").replace("\r\n", "\n") for one in typed)
    return [one.strip() for one in lines if one.strip()]
