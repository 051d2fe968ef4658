"""Standard processing times: what is late, what decisions took, and who sets the standard."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from chiiki_web import access, refusals
from chiiki_web.accounts.requests import MemberRequest
from chiiki_web.applications import actions as applications
from chiiki_web.applications import queries as application_queries
from chiiki_web.desk import forms, queries
from chiiki_web.refusals import Refusal
from chiiki_web.schemes import queries as schemes
from chiiki_web.ui import charts, formats

MOST_BARS = 8


@access.role("office", "auditor")
def processing(request: MemberRequest) -> HttpResponse:
    """Each call with its standard, what waits and how near it is, and what it took."""
    now = timezone.now()
    times = queries.times(request.member, now)
    context = {
        "times": times,
        "chart": _chart(times),
        "to_set": queries.calls_to_set(request.member),
        "late": sum(one.late for one in times),
    }
    return render(request, "desk/processing.html", context)


@access.role("office")
def set_time(request: MemberRequest, call_pk: int) -> HttpResponse:
    """Say within how many days is decided, before the first application comes."""
    own = schemes.calls().filter(office=request.member.organisation_id)
    call = get_object_or_404(own, pk=call_pk)
    standard = application_queries.standard_of(call)
    initial = (
        {"days": standard.days, "counted_from": standard.counted_from}
        if standard
        else {}
    )
    form = forms.TimeForm(access.typed(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            applications.set_processing_time(
                call.pk, by=request.member, at=timezone.now(), **form.cleaned_data
            )
        except Refusal as refusal:
            refusals.say(request, refusal)
        else:
            messages.success(request, _("The standard processing time is kept."))
            return redirect("desk:processing")
    context = {
        "call": call,
        "form": form,
        "standard": standard,
        "may_set": application_queries.may_set(call),
    }
    return render(request, "desk/set_time.html", context)


def _chart(times: list[queries.CallTimes]) -> charts.Bars | None:
    """What decisions took beside the standard; nothing where nothing was decided."""
    decided = [one for one in times if one.median_days is not None][:MOST_BARS]
    if not decided:
        return None
    return charts.Bars(
        title=_("Days to the decision (median), by call"),
        row_name=_("Call"),
        unit=_("days"),
        names=(_("Days counted"), _("Standard days")),
        rows=tuple(
            charts.Bar(
                formats.local(one.call, "name"),
                one.median_days,
                second=one.standard.days if one.standard else None,
            )
            for one in decided
        ),
        note=_("Days with the applicant for correction are not counted."),
    )
