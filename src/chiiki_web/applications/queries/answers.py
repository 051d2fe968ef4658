"""What the form of a scheme asks of an application, and what is answered to it so far."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from chiiki import money, rules
from chiiki.errors import EngineError
from chiiki.reasons import Reason, reason
from chiiki.rules import (
    Asked,
    ExtraQuestion,
    FormVersion,
    QuestionType,
)
from chiiki.rules import Attachment as AskedFile
from chiiki_web.applications.models import Answer, AnswerSheet, Application
from chiiki_web.applications.queries.reading import facts_of
from chiiki_web.schemes import queries as schemes

YES, NO = "yes", "no"
Typed = Sequence[str]


def form_of(application: Application) -> FormVersion | None:
    """The form of the version of the rules on which the call stands now."""
    return schemes.scheme_of(application.call).form


def asked_now(
    application: Application,
    form: FormVersion,
    facts: Mapping[str, object] | None = None,
) -> tuple[Asked, ...]:
    """Every question and document with whether it applies to this applicant.

    ``facts`` is what ``facts_of`` gives, where it was asked already.
    """
    if all(one.when is None for one in form.items):
        return rules.asked_of(form, {})
    return rules.asked_of(form, facts_of(application) if facts is None else facts)


@dataclass(frozen=True, slots=True)
class Standing:
    """The answers as they stand under the present form, and those that it does not ask.

    ``before`` is what the form asked that the answers were written for, if it differs.
    """

    form: FormVersion
    sheet: AnswerSheet | None
    answers: Mapping[str, Answer]
    left: list[Answer]
    before: list[dict[str, Any]] | None

    @property
    def version(self) -> int:
        return self.sheet.version if self.sheet else 1

    def typed(self, code: str) -> list[str]:
        found = self.answers.get(code)
        return list(found.typed) if found else []


def standing_of(application: Application) -> Standing | None:
    """The answers under the present form; None for a call whose rules have no form."""
    form = form_of(application)
    if form is None:
        return None
    sheet: AnswerSheet | None = getattr(application, "answer_sheet", None)
    rows = list(application.answers.all())
    asked = {one.code: one for one in rows if one.is_asked}
    carried = rules.carry_over(asked, form)
    answers = {
        code: row
        for code, row in carried.answers.items()
        if isinstance(row, Answer) and form.question(code)
    }
    taken = {row.pk for row in answers.values()}
    is_same = sheet is None or sheet.asked == described(form)
    before = None if sheet is None else sheet.before if is_same else sheet.asked
    left = [row for row in rows if row.pk not in taken]
    return Standing(form, sheet, answers, left, before)


def described(form: FormVersion) -> list[dict[str, Any]]:
    """What a form asks, as plain JSON that is readable without it."""
    return [_file(one) for one in form.attachments] + [
        question_described(one) for one in form.questions
    ]


def question_described(one: ExtraQuestion) -> dict[str, Any]:
    return {
        "what": "question",
        "code": one.code,
        "was": one.was,
        "ja": one.text("ja"),
        "en": one.text("en"),
        "type": one.type.value,
        "required": one.required,
        "choices": {
            choice.code: [choice.text("ja"), choice.text("en")]
            for choice in one.choices
        },
    }


def changes_of_form(
    before: Iterable[Mapping[str, Any]] | None, form: FormVersion
) -> list[Reason]:
    """What a newer form asks otherwise, one reason for each change."""
    if before is None:
        return []
    old = {one["code"]: one for one in before}
    found: list[Reason] = []
    for one in described(form):
        known = old.pop(one["code"], None) or old.pop(one["was"], None)
        found += _changes(known, one)
    for gone in old.values():
        code = "applications.form_item_gone"
        found.append(reason(code, name=_words(gone)))
    return found


def read_answer(question: ExtraQuestion, typed: Typed) -> Any:
    """The value of an answer, None for an empty one; EngineError or Unreadable else."""
    given = [one for one in typed if one.strip()]
    if not given:
        return None
    if question.type is QuestionType.CHOICES:
        return _chosen(question, given)
    text = given[0]
    if question.type is QuestionType.CHOICE:
        return _chosen(question, given[:1])[0]
    if question.type is QuestionType.YES_NO:
        return _yes_or_no(text)
    if question.type is QuestionType.NUMBER:
        return money.parse_whole_number(text)
    if question.type is QuestionType.YEN:
        return int(money.parse_yen(text))
    if question.longest is not None and len(text) > question.longest:
        raise Unreadable(
            reason(
                "applications.answer_too_long", most=question.longest, found=len(text)
            )
        )
    return text


class Unreadable(Exception):
    """An answer that its question cannot read."""

    def __init__(self, why: Reason) -> None:
        super().__init__(why.code)
        self.reason = why


def is_readable(question: ExtraQuestion, typed: Typed) -> bool:
    try:
        read_answer(question, typed)
    except (EngineError, Unreadable):
        return False
    return True


def say_answer(asked: Mapping[str, Any], typed: Typed, language: str) -> str:
    """Say an answer by the question that it was given to; else letter by letter."""
    place = 1 if language == "en" else 0
    words = {code: both[place] for code, both in asked.get("choices", {}).items()}
    if asked.get("type") == QuestionType.YES_NO.value:
        words = {YES: str(_("Yes")), NO: str(_("No"))}
    shown = [words.get(one, one) for one in typed if one.strip()]
    return pgettext("list", ", ").join(shown)


def _file(one: AskedFile) -> dict[str, Any]:
    return {
        "what": "file",
        "code": one.code,
        "was": one.was,
        "ja": one.text("ja"),
        "en": one.text("en"),
        "type": [str(kind) for kind in one.types],
        "required": one.required,
        "choices": {},
    }


def _changes(known: Mapping[str, Any] | None, one: Mapping[str, Any]) -> list[Reason]:
    name = _words(one)
    if known is None:
        return [reason("applications.form_item_new", name=name)]
    found = []
    if (known["ja"], known["en"]) != (one["ja"], one["en"]):
        before = _words(known)
        found.append(reason("applications.form_item_renamed", before=before, name=name))
    if known["type"] != one["type"]:
        found.append(reason("applications.form_item_retyped", name=name))
    if known["choices"] != one["choices"] and known["type"] == one["type"]:
        found.append(reason("applications.form_choices_changed", name=name))
    if one["required"] and not known["required"]:
        found.append(reason("applications.form_item_required", name=name))
    if known["required"] and not one["required"]:
        found.append(reason("applications.form_item_optional", name=name))
    return found


def _words(one: Mapping[str, Any]) -> str:
    return str(one["en"] if get_language() == "en" else one["ja"])


def _chosen(question: ExtraQuestion, given: list[str]) -> list[str]:
    known = {choice.code for choice in question.choices}
    strange = [one for one in given if one not in known]
    if strange:
        raise Unreadable(reason("applications.answer_no_choice", found=strange[0]))
    return given


def _yes_or_no(text: str) -> bool:
    if text not in (YES, NO):
        raise Unreadable(reason("applications.answer_no_choice", found=text))
    return text == YES
