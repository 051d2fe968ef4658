"""Whom a survey could ask: the frame, what is left out, a table, and the sample."""

from __future__ import annotations

from uuid import uuid4

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from chiiki.reasons import reason
from chiiki_web import access, refusals, wording
from chiiki_web.accounts.requests import MemberRequest
from chiiki_web.sheets.reading import read_values
from chiiki_web.surveys import actions, forms
from chiiki_web.surveys.models import FrameTable, Survey
from chiiki_web.surveys.queries import classes, recipients
from chiiki_web.surveys.queries.response import excluded
from chiiki_web.surveys.queries.stamp import stamp_of_frame
from chiiki_web.surveys.queries.strata import strata, summed
from chiiki_web.surveys.views import pages
from chiiki_web.ui import confirming, formats

PER_PAGE = 50
SHOWN_ROWS = 10


@access.role(*pages.READERS)
def frame(request: MemberRequest, code: str) -> HttpResponse:
    """The frame as it is, and what an office can do to it before the survey opens."""
    survey = pages.survey_or_404(request, code)
    return _show(request, survey)


@access.role("office")
def take_all(request: MemberRequest, code: str) -> HttpResponse:
    """Make the frame of every municipality of the register."""
    survey = pages.survey_or_404(request, code)
    if request.method != "POST":
        return redirect("surveys:frame", code)
    return pages.do(
        request,
        lambda: actions.take_all_municipalities(
            survey.pk,
            shown=confirming.shown(request),
            by=request.member,
            at=timezone.now(),
        ),
        _("The frame holds every municipality that exists today."),
        "surveys:frame",
        code,
    )


