"""The editor of a draft: an overview, a page for each part, and the whole text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from chiiki.rules import Problem
from chiiki_web import access, refusals, wording
from chiiki_web.accounts.requests import MemberRequest
from chiiki_web.refusals import Refusal
from chiiki_web.schemes import actions, forms, queries
from chiiki_web.schemes.models import SchemeVersion
from chiiki_web.schemes.queries.content import Content
from chiiki_web.schemes.queries.shape import GROUPS, PARTS, Part, part_of
from chiiki_web.schemes.views.drafts import closed, own
from chiiki_web.schemes.views.versions import programme_of


@dataclass(frozen=True, slots=True)
class PartRow:
    """One part in the overview of the editor."""

    title: Promise
    url: str
    count: int
    problems: int


@access.role("office")
def edit(request: MemberRequest, pk: int) -> HttpResponse:
    """All parts of a draft, how much each says, and where something is wrong."""
    draft = own(request, pk)
    if not draft.is_draft:
        return closed(request, draft)
    content = queries.content_of(draft.text)
    problems = queries.problems_by_part(draft)
    context = {
        "version": draft,
        "programme": programme_of(draft),
        "groups": [
            (
                label,
                [
                    _row(draft, one, content, problems)
                    for one in PARTS
                    if one.group == code
                ],
            )
            for code, label in GROUPS.items()
        ],
        "problem_count": sum(map(len, problems.values())),
        "elsewhere": said_problems(problems.get("text", [])),
    }
    return render(request, "schemes/edit.html", context)


@access.role("office")
def edit_part(request: MemberRequest, pk: int, part: str) -> HttpResponse:
    """One part as a form; what is wrong with it stands on the page."""
    draft, shown = own(request, pk), part_of(part)
    if shown is None or shown.code == "rules":
        raise Http404
    if not draft.is_draft:
        return closed(request, draft)
    content = queries.content_of(draft.text)
    typed = access.typed(request)
    page = forms.PartForms(shown, content, typed)
    seen = typed.get("seen", "") if typed else queries.seen_of(content, shown)
    theirs: list[object] = []
    if request.method == "POST" and page.is_valid():
        try:
            draft = actions.change_part(
                draft.pk,
                shown,
                page.rows(),
                seen=seen,
                by=request.member,
                at=timezone.now(),
            )
        except actions.VersionHasChanged as refusal:
            refusals.say(request, refusal)
            content = queries.content_of(own(request, pk).text)
            seen = queries.seen_of(content, shown)
            theirs = list(queries.said_part(content, shown))
        except Refusal as refusal:
            refusals.say(request, refusal)
        else:
            say_saved(request, draft, queries.problems_by_part(draft).get(part, []))
            warn_of_strays(request, draft, shown)
            return redirect("schemes:edit_part", pk, part)
    context = {
        "version": draft,
        "programme": programme_of(draft),
        "part": shown,
        "page": page,
        "seen": seen,
        "theirs": theirs,
        "problems": said_problems(queries.problems_by_part(draft).get(part, [])),
        "strays": queries.stray_amounts(content, shown),
    }
    return render(request, "schemes/edit_part.html", context)


@access.role("office")
def edit_text(request: MemberRequest, pk: int) -> HttpResponse:
    """The whole text, for who prefers to write TOML."""
    draft = own(request, pk)
    if not draft.is_draft:
        return closed(request, draft)
    typed = access.typed(request)
    form = forms.TextForm(typed, initial={"text": draft.text})
    seen = typed.get("seen", "") if typed else queries.seen(draft.text)
    theirs = ""
    if request.method == "POST" and form.is_valid():
        try:
            draft = actions.change_text(
                draft.pk,
                form.cleaned_data["text"],
                seen=seen,
                by=request.member,
                at=timezone.now(),
            )
        except actions.VersionHasChanged as refusal:
            refusals.say(request, refusal)
            theirs = own(request, pk).text
            seen = queries.seen(theirs)
        except Refusal as refusal:
            refusals.say(request, refusal)
        else:
            say_saved(request, draft, queries.problems_in(draft.text, str(draft)))
            return redirect("schemes:edit_text", pk)
    context = {
        "version": draft,
        "programme": programme_of(draft),
        "form": form,
        "seen": seen,
        "theirs": theirs,
        "problems": said_problems(queries.problems_in(draft.text, str(draft))),
    }
    return render(request, "schemes/edit_text.html", context)


def say_saved(request: MemberRequest, draft: SchemeVersion, problems: object) -> None:
    """Say that it is saved, and how much is still wrong."""
    count = len(problems) if isinstance(problems, (list, tuple)) else 0
    if count:
        messages.warning(
            request,
            ngettext(
                "Saved. One thing has to be put right before it can be published.",
                "Saved. %(count)s things have to be put right before it can be published.",
                count,
            )
            % {"count": count},
        )
    else:
        messages.success(request, _("Saved."))


def warn_of_strays(
    request: MemberRequest, draft: SchemeVersion, part: Part, rule: str = ""
) -> None:
    """Say that a sentence still names another amount, right after its terms were saved."""
    strays = queries.stray_amounts(queries.content_of(draft.text), part)
    if any(not rule or one.rule == rule for one in strays):
        messages.warning(
            request,
            _("A sentence here names an amount that the terms do not hold. See below."),
        )


def said_problems(problems: Iterable[Problem]) -> list[str]:
    """What is wrong, in the reader's language, its places named as on the pages."""
    return [
        wording.explain_code(one.code, {**one.values, **queries.place_of(one)})
        for one in problems
    ]


def _row(
    draft: SchemeVersion,
    part: Part,
    content: Content,
    problems: dict[str, list[Problem]],
) -> PartRow:
    url = (
        reverse("schemes:edit_rules", args=[draft.pk])
        if part.code == "rules"
        else reverse("schemes:edit_part", args=[draft.pk, part.code])
    )
    count = sum(len(queries.rows_of(content, table)) for table in part.tables)
    return PartRow(part.title, url, count, len(problems.get(part.code, [])))
