"""What the pages of a trial have in common: which version, against which, and is it whole."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from chiiki_web.accounts.requests import MemberRequest
from chiiki_web.schemes import queries as schemes
from chiiki_web.schemes.models import Programme, SchemeVersion

READERS = ("office", "auditor")


def version_of(request: MemberRequest, pk: int) -> SchemeVersion:
    return get_object_or_404(schemes.versions_visible_to(request.member), pk=pk)


def others_of(
    request: MemberRequest, version: SchemeVersion
) -> QuerySet[SchemeVersion]:
    others = schemes.versions_of(version.code, request.member).exclude(pk=version.pk)
    readable = [one.pk for one in others.defer(None) if schemes.readable_scheme(one)]
    return others.filter(pk__in=readable)


def first_choice(version: SchemeVersion) -> str:
    return str(version.based_on_id or 0)


def unfinished(request: MemberRequest, version: SchemeVersion) -> HttpResponse | None:
    """A draft with problems cannot be tried: say so, and where to mend it."""
    if schemes.readable_scheme(version) is not None:
        return None
    return render(request, "trials/unfinished.html", context_of(version, ""))


def context_of(version: SchemeVersion, page: str) -> dict[str, object]:
    return {
        "version": version,
        "programme": get_object_or_404(Programme, scheme_code=version.code),
        "page": page,
    }
