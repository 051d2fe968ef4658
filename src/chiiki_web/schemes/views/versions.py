"""Pages that show versions of rules: their list, one of them, two beside each other."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.http import content_disposition_header
from django.utils.text import get_valid_filename
from django.utils.translation import get_language

from chiiki.rules import Fact, FactType, vocabulary
from chiiki_web import access
from chiiki_web.accounts.models import Membership
from chiiki_web.schemes import queries
from chiiki_web.schemes.models import Programme, SchemeVersion
from chiiki_web.schemes.views.stated import STATED, scheme_context
from chiiki_web.wording.facts import FACT_GROUPS, FACT_TYPES


@access.public
def versions(request: HttpRequest, code: str) -> HttpResponse:
    """Every version of a programme's rules that the reader may see."""
    programme = get_object_or_404(Programme.objects.exclude(scheme_code=""), pk=code)
    member = member_of(request)
    context = {
        "programme": programme,
        "versions": queries.versions_of(programme.scheme_code, member),
        "may_start": member is not None and member.role == Membership.Role.OFFICE,
    }
    return render(request, "schemes/versions.html", context)


@access.public
def version(request: HttpRequest, pk: int) -> HttpResponse:
    """One version: what it asks for, pays and states, and what can be done with it."""
    found = visible(request, pk)
    member = member_of(request)
    scheme = queries.readable_scheme(found)
    others = queries.versions_of(found.code, member).exclude(pk=pk)
    is_draft = found.is_draft
    context = {
        "version": found,
        "programme": programme_of(found),
        **(scheme_context(scheme) if scheme else _unfinished(found)),
        "others": list(others),
        "calls": list(found.calls.order_by("-opens_at")[:20]),
        "may_change": queries.may_change(found, member),
        "may_start": member is not None and member.role == Membership.Role.OFFICE,
        "problem_count": len(queries.problems_in(found.text, str(found)))
        if is_draft
        else 0,
    }
    return render(request, "schemes/version.html", context)


@access.public
def compare(request: HttpRequest, pk: int, other: int) -> HttpResponse:
    """What changed from one version to another, in words."""
    after, before = visible(request, pk), visible(request, other)
    parts = queries.compared(
        queries.content_of(before.text), queries.content_of(after.text)
    )
    context = {
        "after": after,
        "before": before,
        "programme": programme_of(after),
        "parts": parts,
        "count": sum(len(one.items) for one in parts),
    }
    return render(request, "schemes/compare.html", context)


@access.public
def toml(request: HttpRequest, pk: int) -> HttpResponse:
    """The whole text of a version, as it is stored."""
    found = visible(request, pk)
    answer = HttpResponse(found.text, content_type="text/plain; charset=utf-8")
    name = f"{found.code}-{found.version}.toml"
    answer["Content-Disposition"] = content_disposition_header(
        True, get_valid_filename(name)
    )
    return answer


@access.public
def facts(request: HttpRequest) -> HttpResponse:
    """Every fact that a rule may ask for, with its kind and its choices."""
    return render(request, "schemes/facts.html", {"groups": fact_groups()})


def _unfinished(found: SchemeVersion) -> dict[str, object]:
    """What can be shown of a draft that is not whole yet."""
    return {"stated": queries.said(queries.content_of(found.text), STATED)}


def visible(request: HttpRequest, pk: int) -> SchemeVersion:
    """A version that the reader may see, or 404."""
    return get_object_or_404(queries.versions_visible_to(member_of(request)), pk=pk)


def programme_of(found: SchemeVersion) -> Programme:
    return get_object_or_404(Programme, scheme_code=found.code)


def member_of(request: HttpRequest) -> Membership | None:
    return getattr(request, "member", None)


def fact_groups() -> list[tuple[str, list[dict[str, object]]]]:
    """The vocabulary by the first word of its names, as a page lists it."""
    language = get_language() or "ja"
    groups: dict[str, list[dict[str, object]]] = {}
    for fact in vocabulary().values():
        groups.setdefault(fact.name.split(".")[0], []).append(_row(fact, language))
    return [(str(FACT_GROUPS.get(code, code)), rows) for code, rows in groups.items()]


def _row(fact: Fact, language: str) -> dict[str, object]:
    return {
        "name": fact.name,
        "label": fact.label(language),
        "kind": FACT_TYPES[fact.type],
        "unit": fact.unit(language),
        "choices": [(code, fact.choice_label(code, language)) for code in fact.choices],
        "is_choice": fact.type in (FactType.CHOICE, FactType.CHOICES),
    }