@access.role("office")
def upload(request: MemberRequest, code: str) -> HttpResponse:
    """Read a table; the next page shows what it would do."""
    survey = pages.survey_or_404(request, code)
    form = forms.TableForm(access.typed(request), request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            table = actions.keep_table(
                survey.pk,
                read_values(file, file.name),
                use=form.cleaned_data["use"],
                name=file.name,
                form_key=pages.form_key(request),
                by=request.member,
                at=timezone.now(),
            )
        except refusals.Refusal as refusal:
            refusals.say(request, refusal)
        else:
            return redirect("surveys:table", code, table.pk)
    return _show(request, survey, table_form=form)


@access.role("office")
def table(request: MemberRequest, code: str, pk: int) -> HttpResponse:
    """What a table says and what is wrong in it, before it is taken over."""
    survey = pages.survey_or_404(request, code)
    found = get_object_or_404(FrameTable, pk=pk, survey=survey)
    if request.method == "POST":
        is_done = pages.succeeds(
            request,
            lambda: actions.take_table(
                found.pk,
                shown=confirming.shown(request),
                by=request.member,
                at=timezone.now(),
            ),
            _("The table is taken over."),
            _("The frame says all of this already. Nothing was changed."),
        )
        if is_done:
            return redirect("surveys:frame", code)
    context = {
        "shown": stamp_of_frame(survey),
        "survey": survey,
        "table": found,
        "faults": [
            wording.explain(reason(name, **values)) for name, values in found.faults
        ],
        "rows": [
            one | {"size_class_name": classes.class_name(one.get("size_class", ""))}
            for one in found.rows[:SHOWN_ROWS]
        ],
        "most": SHOWN_ROWS,
        "own_classes": _own_classes(found),
        "now_in_frame": survey.recipients.count(),
    }
    return render(request, "surveys/table.html", context)


@access.role("office")
def exclude(request: MemberRequest, code: str) -> HttpResponse:
    """Leave out a prefecture or single units, with the reason."""
    survey = pages.survey_or_404(request, code)
    form = _exclude_form(request, survey)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        is_done = pages.succeeds(
            request,
            lambda: actions.exclude(
                survey.pk,
                prefecture=typed["prefecture"],
                numbers=actions.numbers_in(typed["numbers"]),
                ground=typed["ground"],
                by=request.member,
                at=timezone.now(),
            ),
            _left_out,
        )
        if is_done:
            return redirect("surveys:frame", code)
    return _show(request, survey, exclude_form=form)


@access.role("office")
def include(request: MemberRequest, code: str, number: int) -> HttpResponse:
    """Take one unit in again."""
    survey = pages.survey_or_404(request, code)
    if request.method != "POST":
        return redirect("surveys:frame", code)
    return pages.do(
        request,
        lambda: actions.include(
            survey.pk, numbers=[number], by=request.member, at=timezone.now()
        ),
        _("The unit is in the survey again."),
        "surveys:frame",
        code,
        nothing=_("This unit was not left out. Nothing is changed."),
    )


@access.role("office")
def sample(request: MemberRequest, code: str) -> HttpResponse:
    """Draw a sample by stratum, or ask all again."""
    survey = pages.survey_or_404(request, code)
    rows = strata(survey)
    sizes = {one.code: one.can_be_drawn for one in rows}
    initial = {"seed": uuid4().int % 1_000_000 if survey.seed is None else survey.seed}
    initial |= {
        f"n{place}": survey.per_stratum.get(code) for place, code in enumerate(sizes)
    }
    form = forms.SampleForm(access.typed(request), strata=sizes, initial=initial)
    now = timezone.now()
    if request.method == "POST" and "all" in request.POST:
        return pages.do(
            request,
            lambda: actions.ask_all(survey.pk, by=request.member, at=now),
            _("Everybody in the frame is asked."),
            "surveys:office",
            code,
        )
    if request.method == "POST" and form.is_valid():
        return pages.do(
            request,
            lambda: actions.draw_sample(
                survey.pk,
                form.per_stratum(),
                seed=form.cleaned_data["seed"],
                by=request.member,
                at=now,
            ),
            _("The sample is drawn."),
            "surveys:office",
            code,
        )
    context = {"survey": survey, "form": form, "strata": rows, "all": summed(rows)}
    return render(request, "surveys/sample.html", context)


def _show(request: MemberRequest, survey: Survey, **bound: object) -> HttpResponse:
    chosen = {"state": request.GET.get("state", ""), "q": request.GET.get("q", "")}
    listed = recipients.listed(survey, chosen, is_whole=True)
    may_change = pages.acts(request, survey) and survey.is_draft
    shown = stamp_of_frame(survey) if may_change else ""
    rows = strata(survey)
    context: dict[str, object] = {
        "survey": survey,
        "shown": shown,
        "may_change": may_change,
        "page": Paginator(listed, PER_PAGE).get_page(request.GET.get("page")),
        "chosen": chosen,
        "strata": rows,
        "all": summed(rows),
        "excluded": excluded(survey),
        "source": classes.source(),
        "table_form": forms.TableForm(None),
        "exclude_form": _exclude_form(None, survey),
        "form_key": uuid4(),
    }
    return render(request, "surveys/frame.html", context | bound)


def _own_classes(found: FrameTable) -> str:
    """Size classes that only this table knows, each with its first line."""
    usual = {one.code for one in classes.usual()}
    first: dict[str, str] = {}
    for one in found.rows:
        if (code := one.get("size_class", "")) and code not in usual:
            first.setdefault(code, one["line"])
    told = [
        _("%(name)s (line %(line)s)") % {"name": code, "line": line}
        for code, line in first.items()
    ]
    return formats.between().join(told[:SHOWN_ROWS])


def _left_out(count: int) -> str:
    words = ngettext(
        "%(count)s unit is left out.", "%(count)s units are left out.", count
    )
    return words % {"count": count}


def _exclude_form(request: MemberRequest | None, survey: Survey) -> forms.ExcludeForm:
    return forms.ExcludeForm(
        access.typed(request) if request is not None else None,
        prefectures=recipients.prefectures_of(survey),
    )
