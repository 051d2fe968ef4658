"""The form in which a person offers to become an adviser, or changes their entry."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, Http404, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from chiiki_web import access, refusals, stale
from chiiki_web.accounts.requests import MemberRequest
from chiiki_web.advisers import actions, forms, queries
from chiiki_web.advisers.models import Statement
from chiiki_web.advisers.queries import shown
from chiiki_web.documents.responses import as_picture
from chiiki_web.refusals import Refusal

LONGEST_KEY = 40


@access.role("adviser")
def begin(request: MemberRequest) -> HttpResponse:
    """Begin an offer, or a change that starts from the entry as it stands."""
    if request.method != "POST":
        return redirect("advisers:mine")
    adviser = queries.any_entry_of(request.member)
    typed = forms.typed_as_shown(queries.said_of(adviser)) if adviser else {}
    actions.start_statement(typed=typed, by=request.member, at=timezone.now())
    return redirect("advisers:state")


@access.role("adviser")
def state(request: MemberRequest) -> HttpResponse:
    """Write, keep and send; what is half-typed stays until the page is opened again."""
    held = queries.open_statement(request.member)
    if held is None or not held.is_editable:
        return redirect("advisers:mine")
    typed = access.typed(request)
    if request.method == "POST" and _is_stranger(request):
        return _refuse_stranger(request)
    if request.method != "POST" or typed is None:
        return _show(request, held, typed)
    kept = forms.typed_in(typed)
    try:
        held = actions.keep_typed(
            held.pk,
            typed=kept,
            seen=typed.get(stale.NAME, ""),
            page=typed.get("page", "")[:LONGEST_KEY],
            by=request.member,
            at=timezone.now(),
        )
    except stale.HasChanged as refusal:
        return _clash(request, held, typed, refusal)
    except actions.CannotState as refusal:
        refusals.say(request, refusal)
        return redirect("advisers:mine")
    if access.saves_itself(request):
        time = timezone.localtime().strftime("%H:%M")
        words = _("Saved %(time)s") % {"time": time}
        return JsonResponse({"state": "saved", "words": words})
    if typed.get("do") == "send":
        return _send(request, held, forms.as_query(held.typed))
    messages.success(request, _("Kept. The office does not see it before you send it."))
    return redirect("advisers:state")


@access.role("adviser")
def put_photo(request: MemberRequest) -> HttpResponse:
    """Add a photo to what is stated, or take it out."""
    held = queries.open_statement(request.member)
    if held is None or request.method != "POST":
        return redirect("advisers:state")
    upload = request.FILES.get("photo")
    if not isinstance(upload, UploadedFile) and request.POST.get("do") != "remove":
        messages.error(request, _("Choose a picture first."))
        return redirect("advisers:state")
    try:
        actions.put_photo(held.pk, upload=upload, by=request.member, at=timezone.now())
    except Refusal as refusal:
        refusals.say(request, refusal)
    else:
        messages.success(
            request,
            _("The photo is there. It is sent with the rest.")
            if upload
            else _("The photo is taken out."),
        )
    return redirect("advisers:state")


@access.role("adviser")
def recall(request: MemberRequest) -> HttpResponse:
    """Take back what lies with the office, to change it."""
    return _do(
        request,
        actions.recall_statement,
        _("It is with you again. Change it, and send it anew."),
        "advisers:state",
    )


@access.role("adviser")
def drop(request: MemberRequest) -> HttpResponse:
    """Give up what is being written."""
    return _do(
        request,
        actions.drop_statement,
        _("What you had begun is gone."),
        "advisers:mine",
    )


@access.role("adviser", "office", "auditor")
def stated_photo(request: MemberRequest, pk: int) -> FileResponse:
    """The photo of a statement, before it is approved: for its writer and the office."""
    held = get_object_or_404(queries.statements().select_related("photo"), pk=pk)
    is_own = held.membership_id == request.member.pk
    if held.photo is None or not (is_own or _is_before_the_office(request, held)):
        raise Http404
    return as_picture(held.photo)


def _is_before_the_office(request: MemberRequest, held: Statement) -> bool:
    if request.member.role == "adviser":
        return False
    return queries.at_the_office().filter(pk=held.pk).exists()


def _send(request: MemberRequest, held: Statement, typed: QueryDict) -> HttpResponse:
    form = forms.EntryForm(typed)
    if not form.is_valid():
        return _show(request, held, typed, form=form)
    try:
        actions.send_statement(
            held.pk, values=form.values(), by=request.member, at=timezone.now()
        )
    except stale.HasChanged as refusal:
        refusals.say(request, refusal)
        actions.see_entry_anew(held.pk, names=refusal.names, by=request.member)
        return _show(
            request, held, typed, form=form, differences=_entry_now(request, refusal)
        )
    except Refusal as refusal:
        refusals.say(request, refusal)
        return _show(request, held, typed, form=form)
    messages.success(request, _("Sent. You are told when the office has decided."))
    return redirect("advisers:mine")


def _entry_now(
    request: MemberRequest, refusal: stale.HasChanged
) -> list[stale.Difference]:
    adviser = queries.any_entry_of(request.member)
    said = queries.said_of(adviser) if adviser else {}
    found = shown.parts({name: said[name] for name in refusal.names if name in said})
    return [stale.Difference(str(one.label), one.after) for one in found]


def _clash(
    request: MemberRequest,
    held: Statement,
    typed: QueryDict,
    refusal: stale.HasChanged,
) -> HttpResponse:
    """Another window of the same person has written into the same part."""
    if access.saves_itself(request):
        words = _("Another text was saved in another window. Press “Keep” to compare.")
        return JsonResponse({"state": "clash", "words": words})
    refusals.say(request, refusal)
    held.refresh_from_db()
    stored = forms.EntryForm(initial=forms.as_initial(held.typed))
    known = refusal.names & set(stored.fields)
    seen = stale.seen_anew(
        typed.get(stale.NAME, ""), _parts(held, refusal.names), refusal.names
    )
    return _show(
        request,
        held,
        typed,
        seen=seen,
        differences=stale.differences(stored, known),
    )


def _parts(held: Statement, names: Any) -> dict[str, list[str]]:
    return {name: held.typed.get(name, []) for name in names}


def _show(
    request: MemberRequest, held: Statement, typed: QueryDict | None, **more: Any
) -> HttpResponse:
    if typed is None:
        form = forms.EntryForm(initial=forms.as_initial(held.typed))
        seen = stale.stamp(_parts(held, form.fields))
    else:
        form, seen = forms.EntryForm(typed), typed.get(stale.NAME, "")
    return render(
        request,
        "advisers/state.html",
        {
            "statement": held,
            "form": form,
            "seen": seen or stale.stamp(_parts(held, form.fields)),
            "page_key": typed.get("page", "") if typed is not None else uuid4(),
            "is_offer": held.kind == Statement.Kind.OFFER,
            "differences": [],
            "is_unsaved": typed is not None,
        }
        | more,
    )


def _is_stranger(request: MemberRequest) -> bool:
    """The page was opened by somebody else before another person signed in here."""
    return request.POST.get("writer", "") not in ("", str(request.user.pk))


def _refuse_stranger(request: MemberRequest) -> HttpResponse:
    said = _(
        "This page was opened by somebody else, and nothing was saved. Please open it"
        " again."
    )
    if access.saves_itself(request):
        return JsonResponse({"state": "other", "words": said})
    messages.error(request, said)
    return redirect("advisers:state")


def _do(
    request: MemberRequest, action: Callable[..., object], done: str, to: str
) -> HttpResponse:
    held = queries.open_statement(request.member)
    if request.method != "POST" or held is None:
        return redirect("advisers:mine")
    try:
        action(held.pk, by=request.member, at=timezone.now())
    except Refusal as refusal:
        refusals.say(request, refusal)
        return redirect("advisers:mine")
    messages.success(request, done)
    return redirect(to)
