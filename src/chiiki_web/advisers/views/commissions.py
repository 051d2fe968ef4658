"""Commissions of a fiscal year: one or many at once, those of last year again, an end."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from chiiki import periods
from chiiki_web import access, refusals, wording
from chiiki_web.accounts.requests import MemberRequest
from chiiki_web.advisers import actions, forms, queries
from chiiki_web.documents.responses import as_download
from chiiki_web.refusals import Refusal
from chiiki_web.ui import confirming, formats

ONLY = ("last", "none")


@access.role("office", "auditor")
def commissions(request: MemberRequest) -> HttpResponse:
    """Everybody before a fiscal year; who is ticked is commissioned after a look back."""
    today = timezone.localdate()
    present = periods.fiscal_year(today)
    year = present + (request.GET.get("year") == "next")
    rows = queries.renewals(year, today)
    typed = access.typed(request)
    form = forms.CommissionForm(typed, rows)
    is_office = request.member.role == "office"
    if request.method == "POST" and is_office and form.is_valid():
        if confirming.is_new(request):
            return confirming.ask(request, _question(form, year))
        if confirming.is_confirmed(request):
            _commission(request, form, year)
            return redirect(request.get_full_path())
    only = request.GET.get("only", "")
    shown = [
        one
        for one in rows
        if only not in ONLY
        or (one.is_of_last_year and one.current is None and only == "last")
        or (one.current is None and only == "none")
    ]
    return render(
        request,
        "advisers/commissions.html",
        {
            "rows": shown,
            "count": sum(one.current is not None for one in rows),
            "renewable": sum(
                one.is_of_last_year and one.can_be_commissioned for one in rows
            ),
            "form": form,
            "only": only,
            "chosen": set(form.chosen),
            "year": year,
            "present": present,
            "is_office": is_office,
        },
    )


@access.role("office")
def end(request: MemberRequest, pk: int) -> HttpResponse:
    """End a commission before its year is over."""
    held = get_object_or_404(queries.visible_commissions(request.member), pk=pk)
    form = forms.GroundForm(access.typed(request))
    if request.method == "POST" and form.is_valid():
        try:
            actions.end_commission(
                held.pk, by=request.member, at=timezone.now(), **form.cleaned_data
            )
        except Refusal as refusal:
            refusals.say(request, refusal)
        else:
            messages.success(
                request, _("The commission has ended. The adviser is told.")
            )
            return redirect("advisers:detail", held.adviser_id)
    return render(request, "advisers/end.html", {"held": held, "form": form})


@access.role("office", "auditor", "adviser")
def letter(request: MemberRequest, pk: int) -> FileResponse:
    """The letter of commission as PDF; made now if the worker has not come to it yet."""
    held = get_object_or_404(queries.visible_commissions(request.member), pk=pk)
    stored = held.letter or actions.make_letter(held.pk, at=timezone.now())
    if stored is None:
        raise Http404
    return as_download(stored, f"委嘱状_{held.number}.pdf")


def _question(form: forms.CommissionForm, year: int) -> confirming.Question:
    wanted = form.wanted()
    able = [(one, days) for one, days in wanted if one.can_be_commissioned]
    unable = [one for one, _days in wanted if not one.can_be_commissioned]
    said = [
        (one.adviser.membership.user.name, formats.with_unit(days, _("days")))
        for one, days in able
    ]
    follows = [
        ngettext(
            "%(n)s person is commissioned for %(year)s and told by message.",
            "%(n)s persons are commissioned for %(year)s and told by message.",
            len(able),
        )
        % {"n": len(able), "year": formats.fiscal_year(year)},
        _("Each gets a letter of commission with a number of its own."),
    ]
    if unable:
        names = formats.between().join(str(one.adviser) for one in unable)
        follows.append(
            _("Not possible as things stand, and left out: %(names)s.")
            % {"names": names}
        )
    return confirming.Question(
        _("Commission for %(year)s?") % {"year": formats.fiscal_year(year)},
        said,
        follows,
        _("Commission"),
    )


def _commission(request: MemberRequest, form: forms.CommissionForm, year: int) -> None:
    """One after the other by the single action; what is refused stops no other."""
    done = 0
    for one, days in form.wanted():
        try:
            actions.commission_adviser(
                one.adviser.pk,
                fiscal_year=year,
                capacity_days=days,
                rate_class=form.cleaned_data["rate_class"],
                by=request.member,
                at=timezone.now(),
            )
        except Refusal as refusal:
            _say(request, one, refusal)
        else:
            done += 1
    if done:
        said = ngettext(
            "%(n)s person commissioned.", "%(n)s persons commissioned.", done
        )
        messages.success(request, said % {"n": done})


def _say(request: MemberRequest, one: Any, refusal: Refusal) -> None:
    """Who was not commissioned, and why."""
    name = one.adviser.membership.user.name
    words = formats.gap().join(wording.explain(reason) for reason in refusal.reasons)
    messages.error(
        request,
        pgettext("after a name", "%(name)s: %(said)s") % {"name": name, "said": words},
    )
