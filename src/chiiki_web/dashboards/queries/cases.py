"""The history of each case, readable: who did what, when, under which hat."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Q

from chiiki_web import wording
from chiiki_web.accounts import queries as accounts
from chiiki_web.audit import queries as audit
from chiiki_web.dashboards.queries.changes import Change, changes_of
from chiiki_web.dashboards.queries.said import Sayer
from chiiki_web.dispatch.models import Request
from chiiki_web.plans.models import Plan
from chiiki_web.services.models import Service
from chiiki_web.ui import formats

PER_PAGE = 50
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Step:
    """One event as a person reads it. ``seal`` is None until the sealer has come by."""

    what: str
    at: datetime
    who: str
    hat: str
    about: str
    details: dict[str, object]
    case: str
    seal: int | None
    seal_hash: str
    changes: Sequence[Change] = ()
    title: CaseTitle | None = None


@dataclass(frozen=True, slots=True)
class CaseTitle:
    title: str
    organisation: str
    url_name: str
    pk: int


def page_of_cases(number: str | None, text: str = "") -> Page[Row]:
    """Cases by their last event; ``text`` looks into titles and organisations."""
    found = audit.cases()
    if text:
        found = found.filter(case__in=_matching(text))
    page = Paginator(found, PER_PAGE).get_page(number)
    titles = titles_of([row["case"] for row in page.object_list])
    page.object_list = [
        row | {"title": titles.get(row["case"])} for row in page.object_list
    ]
    return page


def history(case: str, *, with_texts: bool = False) -> list[Step]:
    """Every step of one case, from the first draft to the last report.

    ``with_texts`` adds what the parts of a plan said before and after.
    """
    events = list(audit.history_of_case(case))
    return _steps(events, changes_of(case, events) if with_texts else {})


def page_of_events(number: str | None, name: str = "") -> Page[Any]:
    """All events, the newest first; ``name`` keeps those that begin with it."""
    found: Any = audit.recent_events()
    if name:
        found = found.filter(name__startswith=name)
    page: Page[Any] = Paginator(found, PER_PAGE).get_page(number)
    steps = _steps(list(page.object_list))
    titles = titles_of({step.case for step in steps})
    page.object_list = [replace(one, title=titles.get(one.case)) for one in steps]
    return page


def titles_of(cases: Iterable[str]) -> dict[str, CaseTitle]:
    """What each case key stands for, in three statements at most."""
    by_kind: dict[str, list[int]] = {}
    for case in cases:
        kind, _, pk = case.partition(":")
        if pk.isdecimal():
            by_kind.setdefault(kind, []).append(int(pk))
    found: dict[str, CaseTitle] = {}
    for kind, model, attribute, url_name in KINDS:
        rows = model._default_manager.select_related("organisation").in_bulk(
            by_kind.get(kind, [])
        )
        for pk, row in rows.items():
            found[f"{kind}:{pk}"] = CaseTitle(
                getattr(row, attribute),
                formats.local(row.organisation, "name"),
                url_name,
                pk,
            )
    return found


KINDS: list[tuple[str, Any, str, str]] = [
    ("plan", Plan, "title", "plans:detail"),
    ("dispatch", Request, "project", "dispatch:detail"),
    ("service", Service, "name", "services:detail"),
]


def _matching(text: str) -> list[str]:
    return [
        f"{kind}:{pk}"
        for kind, model, attribute, _url in KINDS
        for pk in model._default_manager.filter(
            Q(**{f"{attribute}__contains": text})
            | Q(organisation__name_ja__contains=text)
        ).values_list("pk", flat=True)
    ]


def _steps(
    events: Sequence[Any], changes: Mapping[int, Sequence[Change]] | None = None
) -> list[Step]:
    names = accounts.names_behind(
        {event.actor for event in events}, {event.hat for event in events}
    )
    system = wording.event_name("system")
    sayer = Sayer(event.details for event in events)
    return [
        Step(
            what=wording.event_name(event.name),
            at=event.happened_at,
            who=names.get(event.actor, system),
            hat=names.get(event.hat, ""),
            about=sayer.about(event.details),
            details=sayer.say(event.details),
            case=event.case,
            seal=event.seal.number if hasattr(event, "seal") else None,
            seal_hash=event.seal.hash if hasattr(event, "seal") else "",
            changes=(changes or {}).get(event.pk, ()),
        )
        for event in events
    ]
