"""The questions of a scheme's form: answered as a draft, carried to a newer form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from chiiki.plain import printable
from chiiki.reasons import reason
from chiiki.rules import ExtraQuestion, QuestionType
from chiiki_web import access, refusals, wording
from chiiki_web.accounts.requests import MemberRequest
from chiiki_web.applications import actions, forms, queries
from chiiki_web.applications.actions.preparing import EDITABLE
from chiiki_web.applications.models import Answer, Application
from chiiki_web.applications.views import pages
from chiiki_web.plans import forms as plan_forms
from chiiki_web.plans.actions import Outcome
from chiiki_web.plans.views import sheets
from chiiki_web.refusals import Refusal
from chiiki_web.ui import formats

CHOSEN = (QuestionType.YES_NO, QuestionType.CHOICE, QuestionType.CHOICES)


@dataclass(frozen=True, slots=True)
class Text:
    """A text with whose it is and from when."""

    words: str
    by: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Clash:
    """A question with the answer that stands and the one that waits to be chosen."""

    code: str
    question: str
    theirs: Text
    mine: Text


@dataclass(frozen=True, slots=True)
class Kept:
    """A question that the form does not ask any more, or asked before, with its texts."""

    question: str
    texts: list[Text]


@access.role("officer")
def answers(request: MemberRequest, pk: int) -> HttpResponse:
    """Answer the questions of the form; what changed in a newer form is said on top."""
    application = pages.readable(request, pk)
    standing = queries.standing_of(application)
    if standing is None or not standing.form.questions:
        return redirect("applications:detail", pk)
    if application.status not in EDITABLE:
        late = actions.CannotPrepare(reason("applications.not_editable"))
        return _too_late(request, application, standing, late)
    typed = access.typed(request)
    sheet = sheets.read(typed, standing)
    if other := sheets.stranger(request, sheet):
        return other
    asked = queries.asked_now(application, standing.form)
    if request.method == "POST" and typed is not None:
        form = forms.AnswerForm(asked, typed)
        form.is_valid()
        try:
            outcome = _save(request, application, form, sheet)
        except actions.CannotPrepare as refusal:
            return _too_late(request, application, standing, refusal)
        if sheet.is_autosave:
            return _answer(application, form, outcome)
        _warn_of_cut(request, form, outcome)
        if not form.errors and outcome.is_complete:
            messages.success(request, _("Saved."))
            return redirect("applications:detail", pk)
        typed, standing = None, queries.standing_of(application)
        assert standing is not None
    return _show(request, application, standing, asked, sheet if typed else None, typed)


@access.role("officer")
def choose(request: MemberRequest, pk: int) -> HttpResponse:
    """Let one of two answers stand."""
    application = pages.readable(request, pk)
    pick, version = request.POST.get("do", ""), request.POST.get("version", "")
    if request.method == "POST" and pick in ("theirs", "mine"):
        try:
            actions.choose_answer(
                application.pk,
                printable(request.POST.get("code", "")),
                pick=cast("actions.Pick", pick),
                version=int(version) if version.isdecimal() and len(version) < 9 else 0,
                by=request.member,
                at=timezone.now(),
            )
        except actions.CannotPrepare as refusal:
            refusals.say(request, refusal)
        else:
            messages.success(request, _("Saved."))
    return redirect("applications:answers", pk)


def _too_late(
    request: MemberRequest,
    application: Application,
    standing: queries.Standing,
    refusal: Refusal,
) -> HttpResponse:
    """Nothing can be answered any more: what was written last stands there to be copied."""
    if request.method != "POST":
        return redirect("applications:detail", application.pk)
    if access.saves_itself(request):  # the script stops, and says it on the page
        said = " ".join(wording.explain(one) for one in refusal.reasons)
        return JsonResponse({"state": "other", "words": said})
    refusals.say(request, refusal)
    written = [
        (one, "\n".join(request.POST.getlist(one.code)).strip())
        for one in standing.form.questions
        if one.type not in CHOSEN
    ]
    kept = "\n\n".join(
        f"{one.text(formats.language())}\n{said}"
        for one, said in written
        if said and said != "\n".join(standing.typed(one.code))
    )
    application = pages.readable(request, application.pk)
    return pages.show_applicant(request, application, kept=kept)


def _save(
    request: MemberRequest,
    application: Application,
    form: forms.AnswerForm,
    sheet: sheets.Sheet,
) -> Outcome:
    return actions.answer_questions(
        application.pk,
        {name: form.typed(name) for name in form.fields},
        version=sheet.version,
        form=sheet.form,
        untouched={
            name
            for name in form.fields
            if sheets.text_mark(form.typed(name)) == sheet.seen.get(name)
        },
        by=request.member,
        at=timezone.now(),
    )


def _answer(
    application: Application, form: forms.AnswerForm, outcome: Outcome
) -> HttpResponse:
    """Tell the script of the page what became of it."""
    time = timezone.localtime().strftime("%H:%M")
    labels = {name: str(field.label) for name, field in form.fields.items()}
    if outcome.clashes:
        names = pgettext("list", ", ").join(labels[one] for one in outcome.clashes)
        return JsonResponse(
            {
                "state": "clash",
                "words": sheets.say_clash(time, names),
                "url": reverse("applications:answers", args=[application.pk]),
                "label": _("Compare the two texts"),
            }
        )
    if outcome.cut:
        said = formats.gap().join(_say_cut(form, outcome))
        return JsonResponse({"state": "kept", "words": said})
    if form.errors and not outcome.is_late:
        names = pgettext("list", ", ").join(labels[one] for one in form.errors)
        words = _("Kept as you typed it %(time)s. Not readable yet: %(names)s.")
        said = words % {"time": time, "names": names}
        return JsonResponse({"state": "kept", "words": said})
    return JsonResponse({"state": "saved", "words": sheets.say_saved(time)})


def _say_cut(form: forms.AnswerForm, outcome: Outcome) -> list[str]:
    return [
        sheets.say_cut(str(form.fields[code].label), most)
        for code, most in outcome.cut.items()
    ]


def _warn_of_cut(
    request: MemberRequest, form: forms.AnswerForm, outcome: Outcome
) -> None:
    for said in _say_cut(form, outcome):
        messages.warning(request, said)


def _show(
    request: MemberRequest,
    application: Application,
    standing: queries.Standing,
    asked: Any,
    sheet: sheets.Sheet | None,
    typed: Any,
) -> HttpResponse:
    shown = {one.code: standing.typed(one.code) for one in standing.form.questions}
    has_any = any(shown.values())
    data = typed if typed is not None else plan_forms.as_query(shown)
    form = forms.AnswerForm(asked, data if has_any or typed is not None else None)
    if sheet is None:
        marks = {code: sheets.text_mark(text) for code, text in shown.items()}
        sheet = sheets.fresh(standing, marks)
    context = {
        "application": application,
        "form": form,
        "sheet": sheet,
        "version": standing.version,
        "clashes": _clashes(standing, request.member.pk),
        "changes": [
            wording.explain(one)
            for one in queries.changes_of_form(standing.before, standing.form)
        ],
        "left": [_left(one) for one in standing.left if one.typed or one.earlier],
        "earlier": [
            _earlier(one, standing.answers[one.code])
            for one in standing.form.questions
            if one.code in standing.answers and standing.answers[one.code].earlier
        ],
    }
    response = render(request, "applications/answers.html", context)
    add_never_cache_headers(response)
    return response


def _clashes(standing: queries.Standing, member: int) -> list[Clash]:
    found = []
    for code, row in standing.answers.items():
        question, mine = standing.form.question(code), row.rivals.get(str(member))
        if question is None or mine is None:
            continue
        asked = queries.question_described(question)
        found.append(
            Clash(
                code,
                question.text(formats.language()),
                Text(_say(asked, row.typed), row.by, row.at),
                _text(asked, mine),
            )
        )
    return found


def _left(row: Answer) -> Kept:
    """The texts of a question that is gone, in the words that it had."""
    name = row.asked.get("en" if formats.language() == "en" else "ja", row.code)
    standing = [Text(_say(row.asked, row.typed), row.by, row.at)] if row.typed else []
    return Kept(name, [*standing, *(_text(row.asked, one) for one in row.earlier)])


def _earlier(question: ExtraQuestion, row: Answer) -> Kept:
    texts = [_text(row.asked, one) for one in row.earlier]
    return Kept(question.text(formats.language()), texts)


def _text(asked: Mapping[str, Any], kept: Mapping[str, Any]) -> Text:
    return Text(_say(asked, kept["typed"]), kept["by"], parse_datetime(kept["at"]))


def _say(asked: Mapping[str, Any], typed: list[str]) -> str:
    return queries.say_answer(asked, typed, formats.language())
