"""An office writes a questionnaire, version by version, until a survey asks it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from chiiki import questionnaire
from chiiki.reasons import reason
from chiiki_web.accounts.models import Membership
from chiiki_web.audit import log
from chiiki_web.numbers import unused_key
from chiiki_web.refusals import Refusal
from chiiki_web.sheets.child.limits import MOST_ROWS
from chiiki_web.surveys.models import Questionnaire
from chiiki_web.surveys.models.survey import LONGEST_CODE

LONGEST_TITLE = 200
HEAD_LINES = 10  # more than a sheet of answers has above its first question
MOST_LINES = MOST_ROWS - HEAD_LINES


class CannotKeep(Refusal):
    """The questionnaire was not kept; the text is as it was."""


@transaction.atomic
def add_questionnaire(
    text: str, *, form_key: UUID, by: Membership, at: datetime
) -> Questionnaire:
    """Keep a new version; its code and its version are those that the text says."""
    own = Questionnaire.objects.filter(organisation=by.organisation_id)
    known = own.filter(form_key=form_key).first()
    if known:
        return known
    found = _read(text)
    _refuse_taken(found, by.organisation_id)
    made = Questionnaire(
        form_key=unused_key(form_key, Questionnaire.objects.all()),
        organisation=by.organisation,
    )
    _write(made, text, found, by, at)
    made.save()
    _record("questionnaire.added", made, by, at)
    return made


@transaction.atomic
def change_questionnaire(
    questionnaire_id: int, text: str, *, seen: str, by: Membership, at: datetime
) -> Questionnaire:
    """Write another text into a version that no survey has asked yet.

    ``seen`` is the digest of the text that the writer began with.
    """
    rows = Questionnaire.objects.select_for_update(of=("self",))
    held = rows.select_related("organisation").get(pk=questionnaire_id)
    if by.organisation_id != held.organisation_id or by.role != Membership.Role.OFFICE:
        raise CannotKeep(reason("surveys.office_only"))
    if held.is_frozen:
        raise CannotKeep(reason("surveys.questionnaire_frozen"))
    found = _read(text)
    if questionnaire.digest(text) == held.digest:
        return held
    if seen != held.digest:
        raise CannotKeep(reason("surveys.questionnaire_changed_meanwhile"))
    if found.code != held.code:
        raise CannotKeep(
            reason("surveys.another_code", found=found.code, expected=held.code)
        )
    if found.version != held.version:
        _refuse_taken(found, held.organisation_id)
    _write(held, text, found, by, at)
    held.save()
    _record("questionnaire.changed", held, by, at)
    return held


def _read(text: str) -> questionnaire.Questionnaire:
    if problems := questionnaire.problems_of(text):
        raise CannotKeep(*(reason(one.code, **one.values) for one in problems))
    found = questionnaire.read_questionnaire(text)
    for said, most in (
        (found.code, LONGEST_CODE),
        (found.version, LONGEST_CODE),
        (found.title.ja, LONGEST_TITLE),
        (found.title.en, LONGEST_TITLE),
    ):
        if len(said) > most:
            raise CannotKeep(reason("surveys.too_long", found=said[:20], most=most))
    lines = sum(one.lines for one in found.items)
    if lines > MOST_LINES:
        raise CannotKeep(reason("surveys.too_many_lines", found=lines, most=MOST_LINES))
    return found


def _refuse_taken(found: questionnaire.Questionnaire, organisation_id: int) -> None:
    same = Questionnaire.objects.filter(
        organisation=organisation_id, code=found.code, version=found.version
    )
    if same.exists():
        raise CannotKeep(
            reason("surveys.version_exists", found=found.code, version=found.version)
        )


def _write(
    row: Questionnaire,
    text: str,
    found: questionnaire.Questionnaire,
    by: Membership,
    at: datetime,
) -> None:
    row.code, row.version = found.code, found.version
    row.title_ja, row.title_en = found.title.ja, found.title.en
    row.text, row.digest = text, questionnaire.digest(text)
    row.changed_by, row.changed_at = by, at


def _record(name: str, row: Questionnaire, by: Membership, at: datetime) -> None:
    log.record(name, row, by=by, at=at, version=row.version, digest=row.digest)
