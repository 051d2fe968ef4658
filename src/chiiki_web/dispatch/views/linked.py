"""The page behind the link of a mail: an adviser answers without signing in, once."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from chiiki_web import access, refusals
from chiiki_web.dispatch import actions, forms, queries
from chiiki_web.dispatch.models import Candidate


@access.public
@never_cache
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """Show the request with two buttons; only pressing one changes anything."""
    now = timezone.now()
    candidate = queries.candidate_by_link(token)
    form = forms.DeclineForm(request.POST or None)
    if candidate is None or not queries.is_link_open(candidate, now):
        return _over(request, candidate, form)
    if request.method == "POST":
        accepts = request.POST.get("do") == "accept"
        if accepts or form.is_valid():
            note = "" if accepts else form.cleaned_data["note"]
            try:
                actions.answer_by_link(token, accepts=accepts, note=note, at=now)
            except actions.CannotPlace as refusal:
                refusals.say(request, refusal)
                return _over(request, queries.candidate_by_link(token), form)
            return _over(request, queries.candidate_by_link(token))
    return render(
        request,
        "dispatch/linked.html",
        {
            "candidate": candidate,
            "found": candidate.request,
            "follows": queries.follows_anybody(candidate.request),
            "decline_form": form if request.method == "POST" else forms.DeclineForm(),
        },
    )


def _over(
    request: HttpRequest,
    candidate: Candidate | None,
    form: forms.DeclineForm | None = None,
) -> HttpResponse:
    """Nothing of the request any more: only that the link is over, or what was answered.

    Of ``form`` only what was not taken in is shown.
    """
    kept = refusals.typed_in(form, "note")
    if candidate is not None and candidate.answer_note == kept:
        kept = ""
    return render(
        request,
        "dispatch/link_over.html",
        {
            "answer": candidate.answer if candidate else "",
            "is_known": candidate is not None,
            "kept": kept,
        },
        status=200 if candidate else 404,
    )
