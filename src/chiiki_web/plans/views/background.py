"""The page on which a plan's applicants say what no form of the plan asks.

What this site knows by itself stands there too, apart from what was stated.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from chiiki import rules
from chiiki_web import access, refusals
from chiiki_web.accounts.models import Organisation
from chiiki_web.accounts.requests import MemberRequest
from chiiki_web.backgrounds import actions
from chiiki_web.backgrounds import queries as backgrounds
from chiiki_web.backgrounds.forms import YES, AwardForm, StrengthForm
from chiiki_web.backgrounds.models import AwardStatement
from chiiki_web.plans import queries
from chiiki_web.plans.models import Plan
from chiiki_web.plans.views import pages
from chiiki_web.schemes import queries as schemes
from chiiki_web.schemes.models import Programme

READERS = ("officer", "office", "auditor", "administrator")
AWARD, STRENGTH = "award", "strength"


@dataclass(frozen=True, slots=True)
class Row:
    """One award, or that there was none: from this site, or as an officer stated it."""

    organisation: Organisation
    programme: Programme
    award: backgrounds.HeldAward | None = None
    statement: AwardStatement | None = None


@access.role(*READERS)
def background(request: MemberRequest, pk: int) -> HttpResponse:
    """Earlier awards and fiscal strength: what is known, and what is still to be stated."""
    plan = pages.readable(request, pk)
    everyone = [plan.organisation, *plan.partners.all()]
    own = _stated_by(request, plan, everyone)
    leads = queries.may_change(plan, request.member)
    typed = access.typed(request)
    does = typed.get("do", "") if typed is not None else ""
    known = queries.background_of(plan)
    lacking = _lacking(known, everyone, timezone.now())
    award = AwardForm(
        own, typed if does == AWARD else None, initial=_first(request, lacking, own)
    )
    strength = StrengthForm(typed if does == STRENGTH else None)
    if request.method == "POST":
        if not own or (does == STRENGTH and not leads):
            messages.error(request, _("You read this plan and do not write it."))
            return redirect("plans:background", plan.pk)
        try:
            if _state(request, plan, award, strength):
                messages.success(request, _("Kept, marked as stated."))
                return redirect("plans:background", plan.pk)
        except actions.CannotState as refusal:
            refusals.say(request, refusal)
    context = {
        "plan": plan,
        "leads": leads,
        "may_state": bool(own),
        "rows": _rows(known, everyone),
        "lacking": lacking,
        "place": backgrounds.place_of(plan.organisation, plan.municipality),
        "known": known,
        "award_form": award,
        "strength_form": strength,
    }
    return render(request, "plans/background.html", context)


def _stated_by(
    request: MemberRequest, plan: Plan, everyone: list[Organisation]
) -> list[Organisation]:
    """Of whom this hat states something: the lead of all, a partner of itself."""
    if request.member.role != "officer":
        return []
    if queries.may_change(plan, request.member):
        return everyone
    return [one for one in everyone if one.pk == request.member.organisation_id]


def _state(
    request: MemberRequest, plan: Plan, award: AwardForm, strength: StrengthForm
) -> bool:
    """Keep what one of the forms says, if it can be read."""
    by, at = request.member, timezone.now()
    if award.is_bound and award.is_valid():
        said = award.cleaned_data
        actions.state_award(
            award.chosen(),
            said["programme"],
            decided_on=said["decided_on"] if said["had_award"] == YES else None,
            source=said["source"],
            case=plan.case,
            by=by,
            at=at,
        )
        return True
    if strength.is_bound and strength.is_valid():
        actions.state_strength(
            plan.organisation,
            backgrounds.place_of(plan.organisation, plan.municipality),
            case=plan.case,
            by=by,
            at=at,
            **strength.cleaned_data,
        )
        return True
    return False


def _rows(known: backgrounds.Background, everyone: list[Organisation]) -> list[Row]:
    """What is known of each programme, this site's own awards first."""
    bodies = {one.pk: one for one in everyone}
    programmes = Programme.objects.in_bulk({one.programme for one in known.awards})
    rows = [
        Row(bodies[one.organisation], programmes[one.programme], award=one)
        for one in known.awards
        if one.organisation in bodies
    ]
    latest = {
        (one.organisation_id, one.programme_id): one for one in known.award_statements
    }
    return rows + [
        Row(one.organisation, one.programme, statement=one) for one in latest.values()
    ]


def _lacking(
    known: backgrounds.Background, everyone: list[Organisation], at: datetime
) -> list[tuple[Organisation, Programme]]:
    """Of whom nothing is known although an open or announced call asks for it."""
    calls = [*schemes.open_calls(at), *schemes.coming_calls(at)]
    asking = {
        call.programme_id: call.programme
        for call in calls
        if rules.facts_read(schemes.scheme_of(call)) & backgrounds.AWARD_FACTS
    }
    return [
        (one, programme)
        for programme in asking.values()
        for one in everyone
        if not backgrounds.is_said(known, one.pk, programme.pk)
    ]


def _first(
    request: MemberRequest,
    lacking: list[tuple[Organisation, Programme]],
    own: list[Organisation],
) -> dict[str, object]:
    """What the form begins with: what a link asks for, or the first that lacks."""
    asked = [pair for pair in lacking if pair[0] in own][:1]
    found: dict[str, object] = {"organisation": own[0].pk if own else None}
    for organisation, programme in asked:
        found |= {"organisation": organisation.pk, "programme": programme.pk}
    chosen = {"organisation", "programme"} & request.GET.keys()
    return found | {name: request.GET[name] for name in chosen}
