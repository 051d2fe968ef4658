"""Pages about overlaps: of one application, and of all in a call."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from chiiki_web import access, refusals, wording
from chiiki_web.accounts.requests import MemberRequest
from chiiki_web.applications import queries as applications
from chiiki_web.awards import queries as awards
from chiiki_web.overlaps import actions, forms, queries
from chiiki_web.overlaps.models import Kind
from chiiki_web.refusals import Refusal

PER_PAGE = 20


@dataclass(frozen=True, slots=True)
class Group:
    """Two applications with the overlaps between them."""

    pair: queries.Pair
    rows: list[Row]


@dataclass(frozen=True, slots=True)
class Row:
    """An overlap as it is read, with the form in which the office rules on it."""

    found: queries.Found
    kind: str
    reasons: list[str]
    form: forms.RulingForm
    seen: str


@access.role("officer", "office", "auditor")
def of_application(request: MemberRequest, pk: int) -> HttpResponse:
    """What one application shares with others; the office says what it finds."""
    application = get_object_or_404(applications.visible_to(request.member), pk=pk)
    typed = access.typed(request)
    form = forms.RulingForm(typed)
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        try:
            actions.rule_on_overlap(
                pk, values.pop("other"), by=request.member, at=timezone.now(), **values
            )
        except Refusal as refusal:
            refusals.say(request, refusal)
        else:
            messages.success(request, _("What you found is written down."))
            return redirect("overlaps:application", pk)
    found = queries.overlaps_of(application, request.member)
    groups = [_group(one, form) for one in queries.pairs_of(found)]
    is_shown = any(row.form is form for group in groups for row in group.rows)
    return render(
        request,
        "overlaps/application.html",
        {
            "application": application,
            "groups": groups,
            "kept": "" if is_shown else refusals.typed_in(form, "ground"),
            "is_office": request.member.role == "office",
        },
    )


@access.role("office", "auditor")
def of_call(request: MemberRequest, pk: int) -> HttpResponse:
    """Every overlap among the applications of a call, what is open first."""
    call = get_object_or_404(awards.calls_of(request.member), pk=pk)
    form = forms.FilterForm(request.GET)
    wanted = form.cleaned_data if form.is_valid() else {}
    findings = queries.findings_of(call, **wanted)
    page = Paginator(queries.pairs_in(findings), PER_PAGE).get_page(
        request.GET.get("page")
    )
    pairs = queries.told(list(page.object_list), findings, request.member)
    context = {
        "call": call,
        "page": page,
        "groups": [_group(one) for one in pairs],
        "form": form,
        "is_filtered": any(wanted.values()),
        "standing": queries.standing_of(call),
    }
    return render(request, "overlaps/call.html", context)


def _group(pair: queries.Pair, sent: forms.RulingForm | None = None) -> Group:
    return Group(pair, [_row(one, sent) for one in pair.found])


def _row(found: queries.Found, sent: forms.RulingForm | None = None) -> Row:
    key = {"other": found.other.pk, "kind": found.overlap.kind.value}
    is_sent = (
        sent is not None
        and sent.is_bound
        and sent["other"].value() == str(found.other.pk)
        and sent["kind"].value() == found.overlap.kind.value
    )
    prefix = f"{found.other.pk}-{found.overlap.kind.value}"
    fresh = forms.RulingForm(initial=key, auto_id=f"{prefix}-%s")
    return Row(
        found=found,
        kind=str(Kind(found.overlap.kind.value).label),
        reasons=[wording.explain(one) for one in found.overlap.reasons],
        form=sent if is_sent and sent is not None else fresh,
        seen=queries.seen(found.ruling),
    )
