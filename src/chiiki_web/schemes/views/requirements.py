"""The requirements of a draft: their list, and one with its facts and a small tester."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.core.validators import slug_re
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from chiiki.errors import EngineError
from chiiki.rules import Problem
from chiiki_web import access, refusals, wording
from chiiki_web.accounts.requests import MemberRequest
from chiiki_web.refusals import Refusal
from chiiki_web.schemes import actions, forms, queries
from chiiki_web.schemes.models import SchemeVersion
from chiiki_web.schemes.queries.content import Content
from chiiki_web.schemes.queries.shape import RULE
from chiiki_web.schemes.queries.shape.demands import RULES
from chiiki_web.schemes.views.drafts import closed, own
from chiiki_web.schemes.views.editing import said_problems, say_saved, warn_of_strays
from chiiki_web.schemes.views.versions import fact_groups, programme_of

NEW = "new"
TRY, REMOVE = "try", "remove"
PREFIX = "rule"


@dataclass(frozen=True, slots=True)
class Trial:
    """The small tester beside an expression: its facts, and the answer once they are said."""

    form: forms.FactsForm | None = None
    tried: queries.Tried | None = None
    fault: str = ""


@access.role("office")
def edit_rules(request: MemberRequest, pk: int) -> HttpResponse:
    """The requirements one after the other, with what is wrong beside each."""
    draft = own(request, pk)
    if not draft.is_draft:
        return closed(request, draft)
    content = queries.content_of(draft.text)
    problems = queries.problems_by_part(draft).get("rules", [])
    context = {
        "version": draft,
        "programme": programme_of(draft),
        "rules": [
            (
                row
                | {"text": queries.title_of(RULE, 0, row), "page": _page(draft, row)},
                said_problems([one for one in problems if one.rule == row.get("id")]),
            )
            for row in queries.rows_of(content, RULE)
        ],
    }
    return render(request, "schemes/edit_rules.html", context)


def _page(draft: SchemeVersion, row: Content) -> str:
    """Where a requirement is mended; one without a name that an address holds, in the text."""
    rule = row.get("id")
    if isinstance(rule, str) and slug_re.match(rule) and rule != NEW:
        return reverse("schemes:edit_rule", args=[draft.pk, rule])
    return reverse("schemes:edit_text", args=[draft.pk])


@access.role("office")
def edit_rule(request: MemberRequest, pk: int, rule: str) -> HttpResponse:
    """One requirement: expression, words, clause, source, remedy; try it, save it."""
    draft = own(request, pk)
    if not draft.is_draft:
        return closed(request, draft)
    content = queries.content_of(draft.text)
    rule_id = "" if rule == NEW else rule
    stored = queries.rule_of(content, rule_id)
    typed = access.typed(request)
    if rule_id and stored is None and typed is None:
        raise Http404
    form = _form(stored or {}, content, typed)
    seen = typed.get("seen", "") if typed else queries.seen(stored)
    theirs: list[object] = []
    does = typed.get("do") if typed else None
    if request.method == "POST" and does != TRY and (does == REMOVE or form.is_valid()):
        row = None if does == REMOVE else form.row()
        try:
            draft = actions.change_rule(
                draft.pk,
                rule_id,
                row,
                seen=seen,
                by=request.member,
                at=timezone.now(),
            )
        except actions.VersionHasChanged as refusal:
            refusals.say(request, refusal)
            content = queries.content_of(own(request, pk).text)
            seen = queries.seen(queries.rule_of(content, rule_id))
            theirs = _said(content, rule_id)
        except Refusal as refusal:
            refusals.say(request, refusal)
        else:
            return _saved(request, draft, row)
    context = {
        "version": draft,
        "programme": programme_of(draft),
        "rule_id": rule_id,
        "form": form,
        "seen": seen,
        "theirs": theirs,
        "problems": said_problems(_problems(draft, rule_id)),
        "strays": [
            one for one in queries.stray_amounts(content, RULES) if one.rule == rule_id
        ],
        "trial": _trial(form, typed if does == TRY else None, stored or {}),
        "groups": fact_groups(),
    }
    return render(request, "schemes/edit_rule.html", context)


def _form(stored: Content, content: Content, typed: QueryDict | None) -> forms.RowForm:
    form = forms.RowForm(
        RULE,
        stored,
        content.get("sources", {}),
        data=typed,
        prefix=PREFIX,
        place=1,
        is_new=not stored,
    )
    form.empty_permitted = False
    for name in ("place", "remove"):
        form.fields.pop(name, None)
    return form


def _saved(
    request: MemberRequest, draft: SchemeVersion, row: Content | None
) -> HttpResponse:
    if row is None:
        messages.success(request, _("The requirement is taken out."))
        return redirect("schemes:edit_rules", draft.pk)
    say_saved(request, draft, _problems(draft, row["id"]))
    warn_of_strays(request, draft, RULES, row["id"])
    return redirect("schemes:edit_rule", draft.pk, row["id"])


def _problems(draft: SchemeVersion, rule_id: str) -> list[Problem]:
    found = queries.problems_by_part(draft).get("rules", [])
    return [one for one in found if rule_id and one.rule == rule_id]


def _said(content: Content, rule_id: str) -> list[object]:
    row = queries.rule_of(content, rule_id)
    return [queries.said_row(RULE, row, content)] if row else []


def _trial(form: forms.RowForm, typed: QueryDict | None, stored: Content) -> Trial:
    """Read the expression on the page, stored or typed, and answer it from typed facts."""
    field = form.add_prefix("expression")
    expression = typed.get(field, "") if typed else str(stored.get("expression", ""))
    if not expression.strip():
        return Trial()
    try:
        names = queries.facts_in(expression)
    except EngineError as fault:
        return Trial(fault=wording.explain_code(fault.code, fault.values))
    facts = forms.FactsForm(names, typed)
    if typed is None or not facts.is_valid():
        return Trial(form=facts)
    return Trial(form=facts, tried=_tried(expression, facts))


def _tried(expression: str, facts: forms.FactsForm) -> queries.Tried:
    return queries.try_expression(expression, facts.facts())
