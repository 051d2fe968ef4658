"""What the page of an edition in preparation shows: its steps, figures, run, what is next."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median
from typing import Any
from uuid import uuid4

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from chiiki.digests import digest_of
from chiiki.indices import Specification
from chiiki_web import queues, wording
from chiiki_web.accounts.requests import MemberRequest
from chiiki_web.indices import queries
from chiiki_web.indices.engine_input import Figures, heads_of
from chiiki_web.indices.models import Edition, Run
from chiiki_web.indices.views import pages, telling
from chiiki_web.ui import confirming, formats
from chiiki_web.wording.indices import PUBLISHERS

FIRST_RANKS = 5
Table = tuple[list[str], list[list[object]]]


@dataclass(frozen=True, slots=True)
class Column:
    """An indicator in a table of figures: how many units have it, and its range."""

    name: str
    known: int
    lowest: float | None
    middle: float | None
    highest: float | None
    years: str
    decimals: int


def context_of(request: MemberRequest, found: Edition) -> dict[str, Any]:
    """Everything of the page of one edition."""
    runs = list(queries.newest_runs(found)[:20])
    own = [one for one in runs if one.repeats_id is None]
    newest = own[0] if own else None
    is_fresh = newest is not None and (
        found.is_published
        or newest.inputs_digest == digest_of(queries.inputs_now(found))
    )
    acts = pages.acts(request, found.index)
    return {
        "edition": found,
        "index": found.index,
        "title": pages.title_of(found),
        "acts": acts and not found.is_published,
        "may_repeat": acts,
        "steps": _steps(found, newest, is_fresh),
        "units": len(found.figures["units"]) if found.figures else 0,
        "columns": columns_of(found.figures, found) if found.figures else [],
        "choices": telling.choices_in_words(found.choices),
        "runs": [(one, _why(one)) for one in runs],
        "newest": newest,
        "is_fresh": is_fresh,
        "running": next((one for one in runs if one.is_waiting), None),
        "faults": _why(newest) if newest else [],
        "key": uuid4(),
        "first": _first(newest),
    }


def _why(run: Run) -> list[str]:
    """Why a run failed, in the reader's language."""
    return [wording.explain(one) for one in queues.said(run.faults)]


def columns_of(figures: Figures, found: Edition) -> list[Column]:
    """What a table of figures holds, column by column."""
    said = queries.specification_now(found)
    named = {one.code: one for one in said.indicators}
    rows = []
    for at, code in enumerate(figures["indicators"]):
        one = named.get(code)
        known = [row[at] for row in figures["values"] if row[at] is not None]
        years = sorted({row[at] for row in figures["years"] if row[at]})
        rows.append(
            Column(
                telling.heading(one) if one else telling.divisor_heading(code),
                len(known),
                min(known, default=None),
                median(known) if known else None,
                max(known, default=None),
                "–".join(dict.fromkeys(str(one) for one in (years[:1] + years[-1:]))),
                queries.decimals_of(known),
            )
        )
    return rows


def offer_of(found: Edition) -> dict[str, Any] | None:
    """What a file would put in place, beside what is there."""
    if found.offered is None:
        return None
    offered: Figures = found.offered["figures"]
    before = {one["code"] for one in (found.figures or {}).get("units", ())}
    after = {one["code"]: one for one in offered["units"]}
    return {
        "digest": found.offered["digest"],
        "name": found.offered["name"],
        "source": found.offered["source"],
        "units": len(after),
        "columns": columns_of(offered, found),
        "gaps": sum(one is None for row in offered["values"] for one in row),
        "came": [
            formats.local(one, "name")
            for code, one in after.items()
            if before and code not in before
        ],
        "left": [
            formats.local(one, "name")
            for one in (found.figures or {}).get("units", ())
            if one["code"] not in after
        ],
    }


def named_heads_of(said: Specification) -> list[tuple[str, str]]:
    """The columns of figures that a table holds: the head, what it is and its unit."""
    found = {one.code: telling.heading(one) for one in said.indicators}
    for one in said.indicators:
        if one.per:
            found.setdefault(one.per, telling.divisor_heading(one.per))
    return [*found.items()]


def series_of(said: Specification) -> list[tuple[str, str, str]]:
    """Which series fills what: indicator, publisher, code."""
    named = {one.code: formats.local(one, "name") for one in said.indicators}
    return [
        (
            named.get(one.indicator, one.indicator),
            str(PUBLISHERS[one.publisher]),
            one.code,
        )
        for one in said.series
    ]


def table_of(found: Edition, said: Specification) -> Table:
    """A table with the heads of this index, below them the figures that are there now."""
    figures, by = found.figures, said.steps.missing_by
    if not figures:
        return heads_of(said), []
    heads = heads_of(said, each_year=True)
    names = figures["indicators"]
    rows = []
    for one, values, years in zip(
        figures["units"], figures["values"], figures["years"], strict=True
    ):
        row: dict[str, object] = {
            name: one[name] for name in ("code", "name_ja", "name_en")
        }
        row |= {by: one["groups"].get(by, "")} if by else {}
        row |= dict(zip(names, values, strict=True))
        row |= {
            f"year.{name}": year or None
            for name, year in zip(names, years, strict=True)
        }
        rows.append([row.get(head) for head in heads])
    return heads, rows


def question_of(found: Edition) -> confirming.Question:
    """What is said once more before an edition is published."""
    return confirming.Question(
        title=_("Publish this edition?"),
        said=[
            (_("Index"), formats.local(found.index, "name")),
            (_("Edition"), formats.local(found, "name")),
            (_("Source"), formats.cited(found.source)),
        ],
        follows=[
            _("Everybody can read it at once, with every figure and its source."),
            _("It can never be changed or taken back; a later edition corrects it."),
        ],
        button=pgettext("index", "Publish"),
    )


def _steps(found: Edition, newest: Run | None, is_fresh: bool) -> list[dict[str, str]]:
    """Figures, choices, run, published: where it stands."""
    has_run = newest is not None and newest.state == Run.State.DONE and is_fresh
    done = [
        found.figures is not None,
        found.figures is not None,
        has_run or found.is_published,
        found.is_published,
    ]
    at = done.index(False) if False in done else len(done)
    labels = [
        pgettext("index", "Figures"),
        pgettext("index", "What could be otherwise"),
        _("Worked out"),
        pgettext("index", "Published"),
    ]
    urls = [
        reverse("indices:figures", args=[found.pk]),
        reverse("indices:choices", args=[found.pk]),
        "",
        "",
    ]
    return [
        {
            "label": label,
            "state": "done" if at > place else "current" if at == place else "todo",
            "url": "" if found.is_published else url,
            "note": "",
        }
        for place, (label, url) in enumerate(zip(labels, urls, strict=True))
    ]


def _first(newest: Run | None) -> list[tuple[int, str, int, int]]:
    """The first few of a run that was worked out."""
    if newest is None or newest.state != Run.State.DONE:
        return []
    read = queries.read_run(
        Run.objects.select_related("edition__index").get(pk=newest.pk)
    )
    return [(one.rank, one.name, one.low, one.high) for one in read.order[:FIRST_RANKS]]
