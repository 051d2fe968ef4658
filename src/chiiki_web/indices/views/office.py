"""Where an office keeps its indices: the list, one index, its definition in versions."""

from __future__ import annotations

from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from chiiki.indices import published_indices
from chiiki_web import access, refusals
from chiiki_web.accounts.requests import MemberRequest
from chiiki_web.indices import actions, engine_input, forms, queries
from chiiki_web.indices.models import Definition
from chiiki_web.indices.views import pages, telling
from chiiki_web.refusals import Refusal

EXAMPLE = """code = "my-index"
name_ja = "（指数の名前）"
name_en = "(name of the index)"
panel_version = "1"

[steps]
# 欠測の扱い / what becomes of gaps: refuse, average_the_rest, mean, median, group_mean
missing = "median"
# 平均の取り方 / which mean: arithmetic, geometric, harmonic
means = ["arithmetic"]
[steps.normalisation]
# 数値のそろえ方 / how figures are made comparable: t_score, min_max, rank, distance
scale = "t_score"

[[node]]
code = "index"
name_ja = "総合"
name_en = "Overall"

[[node]]
code = "use"
name_ja = "利活用"
name_en = "Use"
parent = "index"

[[indicator]]
code = "online_procedures"
name_ja = "オンライン手続の割合"
name_en = "Procedures that can be done online"
parent = "use"
unit = "%"

[[indicator]]
code = "price"
name_ja = "通信料金"
name_en = "Price of a connection"
parent = "use"
# 小さいほど良い指標 / less is better
direction = -1
unit = "円"
unit_en = "yen"
"""


@access.role(*pages.READERS)
def office(request: MemberRequest) -> HttpResponse:
    """Every index that one keeps, or may audit."""
    if request.member.role != "auditor" and not queries.may_keep(request.member):
        raise PermissionDenied
    rows = queries.readable_by(request.member).prefetch_related("editions")
    return render(
        request,
        "indices/office.html",
        {"rows": list(rows), "may_keep": queries.may_keep(request.member)},
    )


@access.role(*pages.KEEPERS)
def new(request: MemberRequest) -> HttpResponse:
    """Start an index from its first definition."""
    if not queries.may_keep(request.member):
        raise PermissionDenied
    form = forms.StartForm(
        access.typed(request), initial={"form_key": uuid4(), "text": EXAMPLE}
    )
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            made = actions.start_index(
                form_key=said["form_key"],
                kind=said["kind"],
                text=said["text"],
                by=request.member,
                at=timezone.now(),
            )
        except Refusal as refusal:
            pages.into_form(form, "text", refusal)
        else:
            messages.success(request, _("The index is there. Start its first edition."))
            return redirect("indices:index", made.pk)
    return render(request, "indices/new.html", {"form": form})


@access.role(*pages.READERS)
def index(request: MemberRequest, pk: int) -> HttpResponse:
    """One index: its editions and the versions of its definition."""
    found = pages.index_or_404(request, pk)
    versions = list(found.definitions.select_related("saved_by__user").defer("text"))
    return render(
        request,
        "indices/index.html",
        {
            "index": found,
            "versions": versions,
            "editions": list(found.editions.defer("figures", "offered")),
            "acts": pages.acts(request, found),
        },
    )


@access.role(*pages.KEEPERS)
def definition(request: MemberRequest, pk: int) -> HttpResponse:
    """Write the next version of the definition; it is checked when it is saved."""
    found = pages.own_index_or_404(request, pk)
    newest = queries.newest_definition(found)
    typed = access.typed(request)
    form = forms.TextForm(typed, initial={"text": newest.text})
    seen = _number(typed.get("seen", "")) if typed else newest.number
    theirs = ""
    if request.method == "POST" and form.is_valid():
        try:
            saved = actions.save_definition(
                found.pk,
                form.cleaned_data["text"],
                seen=seen,
                note=form.cleaned_data["note"],
                by=request.member,
                at=timezone.now(),
            )
        except actions.DefinitionHasChanged as refusal:
            refusals.say(request, refusal)
            newest = queries.newest_definition(found)
            theirs, seen = newest.text, newest.number
        except Refusal as refusal:
            pages.into_form(form, "text", refusal)
        else:
            messages.success(request, _("Saved. This is how it is read."))
            return redirect("indices:shape", found.pk, saved.number)
    context = {"index": found, "form": form, "seen": seen, "theirs": theirs}
    return render(request, "indices/definition.html", context)


@access.role(*pages.READERS)
def shape(request: MemberRequest, pk: int, number: int) -> HttpResponse:
    """One version of the definition: its tree and its steps in words, and the text."""
    found = pages.index_or_404(request, pk)
    version: Definition = get_object_or_404(
        found.definitions.select_related("saved_by__user"), number=number
    )
    said = engine_input.specification_of(version.text)
    return render(
        request,
        "indices/shape.html",
        {
            "index": found,
            "version": version,
            "shape": telling.tree_of(said),
            "adds_not_up": telling.adds_not_up(said),
            "steps": telling.steps_of(said),
            "specification": said,
            "is_newest": number == queries.newest_definition(found).number,
            "acts": pages.acts(request, found),
            "packaged": published_indices(),
        },
    )


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
