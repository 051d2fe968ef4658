"""Pages that start a plan and write it step by step."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from chiiki_web import access, refusals
from chiiki_web.accounts.requests import MemberRequest
from chiiki_web.plans import actions, forms
from chiiki_web.plans.models import Plan
from chiiki_web.plans.views import pages, people, sheets
from chiiki_web.regions.models import Municipality


@access.role("officer")
def new(request: MemberRequest) -> HttpResponse:
    """Start a plan; ``?municipality=CODE&field=CODE`` come from the home page."""
    form = forms.StartForm(access.typed(request), initial=_beginning(request))
    if request.method == "POST" and form.is_valid():
        try:
            plan = actions.start_plan(
                by=request.member, at=timezone.now(), **form.cleaned_data
            )
        except actions.CannotStartPlan as refusal:
            refusals.say(request, refusal)
        else:
            return redirect(forms.STEPS[0].url(plan))
    return render(request, "plans/new.html", {"form": form, "steps": forms.STEPS})


@access.role("officer")
def edit(request: MemberRequest, pk: int, step: str = "problem") -> HttpResponse:
    """One step of a plan; ``do=next`` goes on to the next one after saving."""
    plan = pages.readable(request, pk)
    if elsewhere := pages.refuse_reader(request, plan):
        return elsewhere
    if step not in {one.code for one in forms.STEPS}:
        raise Http404
    found = forms.step_of(step)
    if found.form is None:
        return redirect(found.url(plan))
    if found.form is forms.PeopleForm:
        return people.people(request, plan)
    return _edit(request, plan, found, found.form)


def _edit(
    request: MemberRequest, plan: Plan, step: forms.Step, kind: type[forms.StepForm]
) -> HttpResponse:
    typed = access.typed(request)
    sheet = sheets.read(typed, plan)
    if other := sheets.stranger(request, sheet):
        return other
    if request.method == "POST":
        outcome = actions.save_step(
            plan.pk,
            sheets.typed_of(sheet, kind(typed)),
            by=request.member,
            at=timezone.now(),
        )
        if sheet.is_autosave:
            return sheets.answer(plan, step.code, outcome, request.member)
        if outcome.is_complete:
            return pages.saved(request, plan, step.code)
        if elsewhere := sheets.after(request, plan, step.code, outcome):
            return elsewhere
        plan, typed = pages.readable(request, plan.pk), None
    copies = sheets.copies_of(plan, request.member, step.code)
    if typed is None:
        form = sheets.overlaid(kind, plan, copies.unfinished)
        sheet = sheets.fresh(plan, sheets.marks(form))
        sheets.say_kept(request, copies.unfinished, timezone.now())
    else:
        form = kind(typed)
    return pages.show_step(
        request,
        "plans/edit.html",
        plan,
        step.code,
        form=form,
        sheet=sheet,
        clashes=copies.clashes,
    )


def _beginning(request: MemberRequest) -> dict[str, Any]:
    own = request.member.organisation.municipality
    code = request.GET.get("municipality", "")
    wanted = (
        Municipality.objects.select_related("prefecture").filter(pk=code).first()
        if code
        else own
    )
    return {
        "form_key": uuid4(),
        "municipality": wanted,
        "field": request.GET.get("field", ""),
    }
