"""Pages about programmes and calls: what there is, what it asks, until when."""

from __future__ import annotations

from collections import defaultdict

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from chiiki_web import access, refusals, wording
from chiiki_web.accounts.models import Membership
from chiiki_web.accounts.requests import MemberRequest
from chiiki_web.schemes import actions, forms, queries
from chiiki_web.schemes.models import Call, Programme
from chiiki_web.schemes.queries.linked_data import linked_call, linked_programme
from chiiki_web.schemes.views.rounds import rows_of
from chiiki_web.schemes.views.stated import scheme_context


@access.public
def listed(request: HttpRequest) -> HttpResponse:
    """Open calls first, then every programme of the deck by what it helps with."""
    now = timezone.now()
    programmes = Programme.objects.all()
    by_kind: dict[str, list[object]] = defaultdict(list)
    for one in programmes:
        found = queries.published(one)
        row = {
            "programme": one,
            "budgets": found.budgets if found else (),
            "calls": queries.published_calls(one),
        }
        by_kind[one.kind].append(row)
    context = {
        "open_calls": queries.open_calls(now),
        "coming_calls": queries.coming_calls(now),
        "kinds": [
            (label, by_kind[code])
            for code, label in Programme.Kind.choices
            if by_kind[code]
        ],
        "may_open": _is_office(request),
    }
    return render(request, "schemes/list.html", context)


@access.public
def detail(request: HttpRequest, code: str) -> HttpResponse:
    """One programme: purpose, rules in plain words, money, criteria, calls of the past."""
    programme = get_object_or_404(Programme, pk=code)
    now = timezone.now()
    scheme = queries.rules_of(programme)
    own_calls = queries.all_calls().filter(programme=programme)
    context = {
        "programme": programme,
        "linked": linked_programme(programme, _address("schemes:detail", code)),
        "published": queries.published(programme),
        "published_calls": queries.published_calls(programme),
        **(scheme_context(scheme) if scheme else {}),
        "open_calls": queries.open_calls_of(programme, now),
        "has_ended": queries.has_ended(programme, now)
        and not queries.coming_calls(now).filter(programme=programme).exists(),
        "past_calls": own_calls.filter(queries.ended(now))[:20],
        "now": now,
    }
    return render(request, "schemes/detail.html", context)


@access.public
def call(request: HttpRequest, pk: int) -> HttpResponse:
    """One call: until when, how much, what is asked, how it is judged, what to do next."""
    found = get_object_or_404(queries.all_calls().prefetch_related("fields"), pk=pk)
    now = timezone.now()
    member = getattr(request, "member", None)
    stands_on = queries.version_of(found)
    digest = queries.scheme_of_version(stands_on).digest
    window = queries.window_of(found, now)
    reasons = queries.why_no_round(queries.rounds_of(found), now)
    context = {
        "call": found,
        "scheme": queries.scheme_of(found),
        "linked": linked_call(
            found,
            queries.scheme_of(found),
            now,
            _address("schemes:call", pk),
            _address("schemes:detail", found.programme_id),
        ),
        "criteria": found.criteria.all(),
        "points": sum(one.max_points for one in found.criteria.all()),
        "extensions": queries.extensions_of(found),
        "amendments": queries.amendments_of(found),
        "version": stands_on,
        "rules_are_unchanged": digest == found.scheme_digest,
        "is_open": queries.is_open(found, now),
        "is_coming": now < window.opens_at and not found.cancelled_at,
        "window": window,
        "now": now,
        "rows": rows_of(found, now) if window.round else [],
        "round_events": queries.round_events_of(found) if window.round else [],
        "why_not": [wording.explain(one) for one in reasons],
        "cancelled_because": queries.ground_of_cancelling(found),
        "days_left": (
            timezone.localdate(window.closes_at) - timezone.localdate(now)
        ).days,
        "may_extend": _runs(member, found)
        and now < found.closes_at
        and not found.cancelled_at,
    }
    return render(request, "schemes/call.html", context)


@access.role("office")
def extend(request: MemberRequest, pk: int) -> HttpResponse:
    """Let a call close later, and say why."""
    found = get_object_or_404(queries.calls_of(request.member.organisation), pk=pk)
    form = forms.ExtensionForm(access.typed(request))
    if request.method == "POST" and form.is_valid():
        try:
            actions.extend_call(
                found.pk, by=request.member, at=timezone.now(), **form.cleaned_data
            )
        except actions.CannotExtendCall as refusal:
            refusals.say(request, refusal)
        else:
            messages.success(request, _("The call is extended."))
            has_rounds = bool(queries.rounds_of(found))
            page = "schemes:rounds" if has_rounds else "schemes:call"
            return redirect(page, found.pk)
    return render(
        request,
        "schemes/extend.html",
        {"call": found, "form": form, "rounds": queries.rounds_of(found)},
    )


def _address(name: str, key: object) -> str:
    return f"{settings.CHIIKI_ADDRESS}{reverse(name, args=[key])}"


def _is_office(request: HttpRequest) -> bool:
    member = getattr(request, "member", None)
    return member is not None and member.role == Membership.Role.OFFICE


def _runs(member: Membership | None, call: Call) -> bool:
    return (
        member is not None
        and member.role == Membership.Role.OFFICE
        and member.organisation_id == call.office_id
    )
