"""What an application still lacks of what its form asks, and its answers as they are frozen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import PurePath
from typing import Any

from django.utils.translation import get_language, override, pgettext

from chiiki import rules
from chiiki.reasons import Reason, reason
from chiiki.rules import Attachment as AskedFile
from chiiki.rules import ExtraQuestion, FileType, FormVersion
from chiiki_web.applications.models import Application, Attachment
from chiiki_web.applications.queries.answers import (
    Standing,
    asked_now,
    form_of,
    is_readable,
    question_described,
    say_answer,
)

LETTER = Attachment.Kind.RECOMMENDATION.value  # asked for by rules and not by forms
MEGABYTE = 1 << 20
SAME = {"jpeg": "jpg"}


def file_asked(form: FormVersion, kind: str) -> AskedFile | None:
    """The document of the form that a kind names, also by an earlier name of it."""
    by_name = form.attachment(kind)
    return by_name or next((one for one in form.attachments if one.was == kind), None)


def unfit_file(asked: AskedFile, name: str, size: int) -> Reason | None:
    """Why a file does not fit what is asked, by its type or its size."""
    suffix = PurePath(name).suffix.lower().removeprefix(".")
    if SAME.get(suffix, suffix) not in {str(one) for one in asked.types}:
        return reason(
            "applications.file_type_not_asked",
            name=name,
            kind=asked.text(_language()),
            allowed=types_of(asked),
        )
    if asked.most_bytes is not None and size > asked.most_bytes:
        return reason(
            "applications.file_too_large_for_kind",
            name=name,
            kind=asked.text(_language()),
            limit=max(1, asked.most_bytes // MEGABYTE),
        )
    return None


def types_of(asked: AskedFile) -> str:
    """PDF, XLSX: the types of file that are taken."""
    return pgettext("list", ", ").join(
        str(FileType(one)).upper() for one in asked.types
    )


def kind_label(attachment: Attachment, form: FormVersion | None) -> str:
    """Name the kind of a document as its form does, else as the system does."""
    asked = file_asked(form, attachment.kind) if form else None
    if asked is not None:
        return asked.text(_language())
    return str(dict(Attachment.Kind.choices).get(attachment.kind, attachment.kind))


def lacking_in_form(
    application: Application,
    attached: Sequence[Attachment],
    standing: Standing | None,
) -> Iterator[Reason]:
    """Everything that the present form demands and that is not there as it should be."""
    if standing is None:
        return
    kinds = {one.kind for one in attached}
    for one in asked_now(application, standing.form):
        if isinstance(one.item, ExtraQuestion):
            yield from _lacking_answer(standing, one.item, must=one.must_be_there)
        elif one.must_be_there and not {one.item.code, one.item.was} & kinds:
            name = one.item.text(_language())
            yield reason("applications.file_missing", kind=name)
    for file in attached:
        yield from _unfit(standing.form, file)


def frozen_answers(
    application: Application, standing: Standing | None
) -> dict[str, Any] | None:
    """The answers with the words of their questions, as plain JSON."""
    if standing is None or not standing.form.questions:
        return None
    applies = {
        one.item.code: one.applies is not rules.Verdict.NO
        for one in asked_now(application, standing.form)
    }
    return {
        "version": standing.form.version,
        "answers": [
            _frozen(one, standing.typed(one.code))
            for one in standing.form.questions
            if applies[one.code] or standing.typed(one.code)
        ],
    }


def frozen_kind(application: Application, attachment: Attachment) -> dict[str, str]:
    """The kind of a document under the present form, with its words."""
    form = form_of(application)
    asked = file_asked(form, attachment.kind) if form else None
    said = {}
    for language in ("ja", "en"):
        with override(language):
            said[f"kind_{language}"] = kind_label(attachment, form)
    return {"kind": asked.code if asked else attachment.kind, **said}


def _lacking_answer(
    standing: Standing, question: ExtraQuestion, *, must: bool
) -> Iterator[Reason]:
    typed, name = standing.typed(question.code), question.text(_language())
    if not is_readable(question, typed):
        yield reason("applications.answer_unreadable", question=name)
    elif must and not typed:
        yield reason("applications.answer_missing", question=name)
    found = standing.answers.get(question.code)
    if found is not None and found.rivals:
        yield reason("applications.answer_undecided", question=name)


def _unfit(form: FormVersion, file: Attachment) -> Iterator[Reason]:
    asked = file_asked(form, file.kind)
    if asked is None and file.kind == LETTER:
        return
    if asked is None:
        yield reason("applications.file_not_asked", name=file.name)
    elif unfit := unfit_file(asked, file.name, file.file.size):
        yield unfit


def _frozen(question: ExtraQuestion, typed: list[str]) -> dict[str, Any]:
    asked = question_described(question)
    said = {}
    for language in ("ja", "en"):
        with override(language):
            said[language] = say_answer(asked, typed, language)
    return {
        "code": question.code,
        "ja": asked["ja"],
        "en": asked["en"],
        "type": asked["type"],
        "typed": typed,
        "said_ja": said["ja"],
        "said_en": said["en"],
    }


def _language() -> str:
    return get_language() or "ja"
