"""The page of a plan's consortium; one's own part; the signature."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chiiki_web import access, refusals
from chiiki_web.accounts.requests import MemberRequest
from chiiki_web.consortia import actions, forms, queries
from chiiki_web.consortia.models import Invitation, Partnership, Registration
from chiiki_web.consortia.queries import links
from chiiki_web.consortia.views import pages
from chiiki_web.numbers import number_of
from chiiki_web.plans import queries as plans
from chiiki_web.plans.models import Plan

READERS = ("officer", "office", "auditor", "administrator")
State = Partnership.State


@dataclass(frozen=True, slots=True)
class Member:
    """One row of the list: who, how it stands, what it bears, and its open link."""

    partnership: Partnership
    standing: queries.Standing | None
    total: int
    link: str
    is_expired: bool
    invitation: Invitation | None
    asks_registration: bool
    is_own: bool
    may_sign: bool


@dataclass(frozen=True, slots=True)
class NextStep:
    text: str | Promise
    label: str | Promise = ""
    url: str = ""


@access.role(*READERS)
def plan(request: MemberRequest, pk: int) -> HttpResponse:
    """Who carries the plan, who signed it, who recommends it, and the one next step."""
    found = pages.readable(request, pk)
    leads = plans.may_change(found, request.member)
    rows = list(
        found.partnerships.select_related("organisation").prefetch_related(
            "shares", "invitations", "registrations"
        )
    )
    taking_part = [one for one in rows if one.state == State.TAKES_PART]
    signed = queries.signed(found, taking_part)
    demanded = queries.is_demanded(found, taking_part)
    heads = queries.by_head(found, taking_part) if len(taking_part) > 1 else []
    members = [_member(request, one, signed, heads, leads=leads) for one in rows]
    own = next((one for one in members if one.is_own), None)
    context = {
        "plan": found,
        "leads": leads,
        "own": own.partnership if own else None,
        "members": [one for one in members if one.partnership.state in _LIVE],
        "former": [one for one in members if one.partnership.state not in _LIVE],
        "heads": heads,
        "is_demanded": demanded,
        "next_step": _next_step(found, own, members, leads=leads, demanded=demanded),
        "recommendations": list(
            found.recommendations.select_related("recommender", "call", "letter")
            .defer("content")
            .order_by("-pk")
        ),
        "form": forms.GroundForm(),
    }
    return render(request, "consortia/plan.html", context)


@access.role("officer")
def part(request: MemberRequest, pk: int) -> HttpResponse:
    """What my organisation does in the plan, whom to ask, and what it bears."""
    rows = Partnership.objects.select_related("plan", "organisation")
    held = get_object_or_404(
        rows, pk=pk, organisation=request.member.organisation_id, state=State.TAKES_PART
    )
    typed = access.typed(request)
    form = forms.PartForm(held, typed)
    version = _version(request, held)
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_part(
                held.pk,
                form.said(),
                version=version,
                by=request.member,
                at=timezone.now(),
            )
        except actions.CannotChangeConsortium as refusal:
            refusals.say(request, refusal)
            held.refresh_from_db()
            version = held.version
        else:
            messages.success(request, _("Saved."))
            return redirect("consortia:plan", held.plan_id)
    context = {"held": held, "plan": held.plan, "form": form, "version": version}
    return render(request, "consortia/part.html", context)


@access.role("officer")
def sign(request: MemberRequest, pk: int) -> HttpResponse:
    """Read the whole as it stands, and sign it."""
    found = pages.readable(request, pk)
    own = pages.own_partnership(request, found)
    if own is None:
        raise Http404
    signed = queries.signed(found)
    form = forms.SignForm(access.typed(request), initial={"digest": signed.digest})
    if request.method == "POST" and form.is_valid():
        try:
            actions.sign_off(
                own.pk,
                digest=form.cleaned_data["digest"],
                by=request.member,
                at=timezone.now(),
            )
        except actions.CannotChangeConsortium as refusal:
            refusals.say(request, refusal)
            return redirect("consortia:sign", pk)
        messages.success(request, _("Signed as it stands now."))
        return redirect("consortia:plan", pk)
    context = {
        "plan": found,
        "own": own,
        "standing": signed.of(own),
        "awaited": signed.awaited_by(own),
        "members": signed.standings,
        "digest": signed.digest,
        "sections": pages.sections(found),
        "form": form,
    }
    return render(request, "consortia/sign.html", context)


_LIVE = (State.TAKES_PART, State.INVITED)


def _version(request: MemberRequest, held: Partnership) -> int:
    """The version that the writer saw; 0, which is always old, for what is no number."""
    if request.method != "POST":
        return held.version
    return number_of(request.POST.get("version", "")) or 0


def _member(
    request: MemberRequest,
    one: Partnership,
    signed: queries.Signed,
    heads: list[queries.HeadShares],
    *,
    leads: bool,
) -> Member:
    open_links = [
        link
        for link in one.invitations.all()
        if link.used_at is None and link.ended_at is None
    ]
    invitation = open_links[-1] if open_links else None
    return Member(
        partnership=one,
        standing=signed.of(one),
        total=max(sum(head.left for head in heads), 0)
        if one.is_lead
        else queries.total_of(one),
        link=_address(request, invitation) if invitation and leads else "",
        invitation=invitation,
        is_expired=invitation is not None and timezone.now() >= invitation.expires_at,
        asks_registration=any(
            asked.state == Registration.State.WAITING
            for asked in one.registrations.all()
        ),
        is_own=one.state == State.TAKES_PART
        and request.member.role == "officer"
        and one.organisation_id == request.member.organisation_id,
        may_sign=bool(one.part) and not signed.awaited_by(one),
    )


def _address(request: MemberRequest, invitation: Invitation) -> str:
    token = links.link_token(invitation)
    if not token or timezone.now() >= invitation.expires_at:
        return ""
    return request.build_absolute_uri(reverse("consortia:join", args=[token]))


def _next_step(
    found: Plan,
    own: Member | None,
    members: list[Member],
    *,
    leads: bool,
    demanded: bool,
) -> NextStep | None:
    """The one thing to do now, for whoever reads it; nothing for those who only look."""
    if own is None:
        return _first_step(found) if leads else None
    if not own.partnership.part.strip():
        return NextStep(
            gettext_lazy("Write what your organisation does in this plan."),
            gettext_lazy("Write our part"),
            reverse("consortia:part", args=[own.partnership.pk]),
        )
    taking_part = [one for one in members if one.partnership.state == State.TAKES_PART]
    if not demanded or len(taking_part) < 2:
        return None
    return _signing_step(found, own, taking_part, leads=leads)


def _first_step(found: Plan) -> NextStep:
    return NextStep(
        gettext_lazy(
            "Nobody is invited yet. Whoever carries the project with you is invited"
            " here, accepts, and says its own part and costs."
        ),
        gettext_lazy("Invite an organisation"),
        reverse("consortia:invite", args=[found.pk]),
    )


def _signing_step(
    found: Plan, own: Member, taking_part: list[Member], *, leads: bool
) -> NextStep:
    unsigned = [
        one for one in taking_part if one.standing and one.standing.state != "signed"
    ]
    others = [one for one in unsigned if one is not own]
    if own in unsigned and not (leads and others):
        return NextStep(
            gettext_lazy("Read the plan as it stands, and sign it."),
            gettext_lazy("Read and sign"),
            reverse("consortia:sign", args=[found.pk]),
        )
    if others:
        return NextStep(
            gettext_lazy(
                "Some partners have not signed the plan as it stands. They see it on"
                " their own page; the lead signs last."
            )
            if leads
            else gettext_lazy("You have signed. Other members still have to.")
        )
    if leads:
        return NextStep(
            gettext_lazy("Everybody has signed the plan as it stands."),
            gettext_lazy("Check against the open calls"),
            reverse("plans:checks", args=[found.pk]),
        )
    return NextStep(gettext_lazy("Everybody has signed the plan as it stands."))
