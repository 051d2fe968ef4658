"""The rows behind documents: all that can be found, and those that a person may see."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from chiiki_web.accounts.models import Membership
from chiiki_web.advisers import queries as advisers
from chiiki_web.dispatch import queries as dispatch
from chiiki_web.dispatch.models import Request
from chiiki_web.finding.engine_input import ADVISER, CASE, PROGRAMME, REQUEST, key_of
from chiiki_web.library import queries as library
from chiiki_web.schemes.models import Programme

Rows = QuerySet[Any]
SEEKERS = ("officer", "office", "adviser", "auditor")


def everything(kind: str) -> Rows:
    """Every row of a kind that can be found by anybody."""
    return _ALL[kind]()


def may_ask_for_requests(member: Membership | None) -> bool:
    return member is not None and member.role in SEEKERS


def requests_of(member: Membership) -> frozenset[str]:
    """Ids of the requests that this person may open."""
    keys = dispatch.visible_to(member).order_by().values_list("pk", flat=True)
    return frozenset(f"{REQUEST}:{pk}" for pk in keys)


def shown(ids: Iterable[str], member: Membership | None) -> Mapping[str, Any]:
    """The rows behind these ids as they are now; what may not be seen is left out."""
    keys: dict[str, list[str]] = {}
    for id in ids:
        kind, key = key_of(id)
        keys.setdefault(kind, []).append(key)
    found = {}
    for kind, there in keys.items():
        for row in _visible(kind, member).filter(pk__in=there):
            found[f"{kind}:{row.pk}"] = row
    return found


def _visible(kind: str, member: Membership | None) -> Rows:
    if kind != REQUEST:
        return everything(kind)
    if member is None:
        return Request.objects.none()
    return dispatch.visible_to(member).prefetch_related("reports").distinct()


def _requests() -> Rows:
    return Request.objects.select_related("field").prefetch_related("reports")


def _advisers() -> Rows:
    """Whose page everybody may open today."""
    return advisers.published(timezone.localdate())


_ALL: Mapping[str, Callable[[], Rows]] = {
    ADVISER: _advisers,
    CASE: library.published,
    PROGRAMME: Programme.objects.all,
    REQUEST: _requests,
}
