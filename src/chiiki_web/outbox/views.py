"""Pages of messages: my own, and for the administrator all that were sent."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from chiiki_web import access, refusals
from chiiki_web.accounts.requests import MemberRequest
from chiiki_web.documents.responses import as_download
from chiiki_web.outbox import actions, queries
from chiiki_web.outbox.forms import ChoicesForm
from chiiki_web.outbox.groups import groups_for
from chiiki_web.outbox.queries import State

PER_PAGE = 50
OWN_PER_PAGE = 20  # with their texts


@access.signed_in
def mine(request: MemberRequest) -> HttpResponse:
    """Everything that I was told, the newest first."""
    found = queries.messages_for(request.member.user)
    page = Paginator(found, OWN_PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "outbox/mine.html", {"page": page})


@access.signed_in
def read(request: MemberRequest, pk: int) -> HttpResponse:
    """Open one message: mark it as read and go to the page it speaks of."""
    user = request.member.user
    message = get_object_or_404(queries.messages_for(user), pk=pk)
    actions.mark_read(user, message.pk, at=timezone.now())
    return redirect(message.path or "outbox:mine")


@access.signed_in
def enclosure(request: MemberRequest, pk: int) -> FileResponse:
    """The file that came with a message: for the person who was told, and nobody else."""
    mine = queries.messages_for(request.member.user).select_related("enclosure")
    message = get_object_or_404(mine, pk=pk)
    if message.enclosure is None:
        raise Http404
    return as_download(message.enclosure, message.enclosure_name)


@access.signed_in
def choices(request: MemberRequest) -> HttpResponse:
    """Choose how each group of messages is mailed to me."""
    form = ChoicesForm(
        access.typed(request),
        groups=groups_for(one.role for one in request.memberships),
        chosen=queries.choices_of(request.member.user),
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.choose_mail(form.choices(), by=request.member, at=timezone.now())
        except actions.CannotChoose as refusal:
            refusals.say(request, refusal)
        else:
            messages.success(request, _("How you are told is saved."))
            return redirect("outbox:choices")
    shown = {"form": form, "hour": queries.DIGEST_HOUR}
    return render(request, "outbox/choices.html", shown)


@access.role("administrator", "auditor")
def sent(request: MemberRequest) -> HttpResponse:
    """What the system told whom, how far each mail has come, and why one did not go."""
    state = request.GET.get("state", "")
    found = Paginator(queries.all_messages(state), PER_PAGE)
    counts = queries.counts_by_state()
    return render(
        request,
        "outbox/sent.html",
        {
            "page": found.get_page(request.GET.get("page")),
            "state": state,
            "states": [(one.value, one.label, n) for one, n in counts.items()],
            "failed": counts[State.FAILED] + counts[State.GIVEN_UP],
            "may_try": request.member.role == "administrator",
        },
    )


@access.role("administrator")
@require_POST
def again(request: MemberRequest, pk: int) -> HttpResponse:
    """Let one failed mail be tried again."""
    message = get_object_or_404(queries.all_messages(), pk=pk)
    try:
        actions.try_again(message.pk, by=request.member, at=timezone.now())
    except actions.CannotTryAgain as refusal:
        refusals.say(request, refusal)
    else:
        messages.success(
            request,
            _("“%(subject)s” is tried again.") % {"subject": message.words["subject"]},
        )
    return _back_to_list(request)


@access.role("administrator")
@require_POST
def all_again(request: MemberRequest) -> HttpResponse:
    """Let every failed mail be tried again, after the mail server has come back."""
    done = actions.try_all_again(by=request.member, at=timezone.now())
    messages.success(
        request,
        ngettext(
            "%(count)s mail is tried again.", "%(count)s mails are tried again.", done
        )
        % {"count": done},
    )
    return _back_to_list(request)


def _back_to_list(request: MemberRequest) -> HttpResponse:
    """The list as it was filtered."""
    state = request.POST.get("state", "")
    query = f"?state={state}" if state in State.values else ""
    return redirect(reverse("outbox:sent") + query)
