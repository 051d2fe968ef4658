"""The questionnaire in Excel: download it, send it back, look at the dry run, take it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from chiiki_web import refusals
from chiiki_web.answers import actions, forms
from chiiki_web.answers.forms.examining import examine
from chiiki_web.answers.forms.making import make_sheet
from chiiki_web.answers.models import SheetUpload
from chiiki_web.answers.queries import saying
from chiiki_web.answers.views.place import Place, linked, show
from chiiki_web.sheets.model import CannotRead
from chiiki_web.sheets.responses import XLSX, as_file
from chiiki_web.ui import formats

SHOWN = 10  # earlier dry runs on the page


@dataclass(frozen=True, slots=True)
class Change:
    """One key that the sheet changes: what stands there, what the sheet says."""

    key: str
    label: str
    stored: str
    said: str
    is_clash: bool
    seen: str


@linked
def sheet_xlsx(request: HttpRequest, place: Place) -> HttpResponse:
    """The sheet, filled with what is answered so far, in the reader's language."""
    content = make_sheet(
        place.recipient,
        place.asked,
        place.values,
        version=place.version,
        at=timezone.now(),
    )
    name = "-".join(
        (
            _("Sheet of answers"),
            formats.local(place.recipient, "name"),
            place.survey.code,
            f"{place.recipient.number:04d}",
        )
    )
    return as_file(content, f"{name}.xlsx", XLSX)


@linked
def sheet(request: HttpRequest, place: Place) -> HttpResponse:
    """Download and send back; sending begins a dry run."""
    form = forms.UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["upload"]
        try:
            found = examine(
                upload, upload.name or "", place.recipient, place.asked, place.values
            )
            made = actions.keep_dry_run(
                place.recipient.pk,
                found,
                form_key=form.cleaned_data["form_key"],
                by=place.writer,
                at=timezone.now(),
            )
        except (CannotRead, actions.CannotAnswer) as refusal:
            refusals.say(request, refusal)
        else:
            return redirect("answers:upload", place.token, made.pk)
    return show(
        request,
        place,
        "answers/sheet.html",
        form=form,
        uploads=place.answer.sheets.all()[:SHOWN] if place.answer else [],
        language=get_language(),
    )


@linked
def upload(request: HttpRequest, place: Place, pk: int) -> HttpResponse:
    """What was found in a sheet, and the word to take it over."""
    rows = (
        place.answer.sheets.filter(pk=pk)
        if place.answer
        else SheetUpload.objects.none()
    )
    found = rows.first()
    if found is None:
        raise Http404
    if request.method == "POST":
        try:
            actions.take_sheet(
                place.recipient.pk,
                pk,
                kept=_kept(request, found),
                by=place.writer,
                at=timezone.now(),
            )
        except actions.CannotAnswer as refusal:
            refusals.say(request, refusal)
            return redirect("answers:upload", place.token, pk)
        messages.success(request, _("The answers of the sheet are taken over."))
        return redirect("answers:start", place.token)
    language = "en" if get_language() == "en" else "ja"
    findings = [{**one, "text": one[language]} for one in found.findings]
    changes = _changes(place, found)
    return show(
        request,
        place,
        "answers/upload.html",
        upload=found,
        problems=[one for one in findings if one["blocks"]],
        notes=[one for one in findings if not one["blocks"]],
        changes=changes,
        clashes=[one for one in changes if one.is_clash],
        form=forms.UploadForm(),
    )


def _kept(request: HttpRequest, found: SheetUpload) -> dict[str, str]:
    return {
        key: request.POST[f"keep-{key}"]
        for key in found.values
        if f"keep-{key}" in request.POST
    }


def _changes(place: Place, found: SheetUpload) -> list[Change]:
    """Key by key in the order of the pages, against what stands there now."""
    values = place.values
    both = set(actions.clashing(found, values))
    return [
        Change(
            key=item.key,
            label=saying.label(item),
            stored=saying.say(place.asked, item, values.get(item.key)),
            said=_said(place, item, found.values[item.key]),
            is_clash=item.key in both,
            seen=actions.mark(values.get(item.key)),
        )
        for item in place.asked.items
        if item.key in found.values
        and (
            found.state == SheetUpload.State.TAKEN
            or actions.mark(found.values[item.key])
            != actions.mark(values.get(item.key))
        )
    ]


def _said(place: Place, item: Any, value: Any) -> str:
    return saying.say(place.asked, item, value) or _("taken away")
