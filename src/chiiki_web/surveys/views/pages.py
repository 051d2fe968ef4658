"""What the pages of a survey have in common: which one, and may this person act."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar
from uuid import UUID, uuid4

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import NoReverseMatch, reverse

from chiiki_web import refusals, wording
from chiiki_web.accounts.requests import MemberRequest
from chiiki_web.refusals import Refusal
from chiiki_web.surveys import actions, queries
from chiiki_web.surveys.models import Questionnaire, Recipient, Survey

Done = TypeVar("Done")
READERS = ("office", "auditor")
FIELDS = {
    "surveys.closes_before_it_opens": "closes_on",
    "surveys.code_reserved": "code",
    "surveys.code_taken": "code",
    "surveys.ground_missing": "ground",
    "surveys.not_later": "closes_on",
    "surveys.questionnaire_of_others": "questionnaire",
}


def survey_or_404(request: MemberRequest, code: str) -> Survey:
    return get_object_or_404(queries.surveys_visible_to(request.member), code=code)


def recipient_or_404(request: MemberRequest, code: str, number: int) -> Recipient:
    survey = survey_or_404(request, code)
    rows = survey.recipients.select_related("municipality")
    found = get_object_or_404(rows, number=number)
    found.survey = survey
    return found


def questionnaire_or_404(request: MemberRequest, pk: int) -> Questionnaire:
    return get_object_or_404(queries.questionnaires_visible_to(request.member), pk=pk)


def acts(request: MemberRequest, survey: Survey) -> bool:
    return actions.is_of(survey, request.member)


def form_key(request: HttpRequest) -> UUID:
    """The key that a form carries, so that a second click makes nothing a second time."""
    try:
        return UUID(request.POST.get("form_key", ""))
    except ValueError:
        return uuid4()


def succeeds(
    request: MemberRequest,
    deed: Callable[[], Done],
    done: str | Callable[[Done], str],
    nothing: str = "",
    form: Form | None = None,
) -> bool:
    """Do one thing and say it; where it is refused, say why. Whether it was done.

    ``nothing`` is said instead where the deed answers that it changed nothing; what is
    about a field of ``form`` stands beside it.
    """
    try:
        found = deed()
    except Refusal as refusal:
        say_in(request, refusal, form)
        return False
    if nothing and not found:
        messages.info(request, nothing)
    else:
        messages.success(request, done if isinstance(done, str) else done(found))
    return True


def say_in(request: HttpRequest, refusal: Refusal, form: Form | None) -> None:
    """Each reason beside the field that it is about, any other on top."""
    above = []
    for one in refusal.reasons:
        field = FIELDS.get(one.code, "")
        if form is not None and field in form.fields:
            form.add_error(field, wording.explain(one))
        else:
            above.append(one)
    refusals.say(request, Refusal(*above))


def do(
    request: MemberRequest,
    deed: Callable[[], Done],
    done: str | Callable[[Done], str],
    to: str,
    *place: object,
    nothing: str = "",
) -> HttpResponse:
    """The same, and go on to a page in any case."""
    succeeds(request, deed, done, nothing)
    return redirect(to, *place)


def is_refused(request: MemberRequest, must: Callable[[], object]) -> bool:
    """Whether something cannot be done now; the next page says why not."""
    try:
        must()
    except Refusal as refusal:
        refusals.say(request, refusal)
        return True
    return False


def address_above(name: str, *args: object) -> str:
    """Where an app above has its page; nothing where this site has no such app."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""
