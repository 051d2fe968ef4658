"""The pages of a link: where one begins, one part, and two answers to choose between."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from chiiki.questionnaire import Kind, Part, parts, progress
from chiiki_web import access, refusals, wording
from chiiki_web.accounts.requests import MemberRequest
from chiiki_web.answers import actions, forms, queries
from chiiki_web.answers.forms.part import read_seen
from chiiki_web.answers.models import Second
from chiiki_web.answers.queries import saying
from chiiki_web.answers.views.place import Place, linked, show
from chiiki_web.surveys import queries as surveys
from chiiki_web.ui import formats


@access.role("officer")
def mine(request: MemberRequest, code: str) -> HttpResponse:
    """The same page for an officer who is signed in and asked."""
    opened = surveys.surveys_everybody_sees()
    survey = get_object_or_404(opened.filter(code=code))
    recipient = surveys.recipient_of(request.member, survey)
    if recipient is None or not surveys.token_of(recipient):
        raise Http404
    return redirect("answers:start", surveys.token_of(recipient))


@linked
def start(request: HttpRequest, place: Place) -> HttpResponse:
    """Who asks, until when, how far one is, and how to hand parts on."""
    if place.may_answer:
        actions.open_page(place.recipient, timezone.now())
    values = place.values
    sent = queries.submissions_of(place.answer)
    states = queries.part_states(place.asked, values)
    note = place.asked.note
    return show(
        request,
        place,
        "answers/start.html",
        link=request.build_absolute_uri(reverse("answers:start", args=[place.token])),
        progress=progress(place.asked, values),
        parts=states,
        whole=sum(one.state == "whole" for one in states),
        first_open=next((one for one in states if one.state != "whole"), states[0]),
        sent=sent,
        is_changed=queries.is_changed(place.answer, place.asked),
        note=note.text(saying.language()) if note else "",
    )


@linked
def part(request: HttpRequest, place: Place, code: str) -> HttpResponse:
    """One part: saved while it is filled in, and by the button."""
    found = place.part(code)
    if found is None:
        raise Http404
    if request.method == "POST":
        return _save(request, place, found)
    if not place.may_answer:
        return redirect("answers:start", place.token)
    form = forms.part_form(
        place.asked,
        found,
        place.values,
        earlier=queries.earlier_answers(place.recipient, place.asked),
    )
    return _show_part(request, place, found, form, page=str(uuid4()))


@linked
def choose(request: HttpRequest, place: Place) -> HttpResponse:
    """Two answers to one question: which one holds."""
    rows = _seconds(place)
    if request.method == "POST" and place.may_answer:
        said = {
            one.pk: request.POST.get(f"second-{one.pk}", "").partition(":")
            for one in rows
        }
        picked = {
            pk: which == "second"
            for pk, (which, _colon, _seen) in said.items()
            if which in ("first", "second")
        }
        try:
            actions.settle(
                place.recipient.pk,
                picked,
                seen={pk: one[2] for pk, one in said.items()},
                by=place.writer,
                at=timezone.now(),
            )
        except actions.CannotAnswer as refusal:
            refusals.say(request, refusal)
            return redirect("answers:choose", place.token)
        if len(picked) < len(rows):
            messages.warning(request, _("Some still wait: choose one of the two each."))
            return redirect("answers:choose", place.token)
        messages.success(request, _("Your choice is kept."))
        return redirect("answers:start", place.token)
    pairs = [_pair(place, one) for one in rows]
    return show(request, place, "answers/choose.html", pairs=pairs)


def _seconds(place: Place) -> list[Second]:
    if place.answer is None:
        return []
    return list(place.answer.seconds.filter(settled_at__isnull=True))


def _pair(place: Place, second: Second) -> dict[str, Any]:
    assert place.answer
    seen = actions.mark_pair(place.answer, second)
    item = place.asked.by_key.get(second.key)
    if item is None:
        return {"second": second, "label": second.key, "seen": seen}
    first = place.values.get(second.key)
    return {
        "second": second,
        "seen": seen,
        "label": saying.label(item),
        "stored": saying.say(place.asked, item, first),
        "typed": saying.say(place.asked, item, second.value),
    }


def _save(request: HttpRequest, place: Place, found: Part) -> HttpResponse:
    now = timezone.now()
    is_autosave = access.saves_itself(request)
    typed = forms.read_typed(place.asked, found, request.POST)
    seen_text = request.POST.get("seen", "")
    page = _page(request.POST.get("page", ""))
    turn = request.POST.get("turn", "")
    opened = actions.OpenPart(
        page=page,
        turn=int(turn) if turn.isdecimal() and len(turn) < 9 else 0,
        seen=read_seen(seen_text),
    )
    try:
        saved = actions.save_answers(
            place.recipient.pk, typed, form=opened, by=place.writer, at=now
        )
    except actions.CannotAnswer as refusal:
        if is_autosave:
            said = formats.gap().join(wording.explain(one) for one in refusal.reasons)
            return JsonResponse({"state": "other", "words": said})
        return _closed(request, place)
    if is_autosave:
        return _tell(place, saved, now)
    if saved.faults:
        form = forms.part_form(
            place.asked,
            found,
            {**saved.answer.values, **typed},
            faults=saved.faults,
            earlier=queries.earlier_answers(place.recipient, place.asked),
            seen=seen_text,
        )
        return _show_part(request, place, found, form, page=page, turn=opened.turn)
    if saved.clashes:
        return redirect("answers:choose", place.token)
    messages.success(request, _("Saved."))
    if request.POST.get("do") == "back":
        return redirect("answers:start", place.token)
    following = _following(place, found)
    if following is None:
        return redirect("answers:start", place.token)
    return redirect("answers:part", place.token, following.code)


def _tell(place: Place, saved: actions.Saved, now: datetime) -> JsonResponse:
    """What became of it, in words, for the script of the page."""
    time = timezone.localtime(now).strftime("%H:%M")
    if saved.clashes:
        words = ngettext(
            "Yours is kept (%(time)s), but somebody else has answered %(n)s question here"
            " differently.",
            "Yours is kept (%(time)s), but somebody else has answered %(n)s questions here"
            " differently.",
            len(saved.clashes),
        )
        return JsonResponse(
            {
                "state": "clash",
                "words": words % {"time": time, "n": len(saved.clashes)},
                "url": reverse("answers:choose", args=[place.token]),
                "label": _("Compare the two answers"),
            }
        )
    if saved.faults:
        names = pgettext("list", ", ").join(
            saying.label(place.asked.by_key[key])
            for key in saved.faults
            if key in place.asked.by_key
        )
        words = _(
            "Not readable yet, so not saved: %(names)s. All else is saved %(time)s."
        )
        return JsonResponse(
            {"state": "kept", "words": words % {"names": names, "time": time}}
        )
    return JsonResponse(
        {"state": "saved", "words": _("Saved %(time)s") % {"time": time}}
    )


def _closed(request: HttpRequest, place: Place) -> HttpResponse:
    """The time was over when it arrived: what was typed is shown, to be copied."""
    typed = [
        (saying.label(item), saying.say(place.asked, item, value))
        for part in parts(place.asked)
        for key, value in forms.read_typed(place.asked, part, request.POST).items()
        if (item := place.asked.by_key[key]) and value
    ]
    return show(request, place, "answers/over.html", typed=typed, status=409)


def _show_part(
    request: HttpRequest,
    place: Place,
    found: Part,
    form: forms.PartForm,
    *,
    page: str,
    turn: int = 0,
) -> HttpResponse:
    every = parts(place.asked)
    number = [one.code for one in every].index(found.code) + 1
    return show(
        request,
        place,
        "answers/part.html",
        part=found,
        title=saying.part_title(found),
        form=form,
        page=page,
        turn=turn,
        number=number,
        count=len(every),
        following=_following(place, found),
        statuses=saying.FIXED[Kind.STATUS].items(),
    )


def _following(place: Place, found: Part) -> Part | None:
    every = list(parts(place.asked))
    place_of = [one.code for one in every].index(found.code)
    return every[place_of + 1] if place_of + 1 < len(every) else None


def _page(text: str) -> str:
    try:
        return str(UUID(text))
    except ValueError:
        return str(uuid4())
