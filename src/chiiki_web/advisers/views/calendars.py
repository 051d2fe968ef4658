"""The calendar of an adviser, month by month."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dates import WEEKDAYS_ABBR
from django.utils.translation import gettext as _

from chiiki import periods
from chiiki.errors import EngineError
from chiiki_web import access, refusals, stale
from chiiki_web.accounts.requests import MemberRequest
from chiiki_web.advisers import actions, forms, queries
from chiiki_web.advisers.models import Adviser
from chiiki_web.refusals import Refusal

FROM_SUNDAY = (6, 0, 1, 2, 3, 4, 5)


@access.role("adviser")
def calendar(request: MemberRequest) -> HttpResponse:
    """Mark the days on which I cannot come; a longer absence by its first and last day."""
    adviser = queries.any_entry_of(request.member)
    if adviser is None:
        return render(request, "advisers/none.html")
    month, typed = _month(request), access.typed(request)
    form = forms.SpanForm(typed if _is_span(typed) else None)
    if request.method == "POST" and typed is not None:
        done = _mark(request, adviser, month, typed, form)
        if done is not None:
            return done
    shown = queries.month_of(adviser, month, timezone.localdate())
    away = [one.on for one in shown.days if one.is_away]
    return render(
        request,
        "advisers/calendar.html",
        {
            "adviser": adviser,
            "month": shown,
            "weekdays": [str(WEEKDAYS_ABBR[at]) for at in FROM_SUNDAY],
            "seen": stale.stamp(actions.as_marked(month, away)),
            "form": form,
            "absences": queries.spans_ahead(adviser, timezone.localdate()),
        },
    )


def _mark(
    request: MemberRequest,
    adviser: Adviser,
    month: date,
    typed: QueryDict,
    form: forms.SpanForm,
) -> HttpResponse | None:
    """Do what was sent; None where the form is shown again with its faults."""
    who: dict[str, Any] = {"by": request.member, "at": timezone.now()}
    do = typed.get("do", "")
    try:
        if _is_span(typed):
            if not form.is_valid():
                return None
            actions.mark_span(
                adviser.pk, is_away=do == "away", **form.cleaned_data, **who
            )
        elif do in ("month-away", "month-free"):
            last = periods.add_months(month, 1) - timedelta(1)
            today = timezone.localdate()
            first = today if month <= today <= last else month
            actions.mark_span(
                adviser.pk,
                first_day=first,
                last_day=last,
                is_away=do == "month-away",
                **who,
            )
        else:
            actions.mark_month(
                adviser.pk,
                month=month,
                away=_days(typed),
                seen=typed.get(stale.NAME, ""),
                **who,
            )
    except Refusal as refusal:
        refusals.say(request, refusal)
        return None
    messages.success(request, _("The calendar is kept."))
    return redirect(f"{reverse('advisers:calendar')}?month={month:%Y-%m}")


def _is_span(typed: QueryDict | None) -> bool:
    return typed is not None and typed.get("do") in ("away", "free")


def _days(typed: QueryDict) -> list[date]:
    """The days that were ticked; what is no day is left out."""
    found = []
    for text in typed.getlist("day"):
        try:
            found.append(date.fromisoformat(text))
        except ValueError:
            continue
    return found


def _month(request: MemberRequest) -> date:
    """The month in the address, within the calendar; else the present one."""
    today = timezone.localdate()
    earliest, latest = queries.reach(today)
    try:
        wanted = periods.parse_month(request.GET.get("month", ""))
    except EngineError:
        wanted = today.replace(day=1)
    return min(max(wanted, earliest), latest)
