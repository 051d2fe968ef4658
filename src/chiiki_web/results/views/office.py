"""Where an office prepares the results of a closed survey, looks at them and publishes."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from chiiki_web import access, numbers, queues, refusals, wording
from chiiki_web.accounts.requests import MemberRequest
from chiiki_web.refusals import Refusal
from chiiki_web.results import actions, engine_input, forms, queries
from chiiki_web.results.models import Edition, Repeat
from chiiki_web.results.views import showing, tables
from chiiki_web.sheets.responses import as_csv
from chiiki_web.surveys.models import Survey
from chiiki_web.surveys.queries import surveys_visible_to
from chiiki_web.ui import confirming, formats
from chiiki_web.ui.confirming import Question


@access.role("office", "auditor")
def prepare(request: MemberRequest, code: str) -> HttpResponse:
    """Choose, have it worked out, look at it, publish: one page with its next step."""
    survey = _survey_or_404(request, code)
    edition = queries.in_preparation(survey)
    may_act = queries.keeps(survey, request.member)
    if request.method == "POST" and "publish" in request.POST:
        return _publish(request, survey)
    if request.method == "POST" and "repeat" in request.POST:
        return _repeat(request, survey)
    form = forms.ChoicesForm(
        access.typed(request), initial=_initial(edition) | {"form_key": uuid4()}
    )
    if request.method == "POST" and may_act and form.is_valid():
        try:
            actions.prepare(
                survey.pk,
                form.choices(),
                form_key=form.cleaned_data["form_key"],
                by=request.member,
                at=timezone.now(),
            )
        except Refusal as refusal:
            refusals.say(request, refusal)
        return redirect("results:prepare", code)
    return _show(request, survey, edition, form)


def _show(
    request: MemberRequest,
    survey: Survey,
    edition: Edition | None,
    form: forms.ChoicesForm,
    publish_form: forms.PublishForm | None = None,
) -> HttpResponse:
    published = list(queries.published_with_repeats(survey))
    return render(
        request,
        "results/prepare.html",
        {
            "survey": survey,
            "edition": edition,
            "form": form,
            "publish_form": publish_form
            or forms.PublishForm(is_correction=bool(published)),
            "published": [(one, _repeats(one)) for one in published],
            "key": uuid4(),
            "may_act": queries.keeps(survey, request.member),
            "faults": _in_words(edition.faults) if edition else [],
            "tables": _previews(edition) if edition and edition.content else [],
        },
    )


@access.role("office", "auditor")
def state(request: MemberRequest, code: str) -> HttpResponse:
    """The part of the page that waits; when the tables are there, the page comes anew."""
    survey = _survey_or_404(request, code)
    edition = queries.in_preparation(survey)
    response = render(
        request, "results/waiting.html", {"survey": survey, "edition": edition}
    )
    if edition is None or not edition.is_waiting:
        response.headers["HX-Refresh"] = "true"
    return response


@access.role("office", "auditor")
def preview(request: MemberRequest, code: str, table: str) -> HttpResponse:
    """A table as everybody will read it."""
    survey = _survey_or_404(request, code)
    edition = queries.in_preparation(survey)
    if edition is None or not edition.content:
        raise Http404
    read = queries.read(edition)
    wish = queries.wish_of(read, showing.table_code_or_404(table), request.GET.dict())
    return render(
        request,
        "results/table.html",
        showing.context_of(read, request)
        | tables.table_context(read, wish, request.path)
        | {"others": [], "is_public": False},
    )


@access.role("office")
def units(request: MemberRequest, code: str) -> HttpResponseBase:
    """Answers without names, for the office alone: a row a municipality."""
    survey = _survey_or_404(request, code)
    if not survey.is_closed:
        raise Http404
    columns, _frame = engine_input.table_of(survey)
    names = [one for one in columns if one not in ("unit", "number")]
    return as_csv(
        f"{survey.code}-units.csv",
        names,
        zip(*(columns[name] for name in names), strict=True),
        language=formats.language(),
    )


def _publish(request: MemberRequest, survey: Survey) -> HttpResponse:
    """Publish the edition that the page showed, and no other that took its place."""
    pk = numbers.number_of(request.POST["publish"])
    edition = survey.editions.filter(pk=pk or 0).first()
    if edition is None:
        messages.error(
            request,
            _("The tables were prepared anew meanwhile. Please look at them again."),
        )
        return redirect("results:prepare", survey.code)
    if edition.is_published:
        return redirect("results:detail", survey.code)
    number = queries.next_number(survey)
    form = forms.PublishForm(request.POST, is_correction=number > 1)
    if not form.is_valid():
        choices = forms.ChoicesForm(initial=_initial(edition) | {"form_key": uuid4()})
        return _show(request, survey, edition, choices, form)
    if confirming.is_new(request):
        ground = form.cleaned_data["ground"]
        return confirming.ask(request, _question(survey, edition, number, ground))
    if confirming.is_confirmed(request):
        try:
            made = actions.publish(
                edition.pk,
                ground=form.cleaned_data["ground"],
                by=request.member,
                at=timezone.now(),
            )
        except Refusal as refusal:
            refusals.say(request, refusal)
        else:
            said = _("Edition %(number)s is published.") % {"number": made.number}
            messages.success(request, said)
            return redirect("results:detail", survey.code)
    return redirect("results:prepare", survey.code)


def _repeat(request: MemberRequest, survey: Survey) -> HttpResponse:
    number = numbers.number_of(request.POST["repeat"])
    edition = get_object_or_404(queries.published(), survey=survey, pk=number)
    try:
        actions.repeat_edition(
            edition.pk,
            form_key=numbers.key_of(request.POST.get("form_key", "")),
            by=request.member,
            at=timezone.now(),
        )
    except Refusal as refusal:
        refusals.say(request, refusal)
    else:
        said = _("It is worked out again. Look here in a moment.")
        messages.success(request, said)
    return redirect("results:prepare", survey.code)


def _repeats(edition: Edition) -> list[tuple[Repeat, list[str]]]:
    return [(one, _in_words(one.faults)) for one in edition.repeats.all()]


def _in_words(faults: list[dict[str, Any]]) -> list[str]:
    return [wording.explain(one) for one in queues.said(faults)]


def _question(survey: Survey, edition: Edition, number: int, ground: str) -> Question:
    before = queries.published().filter(survey=survey).first()
    is_same = before is not None and before.digest == edition.digest
    return Question(
        title=_("Publish these results?"),
        said=[
            (_("Survey"), str(survey)),
            (_("Edition"), _("edition %(number)s") % {"number": number}),
            *([(_("What was corrected"), ground)] if ground else []),
            (
                pgettext("survey", "Answered"),
                formats.counted(edition.answered, "bodies")
                + formats.in_brackets(
                    _("of %(all)s") % {"all": formats.counted(edition.drawn, "bodies")}
                ),
            ),
            (_("Digest"), formats.short_hash(edition.digest)),
        ],
        follows=[
            *(
                [_("No figure differs from the last edition: the digest is the same.")]
                if is_same
                else []
            ),
            _("Everybody can read and download the tables."),
            _("They never change: a correction is a new edition, and this one stays."),
        ],
        button=pgettext("survey", "Publish"),
    )


def _survey_or_404(request: MemberRequest, code: str) -> Survey:
    return get_object_or_404(surveys_visible_to(request.member), code=code)


def _initial(edition: Edition | None) -> dict[str, object]:
    if edition is None:
        return {}
    chosen = edition.choices
    return {
        "cells": ",".join(chosen["response_cells"]),
        "smallest_cell": chosen["smallest_cell"],
        "level": f"{chosen['level']:g}",
    }


def _previews(edition: Edition) -> list[tuple[str, str, str, str]]:
    read = queries.read(edition)
    found = showing.tables_of(read, "")
    public, own = (
        f"/results/{read.survey.code}/",
        f"/results/{read.survey.code}/prepare/",
    )
    return [
        (name, url.replace(public, own), label, value)
        for name, url, label, value in found
    ]
