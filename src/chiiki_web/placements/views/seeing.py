"""Pages on which a side says what the region can do by itself."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from chiiki_web import access
from chiiki_web.accounts.requests import MemberRequest
from chiiki_web.placements import actions, forms, queries
from chiiki_web.placements.models import Ability
from chiiki_web.placements.views import pages


@access.role("officer", "adviser")
def assess(request: MemberRequest, pk: int) -> HttpResponse:
    """Every ability at the moment that is asked about now."""
    found = pages.found_or_404(request, pk)
    side = queries.side_of(found, request.member)
    today = timezone.localdate()
    moment = queries.moment_open(found, side, today) if side else None
    if moment is None:
        messages.info(request, _("Nothing is asked about abilities now."))
        return pages.back(found, "abilities")
    abilities = list(found.abilities.all())
    form = forms.AssessForm(abilities, access.typed(request))
    if request.method == "POST" and form.is_valid():
        done = pages.does(
            request,
            lambda: actions.assess(
                found.pk,
                moment=moment,
                said=form.said(),
                by=request.member,
                at=timezone.now(),
            ),
            _("Thank you. Your view is written down."),
        )
        if done:
            return pages.back(found, "abilities")
    return pages.show_form(
        request,
        found,
        form,
        title=_("What the region can do by itself %(moment)s")
        % {"moment": moment.label},
        button=_("Send"),
        lead=_(
            "The other side answers separately; you see its view when both have answered."
        ),
    )


@access.role("officer", "adviser")
def next_step(request: MemberRequest, pk: int) -> HttpResponse:
    """Who does what next where the region cannot do it yet."""
    found = pages.part_or_404(request, Ability.objects.all(), pk)
    placement = pages.found_or_404(request, found.placement_id)
    form = forms.NextStepForm(
        access.typed(request), initial={"next_step": found.next_step}
    )
    if request.method == "POST" and form.is_valid():
        done = pages.does(
            request,
            lambda: actions.name_next_step(
                found.pk, by=request.member, at=timezone.now(), **form.cleaned_data
            ),
            _("The next step is written down."),
        )
        if done:
            return pages.back(placement, "abilities")
    return pages.show_form(
        request,
        placement,
        form,
        title=_("Next step"),
        button=_("Record it"),
        lead=f"{found.number}. {found.text_ja}",
    )
