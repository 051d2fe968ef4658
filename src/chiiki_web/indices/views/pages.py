"""What the pages of an index have in common: which edition, and where its pages lie."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from chiiki_web import numbers, wording
from chiiki_web.accounts.requests import MemberRequest
from chiiki_web.indices import queries
from chiiki_web.indices.models import Edition, Index
from chiiki_web.indices.queries import Read
from chiiki_web.refusals import Refusal
from chiiki_web.ui import formats

READERS = ("office", "officer", "auditor")
KEEPERS = ("office", "officer")


def published_or_404(request: HttpRequest, code: str, edition: str) -> Read:
    """A published edition with its run, as everybody may read it."""
    rows = queries.published_editions().select_related(
        "index__organisation", "definition", "run"
    )
    return queries.read_edition(get_object_or_404(rows, index__code=code, code=edition))


def others_of(read: Read) -> list[Edition]:
    """The published editions of the same index, the newest first."""
    return list(queries.published_editions().filter(index=read.edition.index_id))


def context_of(read: Read, page: str) -> dict[str, object]:
    """What the head of each page of an edition needs."""
    one = read.edition
    others = others_of(read)
    return {
        "read": read,
        "edition": one,
        "index": one.index,
        "title": title_of(one),
        "page": page,
        "others": [other for other in others if other.pk != one.pk],
        "tabs": [
            (name, label, reverse(f"indices:{name}", args=[one.index.code, one.code]))
            for name, label in _tabs(len(others))
        ],
    }


def title_of(one: Edition) -> str:
    return f"{formats.local(one.index, 'name')} {formats.local(one, 'name')}"


def index_or_404(request: MemberRequest, pk: int) -> Index:
    """An index that this person may look into; who keeps none may not come in."""
    if request.member.role != "auditor" and not queries.may_keep(request.member):
        raise PermissionDenied
    return get_object_or_404(
        queries.readable_by(request.member).select_related("organisation"), pk=pk
    )


def edition_or_404(request: MemberRequest, pk: int) -> Edition:
    rows = Edition.objects.select_related(
        "index__organisation", "definition", "published_by__user"
    )
    found = get_object_or_404(rows, pk=pk)
    index_or_404(request, found.index_id)
    return found


def own_or_404(request: MemberRequest, pk: int) -> Edition:
    """An edition of one's own that can still be changed."""
    found = edition_or_404(request, pk)
    if not queries.keeps(found.index, request.member):
        raise Http404
    return found


def acts(request: MemberRequest, index: Index) -> bool:
    return queries.keeps(index, request.member)


def _tabs(editions: int) -> list[tuple[str, str]]:
    return [
        ("ranking", _("Who stands where")),
        *([("movement", _("What moved"))] if editions > 1 else []),
        ("sensitivity", _("Which choice matters")),
        ("method", _("How it is made")),
    ]


def own_index_or_404(request: MemberRequest, pk: int) -> Index:
    """An index of one's own body."""
    found = index_or_404(request, pk)
    if not queries.keeps(found, request.member):
        raise Http404
    return found


def into_form(form: Form, field: str, refusal: Refusal) -> None:
    """Each reason beside the field that it is about; nothing typed is lost."""
    for one in refusal.reasons:
        form.add_error(field, wording.explain(one))


def key_in(request: MemberRequest) -> UUID:
    """The key of a form that is sent, so that a double click does it once."""
    return numbers.key_of(request.POST.get("form_key", ""))
