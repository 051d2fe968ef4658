"""The way to a published edition: figures, choices, a run, and publishing it."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import uuid4

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from chiiki.reasons import Reason, reason
from chiiki_web import access, numbers, refusals, wording
from chiiki_web.accounts.requests import MemberRequest
from chiiki_web.indices import actions, engine_input, forms, queries
from chiiki_web.indices.models import Edition, Run
from chiiki_web.indices.views import pages, preparing
from chiiki_web.refusals import Refusal
from chiiki_web.sheets.model import CannotRead
from chiiki_web.sheets.reading import read_values
from chiiki_web.sheets.responses import as_csv
from chiiki_web.ui import confirming, formats

MOST_BAD = 50


@access.role(*pages.KEEPERS)
def edition_new(request: MemberRequest, pk: int) -> HttpResponse:
    """Start an edition of an index."""
    index = pages.own_index_or_404(request, pk)
    this_year = timezone.localdate().year
    year = queries.next_year(index, this_year)
    form = forms.EditionForm(
        access.typed(request),
        this_year=max(this_year, year),
        initial={
            "form_key": uuid4(),
            "year": year,
            "code": str(year),
            "name_ja": f"{year}年版",
            "name_en": f"{year} edition",
        },
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.start_edition(
                index.pk, **form.cleaned_data, by=request.member, at=timezone.now()
            )
        except Refusal as refusal:
            pages.into_form(form, "code", refusal)
        else:
            return redirect("indices:edition", made.pk)
    return render(request, "indices/edition_new.html", {"index": index, "form": form})


@access.role(*pages.READERS)
def edition(request: MemberRequest, pk: int) -> HttpResponse:
    """How far an edition is, and its one next step."""
    found = pages.edition_or_404(request, pk)
    return render(request, "indices/edition.html", preparing.context_of(request, found))


@access.role(*pages.READERS)
def run_state(request: MemberRequest, pk: int) -> HttpResponse:
    """The part of the page that waits for a run; when it has ended, the page comes anew."""
    found = pages.edition_or_404(request, pk)
    context = preparing.context_of(request, found)
    response = render(request, "indices/running.html", context)
    if not context["running"]:
        response.headers["HX-Refresh"] = "true"
    return response


@access.role(*pages.KEEPERS)
def figures(request: MemberRequest, pk: int) -> HttpResponse:
    """Bring figures: a dry run first, then they are taken over or left."""
    found = pages.own_or_404(request, pk)
    if found.is_published:
        return redirect("indices:edition", pk)
    form = forms.FiguresForm(
        access.typed(request),
        request.FILES or None,
        initial={"source": found.source},
    )
    context: dict[str, object] = {"edition": found, "index": found.index}
    if request.method == "POST" and "take" in request.POST:
        return _take(request, found)
    if request.method == "POST" and "drop" in request.POST:
        return _drop(request, found)
    if request.method == "POST" and form.is_valid():
        bad = _offer(request, found, form)
        if not bad:
            return redirect("indices:figures", pk)
        context |= {
            "bad": [wording.explain(one) for one in bad[:MOST_BAD]],
            "bad_count": len(bad),
        }
    said = engine_input.specification_of(queries.newest_definition(found.index).text)
    context |= {
        "form": form,
        "offer": preparing.offer_of(found),
        "from_series": bool(said.series),
        "series": preparing.series_of(said),
        "heads": preparing.named_heads_of(said),
        "surveys": []
        if said.series
        else list(queries.surveys_to_take(request.member)[:20]),
    }
    return render(request, "indices/figures.html", context)


@access.role(*pages.KEEPERS)
def figures_table(request: MemberRequest, pk: int) -> StreamingHttpResponse:
    """An empty table with the heads of this index, and the units of its figures."""
    found = pages.own_or_404(request, pk)
    said = engine_input.specification_of(queries.newest_definition(found.index).text)
    heads, rows = preparing.table_of(found, said)
    name = f"{found.index.code}-{found.code}.csv"
    return as_csv(name, heads, rows, language=formats.language())


@access.role(*pages.KEEPERS)
def choices(request: MemberRequest, pk: int) -> HttpResponse:
    """Say what could have been chosen otherwise."""
    found = pages.own_or_404(request, pk)
    if found.is_published:
        return redirect("indices:edition", pk)
    form = forms.ChoicesForm(
        access.typed(request), initial=found.choices | {"version": found.version}
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.choose(
                found.pk,
                form.said(),
                version=form.cleaned_data["version"],
                by=request.member,
                at=timezone.now(),
            )
        except Refusal as refusal:
            refusals.say(request, refusal)
        else:
            messages.success(request, _("The choices are saved."))
            return redirect("indices:edition", pk)
    context = {"edition": found, "index": found.index, "form": form}
    return render(request, "indices/choices.html", context)


@access.role(*pages.KEEPERS)
def run(request: MemberRequest, pk: int) -> HttpResponse:
    """Have the edition worked out."""
    found = pages.own_or_404(request, pk)
    if request.method == "POST":
        try:
            actions.ask_for_run(
                found.pk,
                form_key=pages.key_in(request),
                by=request.member,
                at=timezone.now(),
            )
        except Refusal as refusal:
            refusals.say(request, refusal)
    return redirect("indices:edition", pk)


@access.role(*pages.KEEPERS)
def repeat(request: MemberRequest, pk: int) -> HttpResponse:
    """Run again what was written down, to hold the digests side by side."""
    row = get_object_or_404(Run.objects.only("edition_id"), pk=pk)
    found = pages.own_or_404(request, row.edition_id)
    if request.method == "POST":
        try:
            actions.repeat_run(
                pk, form_key=pages.key_in(request), by=request.member, at=timezone.now()
            )
        except Refusal as refusal:
            refusals.say(request, refusal)
    return redirect("indices:edition", found.pk)


@access.role(*pages.KEEPERS)
def publish(request: MemberRequest, pk: int) -> HttpResponse:
    """Look once more, then publish for good."""
    found = pages.own_or_404(request, pk)
    if request.method != "POST" or found.is_published:
        return redirect("indices:edition", pk)
    if confirming.is_new(request):
        return confirming.ask(request, preparing.question_of(found))
    if confirming.is_confirmed(request):
        number = numbers.number_of(request.POST.get("run", ""))
        try:
            actions.publish_edition(
                pk,
                run_id=number or 0,
                by=request.member,
                at=timezone.now(),
            )
        except Refusal as refusal:
            refusals.say(request, refusal)
        else:
            messages.success(request, _("The edition is published."))
            return redirect("indices:ranking", found.index.code, found.code)
    return redirect("indices:edition", pk)


def _take(request: MemberRequest, found: Edition) -> HttpResponse:
    try:
        actions.take_figures(
            found.pk,
            digest=request.POST.get("take", ""),
            by=request.member,
            at=timezone.now(),
        )
    except Refusal as refusal:
        refusals.say(request, refusal)
        return redirect("indices:figures", found.pk)
    messages.success(request, _("The figures are taken over."))
    return redirect("indices:edition", found.pk)


def _drop(request: MemberRequest, found: Edition) -> HttpResponse:
    try:
        actions.drop_offer(found.pk, by=request.member, at=timezone.now())
    except Refusal as refusal:
        refusals.say(request, refusal)
    return redirect("indices:figures", found.pk)


def _offer(
    request: MemberRequest, found: Edition, form: forms.FiguresForm
) -> list[Reason]:
    """Read the files and keep what they say to be looked at; else every fault."""
    files: Sequence[UploadedFile[bytes]] = form.cleaned_data["tables"]
    said = engine_input.specification_of(queries.newest_definition(found.index).text)
    try:
        sheets = [(str(one.name), read_values(one, str(one.name))) for one in files]
        if said.series:
            offered, bad = engine_input.read_series_files(
                sheets, said, found.index.kind
            )
        elif len(sheets) > 1:
            return [reason("indices.one_table", found=len(sheets))]
        else:
            offered, bad = engine_input.read_table(sheets[0][1], said, found.index.kind)
        if not bad:
            actions.offer_figures(
                found.pk,
                offered,
                name=", ".join(name for name, _sheet in sheets)[:200],
                source=form.cleaned_data["source"],
                by=request.member,
                at=timezone.now(),
            )
    except (CannotRead, actions.CannotKeepIndex) as refusal:
        return list(refusal.reasons)
    return bad
