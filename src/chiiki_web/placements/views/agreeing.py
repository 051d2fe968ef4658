"""Pages on which both sides write down what they agree on."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from chiiki_web import access
from chiiki_web.accounts.requests import MemberRequest
from chiiki_web.placements import actions, forms, queries
from chiiki_web.placements.models import Ability, Milestone, Placement
from chiiki_web.placements.views import pages


@access.role("officer", "adviser")
def terms(request: MemberRequest, pk: int) -> HttpResponse:
    """The period and the days a month."""
    found = pages.found_or_404(request, pk)
    initial = {
        "starts_on": found.starts_on,
        "ends_on": found.ends_on,
        "days_a_month": found.days_a_month,
    }
    form = forms.TermsForm(access.typed(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        done = pages.does(
            request,
            lambda: actions.change_terms(
                found.pk, by=request.member, at=timezone.now(), **form.cleaned_data
            ),
            _("Written down. Both sides agree to it anew."),
        )
        if done:
            return pages.back(found, "agreed")
    return pages.show_form(
        request, found, form, title=_("Period and days a month"), button=_("Record it")
    )


@access.role("officer", "adviser")
def agree(request: MemberRequest, pk: int) -> HttpResponse:
    """One side agrees to what its page showed."""
    found = pages.found_or_404(request, pk)
    if request.method == "POST":
        pages.does(
            request,
            lambda: actions.agree(
                found.pk,
                seen=request.POST.get("seen", ""),
                by=request.member,
                at=timezone.now(),
            ),
            _("You have agreed."),
        )
    return pages.back(found)


@access.role("officer", "adviser")
def milestone_add(request: MemberRequest, pk: int) -> HttpResponse:
    """One thing that is to be reached."""
    found = pages.found_or_404(request, pk)
    form = forms.MilestoneForm(access.typed(request))
    if request.method == "POST" and form.is_valid():
        done = pages.does(
            request,
            lambda: actions.add_milestone(
                found.pk, by=request.member, at=timezone.now(), **form.cleaned_data
            ),
            _("The milestone is written down. Both sides agree to it anew."),
        )
        if done:
            return pages.back(found, "milestones")
    return pages.show_form(
        request, found, form, title=_("A new milestone"), button=_("Record it")
    )


@access.role("officer", "adviser")
def milestone_change(request: MemberRequest, pk: int) -> HttpResponse:
    """Before both have agreed it is worded otherwise; afterwards a change is proposed."""
    found = pages.part_or_404(request, Milestone.objects.all(), pk)
    placement = pages.found_or_404(request, found.placement_id)
    is_open = placement.status == Placement.Status.PREPARING
    kind = forms.MilestoneForm if is_open else forms.MilestoneChangeForm
    deed = actions.change_milestone if is_open else actions.propose_change
    initial = {"what": found.what, "due_on": found.due_on, "seen_by": found.seen_by}
    form = kind(access.typed(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        done = pages.does(
            request,
            lambda: deed(
                found.pk, by=request.member, at=timezone.now(), **form.cleaned_data
            ),
            _("Written down. Both sides agree to it anew.")
            if is_open
            else _(
                "Your wish is sent. The milestone stands until the other side agrees."
            ),
        )
        if done:
            return pages.back(placement, "milestones")
    return pages.show_form(
        request,
        placement,
        form,
        title=_("Milestone %(number)s") % {"number": found.number},
        button=_("Record it") if is_open else _("Ask for the change"),
    )


@access.role("officer", "adviser")
def milestone_remove(request: MemberRequest, pk: int) -> HttpResponse:
    found = pages.part_or_404(request, Milestone.objects.all(), pk)
    placement = pages.found_or_404(request, found.placement_id)
    if request.method == "POST":
        pages.does(
            request,
            lambda: actions.remove_milestone(
                found.pk, by=request.member, at=timezone.now()
            ),
            _("The milestone is taken out."),
        )
    return pages.back(placement, "milestones")


@access.role("officer", "adviser")
def ability_add(request: MemberRequest, pk: int) -> HttpResponse:
    """One thing that the region is to be able to do: suggested, or in own words."""
    found = pages.found_or_404(request, pk)
    left = queries.suggestions(found.abilities.values_list("code", flat=True))
    chosen = next((one for one in left if one.code == request.GET.get("take")), None)
    initial = {"text_ja": chosen.ja, "text_en": chosen.en} if chosen else {}
    form = forms.AbilityForm(access.typed(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        done = pages.does(
            request,
            lambda: actions.add_ability(
                found.pk,
                code=chosen.code if chosen else "",
                by=request.member,
                at=timezone.now(),
                **form.cleaned_data,
            ),
            _("The ability is written down. Both sides agree to it anew."),
        )
        if done:
            return pages.back(found, "abilities")
    return pages.show_form(
        request,
        found,
        form,
        title=_("What the region can do by itself"),
        button=_("Record it"),
        suggestions=left,
    )


@access.role("officer", "adviser")
def ability_remove(request: MemberRequest, pk: int) -> HttpResponse:
    found = pages.part_or_404(request, Ability.objects.all(), pk)
    placement = pages.found_or_404(request, found.placement_id)
    if request.method == "POST":
        pages.does(
            request,
            lambda: actions.remove_ability(
                found.pk, by=request.member, at=timezone.now()
            ),
            _("The ability is taken out."),
        )
    return pages.back(placement, "abilities")
