"""Two texts side by side to choose between, and what each part said before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from chiiki_web import access, refusals
from chiiki_web.accounts.requests import MemberRequest
from chiiki_web.numbers import number_of
from chiiki_web.plans import actions, forms, queries
from chiiki_web.plans.models import EarlierText, Plan, WorkingCopy
from chiiki_web.plans.views import pages, sheets
from chiiki_web.ui import formats

THEIRS, MINE, MERGE, FURTHER = "theirs", "mine", "merge", "further"
NEW = "new"


@dataclass(frozen=True, slots=True)
class Clash:
    """One part with two texts: whose they are, and fields to write a third."""

    part: str
    label: str
    theirs: str
    writer: str
    written_at: datetime | None
    is_own: bool
    mine: str
    typed_at: datetime
    fields: list[BoundField]
    is_readable: bool


@dataclass(frozen=True, slots=True)
class EarlierPart:
    """One part with what it says now and said before."""

    label: str
    now: str
    texts: list[tuple[queries.Earlier, str, bool]]


@access.role("officer")
def choose(request: MemberRequest, pk: int, step: str) -> HttpResponse:
    """Both texts of each part that two people wrote, with a button for each."""
    plan = pages.readable(request, pk)
    if elsewhere := pages.refuse_reader(request, plan):
        return elsewhere
    if step not in {one.code for one in forms.STEPS}:
        raise Http404
    if request.method == "POST" and (answer := _choose(request, plan, step)):
        return answer
    plan = pages.readable(request, pk)
    copies = sheets.copies_of(plan, request.member, step).clashes
    if not copies:
        return redirect(forms.step_of(step).url(plan))
    writers = queries.last_writers(plan, [one.part for one in copies])
    clashes = [_clash(request, plan, one, writers) for one in copies]
    context = {
        "plan": plan,
        "step": forms.step_of(step),
        "clashes": clashes,
        "is_own": all(one.is_own for one in clashes),
        "version": plan.version,
    }
    return render(request, "plans/choose.html", context)


@access.role("officer", "auditor")
def earlier(request: MemberRequest, pk: int, step: str) -> HttpResponse:
    """What the parts of a step said before, each to be brought back with one press."""
    plan = pages.readable(request, pk)
    may_change = queries.may_change(plan, request.member)
    if not may_change and request.member.role != "auditor":
        return redirect("plans:detail", plan.pk)
    if step not in {one.code for one in forms.STEPS}:
        raise Http404
    if request.method == "POST" and may_change and _restore(request, plan):
        return redirect("plans:earlier", plan.pk, step)
    found = queries.earlier(plan, forms.parts_of_step(step))
    context = {
        "plan": plan,
        "step": forms.step_of(step),
        "back": forms.step_of(step).url(plan),
        "may_change": may_change,
        "version": plan.version,
        "parts": [
            EarlierPart(
                forms.part_label(part),
                forms.say_part(part, queries.said(plan, part)),
                [
                    (one, forms.say_part(part, one.row.value), _fits(one))
                    for one in texts
                ],
            )
            for part, texts in found.items()
        ],
    }
    return render(request, "plans/earlier.html", context)


def _choose(request: MemberRequest, plan: Plan, step: str) -> HttpResponse | None:
    """Do what the button says; None where the page is to be shown again."""
    part, pick = request.POST.get("part", ""), request.POST.get("do", "")
    copies = sheets.copies_of(plan, request.member, step).clashes
    copy = next((one for one in copies if one.part == part), None)
    if copy is None or pick not in (THEIRS, MINE, MERGE, FURTHER):
        return None
    version = pages.version_of(request.POST, plan)
    by, at = request.member, timezone.now()
    try:
        if pick == FURTHER:
            actions.edit_further(plan.pk, part, version=version, by=by, at=at)
            return redirect(pages.part_url(plan, part))
        actions.choose_text(
            plan.pk,
            part,
            pick=cast("actions.Pick", pick),
            value=_value(request, copy, pick),
            mine=forms.kept_form(part, copy.typed),
            version=version,
            by=by,
            at=at,
        )
    except ValidationError as fault:
        messages.error(request, formats.gap().join(fault.messages))
        return None
    except actions.CannotChangePlan as refusal:
        refusals.say(request, refusal)
        return None
    messages.success(
        request,
        _("Saved. The text that was not chosen stands under “Earlier texts”."),
    )
    return redirect("plans:choose", plan.pk, step)


def _value(request: MemberRequest, copy: WorkingCopy, pick: str) -> Any:
    if pick == THEIRS:
        return None
    typed = copy.typed
    if pick == MERGE:
        names = _names(copy.part)
        typed = {name: request.POST.getlist(f"{NEW}-{name}") for name in names}
    return forms.read_part(copy.part, typed)


def _clash(
    request: MemberRequest,
    plan: Plan,
    copy: WorkingCopy,
    writers: dict[str, EarlierText],
) -> Clash:
    last = writers.get(copy.part)
    said = queries.said(plan, copy.part)
    typed = forms.both_texts(copy.part, said, copy.typed)
    if request.method == "POST" and request.POST.get("part") == copy.part:
        again = {
            name: request.POST.getlist(f"{NEW}-{name}") for name in _names(copy.part)
        }
        typed = again if any(again.values()) else typed
    form = forms.form_of_part(copy.part, typed, NEW)
    kept = forms.kept_form(copy.part, copy.typed)
    return Clash(
        part=copy.part,
        label=forms.part_label(copy.part),
        theirs=forms.say_part(copy.part, said),
        writer=last.by.user.name if last else "",
        written_at=last.last_at if last else None,
        is_own=bool(last and last.by_id == request.member.pk),
        mine=forms.say_typed(copy.part, copy.typed),
        typed_at=copy.kept_at,
        fields=[form[name] for name in _names(copy.part)] if form else [],
        is_readable=not (isinstance(kept, dict) and actions.UNREAD in kept),
    )


def _names(part: str) -> tuple[str, ...]:
    if part == queries.COSTS:
        return ()
    return forms.CHECK_FIELDS if part.startswith(queries.CHECK) else (part,)


def _restore(request: MemberRequest, plan: Plan) -> bool:
    wanted = number_of(request.POST.get("text", ""))
    if wanted is None:
        return False
    row = get_object_or_404(EarlierText, pk=wanted, plan=plan)
    try:
        actions.restore_text(
            row.pk,
            version=pages.version_of(request.POST, plan),
            by=request.member,
            at=timezone.now(),
        )
    except actions.CannotChangePlan as refusal:
        refusals.say(request, refusal)
        return True
    said = _("“%(part)s” says again what it said before.")
    messages.success(request, said % {"part": forms.part_label(row.part)})
    return True


def _fits(one: queries.Earlier) -> bool:
    value = one.row.value
    return not (isinstance(value, dict) and actions.UNREAD in value)
