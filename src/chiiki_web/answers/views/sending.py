"""Send the answers, and the receipt of what was sent."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from chiiki.questionnaire import asked_only, parts
from chiiki_web import refusals
from chiiki_web.answers import actions, queries
from chiiki_web.answers.queries import saying
from chiiki_web.answers.views.place import Place, linked, show
from chiiki_web.numbers import number_of


@linked
def send(request: HttpRequest, place: Place) -> HttpResponse:
    """What is still open, and the button that sends."""
    if not place.may_answer:
        return redirect("answers:start", place.token)
    if request.method == "POST":
        try:
            made = actions.submit_answers(
                place.recipient.pk,
                version=number_of(request.POST.get("version", "")) or 0,
                by=place.writer,
                at=timezone.now(),
            )
        except actions.CannotAnswer as refusal:
            refusals.say(request, refusal)
            return redirect("answers:send", place.token)
        return redirect("answers:receipt", place.token, made.number)
    open_keys = queries.gaps(place.asked, place.values)
    return show(
        request,
        place,
        "answers/send.html",
        version=place.version,
        needed=[one for one in open_keys if one.is_required],
        gaps=[one for one in open_keys if not one.is_required],
        is_empty=not asked_only(place.asked, place.values),
        sent=queries.submissions_of(place.answer)[:1],
    )


@linked
def receipt(request: HttpRequest, place: Place, number: int) -> HttpResponse:
    """What was sent, when, and under which digest; every answer in words."""
    sent = queries.submissions_of(place.answer)
    made = next((one for one in sent if one.number == number), None)
    if made is None:
        raise Http404
    sections = []
    for part in parts(place.asked):
        rows = [
            (saying.label(item), saying.say(place.asked, item, made.values.get(key)))
            for key in part.keys
            if (item := place.asked.by_key[key])
            and (key in made.values or key in made.gaps)
        ]
        if rows:
            sections.append((saying.part_title(part), rows))
    return show(
        request,
        place,
        "answers/receipt.html",
        made=made,
        sections=sections,
        is_last=made == sent[0],
    )
