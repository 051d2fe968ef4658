"""The step about people: one page for the leader and the stakeholders.

Every button saves what was typed first, so that adding a stakeholder loses nothing.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils import timezone

from chiiki_web import access, refusals
from chiiki_web.accounts.requests import MemberRequest
from chiiki_web.numbers import number_of
from chiiki_web.plans import actions, forms, queries
from chiiki_web.plans.models import Plan, WorkingCopy
from chiiki_web.plans.views import pages, sheets

CODE = "people"
NEW = "new"
ROW = ("kind", "name", "part")


def people(request: MemberRequest, plan: Plan) -> HttpResponse:
    """Show the step, or do what its button says."""
    typed, now = access.typed(request), timezone.now()
    sheet = sheets.read(typed, plan)
    if other := sheets.stranger(request, sheet):
        return other
    adding = _adding(typed)
    if request.method == "POST":
        wanted = adding.is_bound and not sheet.is_autosave
        is_valid = not wanted or adding.is_valid()
        outcome = actions.save_step(
            plan.pk,
            sheets.typed_of(sheet, forms.PeopleForm(typed), **_row(typed)),
            by=request.member,
            at=now,
        )
        if sheet.is_autosave:
            return sheets.answer(plan, CODE, outcome, request.member)
        if elsewhere := sheets.after(request, plan, CODE, outcome):
            return elsewhere
        if is_valid and not set(outcome.unread) - {queries.STAKEHOLDER}:
            try:
                _do(request, plan, adding, now)
            except actions.CannotChangePlan as refusal:
                refusals.say(request, refusal)
            else:
                return _answer(request, plan)
        plan, typed = pages.readable(request, plan.pk), None
    return _show(request, plan, sheet, typed, adding)


def _show(
    request: MemberRequest,
    plan: Plan,
    sheet: sheets.Sheet,
    typed: QueryDict | None,
    adding: forms.StakeholderForm,
) -> HttpResponse:
    copies = sheets.copies_of(plan, request.member, CODE)
    if typed is None:
        form = sheets.overlaid(forms.PeopleForm, plan, copies.unfinished)
        sheet = sheets.fresh(plan, sheets.marks(form))
        sheets.say_kept(request, copies.unfinished, timezone.now())
        adding = adding if adding.is_bound else _begun(copies.unfinished)
    else:
        form = forms.PeopleForm(typed)
    return pages.show_step(
        request,
        "plans/people.html",
        plan,
        CODE,
        form=form,
        adding=adding,
        sheet=sheet,
        clashes=copies.clashes,
    )


def _adding(typed: QueryDict | None) -> forms.StakeholderForm:
    return forms.StakeholderForm(typed if _adds(typed) else None, prefix=NEW)


def _begun(copies: list[WorkingCopy]) -> forms.StakeholderForm:
    """The row as it was left half typed."""
    found = next((one for one in copies if one.part == queries.STAKEHOLDER), None)
    initial = {name: "".join(raw) for name, raw in found.typed.items()} if found else {}
    return forms.StakeholderForm(initial=initial, prefix=NEW)


def _row(typed: QueryDict | None) -> dict[str, Any]:
    """The half typed row as a working copy, or that none is wanted any more."""
    given = {name: _given(typed, name) for name in ROW}
    if not (given["name"].strip() or given["part"].strip()):
        return {"let_go": [queries.STAKEHOLDER]}
    return {
        "raw": {queries.STAKEHOLDER: {name: [given[name]] for name in ROW}},
    }


def _adds(typed: QueryDict | None) -> bool:
    """Whether a stakeholder is to be added: by the button, or because a name stands there."""
    return typed is not None and bool(
        typed.get("do") == "add" or typed.get("new-name", "").strip()
    )


def _given(typed: QueryDict | None, name: str) -> str:
    return typed.get(f"{NEW}-{name}", "") if typed is not None else ""


def _do(
    request: MemberRequest, plan: Plan, adding: forms.StakeholderForm, at: datetime
) -> None:
    by = request.member
    if adding.is_bound:
        actions.add_stakeholder(plan.pk, by=by, at=at, **adding.cleaned_data)
        plan.working_copies.filter(member=by, part=queries.STAKEHOLDER).delete()
    deed, _dash, row = request.POST.get("do", "").partition("-")
    number = number_of(row)
    if deed == "remove" and number is not None:
        actions.remove_stakeholder(plan.pk, number, by=by, at=at)


def _answer(request: MemberRequest, plan: Plan) -> HttpResponse:
    here = forms.step_of(CODE).url(plan)
    deed = request.POST.get("do", "").partition("-")[0]
    if deed in ("add", "remove"):
        return redirect(f"{here}#stakeholders")
    return pages.saved(request, plan, CODE)
