"""Pages on which know-how is written down and shared."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from chiiki_web import access
from chiiki_web.accounts.requests import MemberRequest
from chiiki_web.library.actions import CannotPublish
from chiiki_web.library.forms import StudyForm
from chiiki_web.placements import actions, forms
from chiiki_web.placements.models import KnowHow, Placement
from chiiki_web.placements.views import pages


@access.role("officer", "adviser")
def know_how_add(request: MemberRequest, pk: int) -> HttpResponse:
    """One thing that whoever goes on must know."""
    found = pages.found_or_404(request, pk)
    form = forms.KnowHowForm(access.typed(request))
    if request.method == "POST" and form.is_valid():
        done = pages.does(
            request,
            lambda: actions.write_know_how(
                found.pk, by=request.member, at=timezone.now(), **form.cleaned_data
            ),
            _("Written down for whoever goes on."),
        )
        if done:
            return pages.back(found, "know-how")
    return pages.show_form(
        request, found, form, title=_("Hand over know-how"), button=_("Record it")
    )


@access.role("officer", "adviser")
def know_how_change(request: MemberRequest, pk: int) -> HttpResponse:
    """Put an entry right."""
    found = pages.part_or_404(request, KnowHow.objects.all(), pk)
    placement = pages.found_or_404(request, found.placement_id)
    form = forms.KnowHowForm(
        access.typed(request),
        initial={
            "kind": found.kind,
            "title": found.title,
            "text": found.text,
            "for_whom": found.for_whom,
        },
    )
    if request.method == "POST" and form.is_valid():
        done = pages.does(
            request,
            lambda: actions.change_know_how(
                found.pk, by=request.member, at=timezone.now(), **form.cleaned_data
            ),
            _("The entry is put right."),
        )
        if done:
            return pages.back(placement, "know-how")
    return pages.show_form(
        request, placement, form, title=found.title, button=_("Record it")
    )


@access.role("officer")
def know_how_publish(request: MemberRequest, pk: int) -> HttpResponse:
    """The region shares an entry with everybody, in words that it chooses."""
    found = pages.part_or_404(request, KnowHow.objects.all(), pk)
    placement = pages.found_or_404(request, found.placement_id)
    if found.study_id:
        return redirect("library:detail", found.study_id)
    form = StudyForm(access.typed(request), initial=_known(placement, found))
    if request.method == "POST" and form.is_valid():
        done = pages.does(
            request,
            lambda: actions.publish_know_how(
                found.pk, by=request.member, at=timezone.now(), **form.cleaned_data
            ),
            _("Published. Other regions can read it now."),
            refused=(actions.CannotPlaceManager, CannotPublish),
        )
        if done:
            return pages.back(placement, "know-how")
    return pages.show_form(
        request,
        placement,
        form,
        title=_("Share it as a case"),
        button=_("Publish"),
        lead=_("Everybody can read it. Leave names of persons out."),
    )


def _known(placement: Placement, found: KnowHow) -> dict[str, Any]:
    """What the entry and the request say already."""
    is_pitfall = found.kind == KnowHow.Kind.PITFALL
    return {
        "title_ja": found.title,
        "problem_ja": placement.request.problem,
        "worked_ja": "" if is_pitfall else found.text,
        "failed_ja": found.text if is_pitfall else "",
    }
