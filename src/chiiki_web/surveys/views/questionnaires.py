"""Questionnaires as versioned texts: list, upload, look as a municipality, compare."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from chiiki_web import access, refusals, wording
from chiiki_web.accounts.requests import MemberRequest
from chiiki_web.numbers import number_of
from chiiki_web.sheets.responses import as_file
from chiiki_web.surveys import actions, forms, queries
from chiiki_web.surveys.models import Questionnaire
from chiiki_web.surveys.queries.asked import read
from chiiki_web.surveys.queries.comparing import compared
from chiiki_web.surveys.queries.showing import contents
from chiiki_web.surveys.views import pages
from chiiki_web.ui import formats

MOST_NAMED = 20


@access.role(*pages.READERS)
def listed(request: MemberRequest) -> HttpResponse:
    """Every version, with the surveys that ask it."""
    rows = queries.questionnaires_visible_to(request.member)
    context = {
        "rows": rows.prefetch_related("surveys"),
        "is_office": request.member.role == "office",
    }
    return render(request, "surveys/questionnaires.html", context)


@access.role("office")
def new(request: MemberRequest) -> HttpResponse:
    """Add a version: empty, or beginning with the text of another."""
    begun = _begun_with(request)
    form = forms.QuestionnaireForm(
        access.typed(request), request.FILES or None, initial={"text": begun}
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.add_questionnaire(
                form.cleaned_data["text"],
                form_key=pages.form_key(request),
                by=request.member,
                at=timezone.now(),
            )
        except actions.CannotKeep as refusal:
            form = _again(request, form, refusal)
        else:
            messages.success(request, _("The version is kept. Look at it once more."))
            return redirect("surveys:questionnaire", made.pk)
    context = {"form": form, "form_key": pages.form_key(request), "version": None}
    return render(request, "surveys/write.html", context)


@access.role("office")
def change(request: MemberRequest, pk: int) -> HttpResponse:
    """Write another text into a version that nobody was asked yet."""
    version = pages.questionnaire_or_404(request, pk)
    typed = access.typed(request)
    if version.is_frozen:
        messages.info(
            request, _("This version was asked. A new one begins with its text.")
        )
        if typed is not None:  # frozen while somebody wrote
            form = forms.QuestionnaireForm(typed, request.FILES or None)
            context = {"form": form, "form_key": pages.form_key(request)}
            return render(request, "surveys/write.html", context)
        return redirect(f"{_address('surveys:new_questionnaire')}?from={version.pk}")
    form = forms.QuestionnaireForm(
        typed, request.FILES or None, initial={"text": version.text}
    )
    seen = version.digest if typed is None else typed.get("seen", "")
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_questionnaire(
                version.pk,
                form.cleaned_data["text"],
                seen=seen,
                by=request.member,
                at=timezone.now(),
            )
        except actions.CannotKeep as refusal:
            form = _again(request, form, refusal)
            seen = _moved(version, seen)
        else:
            messages.success(request, _("Saved."))
            return redirect("surveys:questionnaire", version.pk)
    context = {"form": form, "version": version, "seen": seen}
    return render(request, "surveys/write.html", context)


@access.role(*pages.READERS)
def questionnaire(request: MemberRequest, pk: int) -> HttpResponse:
    """A version as a municipality will see it."""
    version = pages.questionnaire_or_404(request, pk)
    others = queries.questionnaires_visible_to(request.member).exclude(pk=version.pk)
    context = {
        "version": version,
        "contents": contents(read(version)),
        "others": others,
        "is_office": request.member.role == "office",
    }
    return render(request, "surveys/questionnaire.html", context)


@access.role(*pages.READERS)
def download(request: MemberRequest, pk: int) -> HttpResponse:
    """The text as it is kept."""
    version = pages.questionnaire_or_404(request, pk)
    name = f"{version.code}-{version.version}.toml".replace('"', "")
    return as_file(version.text.encode(), name, "application/toml; charset=utf-8")


@access.role(*pages.READERS)
def compare(request: MemberRequest, pk: int, other: int) -> HttpResponse:
    """What two versions have in common and what only one of them asks."""
    after = pages.questionnaire_or_404(request, pk)
    before = pages.questionnaire_or_404(request, other)
    context = {
        "after": after,
        "before": before,
        "found": compared(read(before), read(after)),
    }
    return render(request, "surveys/compare.html", context)


def _begun_with(request: MemberRequest) -> str:
    number = number_of(request.GET.get("from", ""))
    rows = queries.questionnaires_visible_to(request.member)
    found = rows.filter(pk=number or 0).first()
    return found.text if found else ""


def _again(
    request: MemberRequest, form: forms.QuestionnaireForm, refusal: actions.CannotKeep
) -> forms.QuestionnaireForm:
    """The form with the text that was refused, also where it came as a file.

    What is wrong in the text stands at the text; any other reason on top.
    """
    again = forms.QuestionnaireForm({"text": form.cleaned_data["text"]})
    again.is_valid()
    slips = [one for one in refusal.reasons if one.code.startswith("questionnaire.")]
    if not slips:
        refusals.say(request, refusal)
    for one in slips[:MOST_NAMED]:
        again.add_error("text", wording.explain(one))
    if (more := len(slips) - MOST_NAMED) > 0:
        said = ngettext(
            "There is %(more)s fault more. It is named once these are mended.",
            "There are %(more)s faults more. They are named once these are mended.",
            more,
        )
        again.add_error("text", said % {"more": formats.number(more)})
    return again


def _moved(version: Questionnaire, seen: str) -> str:
    """After somebody else wrote: what is stored now, so that saving again is a choice."""
    now = Questionnaire.objects.values_list("digest", flat=True).get(pk=version.pk)
    return now if now != seen else seen


def _address(name: str) -> str:
    return redirect(name).url
