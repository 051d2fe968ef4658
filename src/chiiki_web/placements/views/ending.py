"""Pages of the end: early, later, as agreed, and what everybody may read."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from chiiki_web import access
from chiiki_web.accounts.requests import MemberRequest
from chiiki_web.placements import actions, forms
from chiiki_web.placements.models import Placement
from chiiki_web.placements.views import pages
from chiiki_web.ui import confirming, formats


@access.role("officer", "adviser", "office")
def end(request: MemberRequest, pk: int) -> HttpResponse:
    """End before the day agreed on; asked once more before it is done."""
    found = pages.found_or_404(request, pk)
    form = forms.EndForm(access.typed(request))
    if request.method == "POST" and form.is_valid():
        if confirming.is_new(request):
            return confirming.ask(request, _question(found, form))
        if confirming.is_confirmed(request) and pages.does(
            request,
            lambda: actions.end_early(
                found.pk, by=request.member, at=timezone.now(), **form.cleaned_data
            ),
            _("The placement is ended. Everybody concerned is told."),
        ):
            return pages.back(found)
    return pages.show_form(
        request,
        found,
        form,
        title=_("End the placement early"),
        button=_("Go on"),
        lead=_(
            "What was agreed until then is still reported and handed over. The other side"
            " and the office are told."
        ),
    )


@access.role("office")
def extend(request: MemberRequest, pk: int) -> HttpResponse:
    """Let it last longer, within the months of the scheme."""
    found = pages.found_or_404(request, pk)
    form = forms.ExtendForm(access.typed(request))
    if request.method == "POST" and form.is_valid():
        done = pages.does(
            request,
            lambda: actions.extend_placement(
                found.pk, by=request.member, at=timezone.now(), **form.cleaned_data
            ),
            _("The placement lasts longer. Both sides are told."),
        )
        if done:
            return pages.back(found, "agreed")
    return pages.show_form(
        request,
        found,
        form,
        title=_("Let the placement last longer"),
        button=_("Record it"),
        lead=_("Last day so far: %(last)s") % {"last": formats.day(found.ends_on)},
    )


@access.role("officer")
def finish(request: MemberRequest, pk: int) -> HttpResponse:
    found = pages.found_or_404(request, pk)
    if request.method == "POST":
        pages.does(
            request,
            lambda: actions.finish_placement(
                found.pk, by=request.member, at=timezone.now()
            ),
            _("The placement is finished. The statement is being made."),
        )
    return pages.back(found)


@access.role("officer")
def outcome(request: MemberRequest, pk: int) -> HttpResponse:
    """What everybody may read of a finished placement."""
    found = pages.found_or_404(request, pk)
    form = forms.OutcomeForm(
        access.typed(request),
        initial={
            "outcome_ja": found.outcome_ja,
            "outcome_en": found.outcome_en,
            "shows_milestones": found.shows_milestones,
            "shows_abilities": found.shows_abilities,
        },
    )
    if request.method == "POST" and form.is_valid():
        done = pages.does(
            request,
            lambda: actions.publish_outcome(
                found.pk, by=request.member, at=timezone.now(), **form.cleaned_data
            ),
            _("Published. Everybody can read it."),
        )
        if done:
            return pages.back(found)
    return pages.show_form(
        request,
        found,
        form,
        title=_("Publish what came of it"),
        button=_("Publish"),
        lead=_("Only what you write and choose here is public."),
    )


def _question(found: Placement, form: forms.EndForm) -> confirming.Question:
    said = form.cleaned_data
    endings, rests = dict(Placement.Ending.choices), dict(Placement.Rest.choices)
    return confirming.Question(
        title=_("End the placement early?"),
        said=[
            (_("Last day of work"), formats.day(said["ended_on"])),
            (_("Reason"), str(endings[said["ending"]])),
            (_("What happened"), said["ground"]),
            (_("What becomes of the rest"), str(rests[said["rest"]])),
        ],
        follows=[
            _("The other side and the office are told at once."),
            _("Months after the last day need no log."),
        ],
        button=_("End it"),
        is_grave=True,
    )
