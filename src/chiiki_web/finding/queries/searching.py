"""From a text to what fits it: public things for everybody, requests for who may see them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import get_language

from chiiki.retrieval import Asked, Found, Hit, Index
from chiiki_web.accounts.models import Membership
from chiiki_web.finding.engine_input import ADVISER, CASE, REQUEST
from chiiki_web.finding.queries import rows
from chiiki_web.finding.queries.shelves import PUBLIC, REQUESTS
from chiiki_web.finding.queries.showing import Shown, show

PER_PAGE = 20
MOST_PAGES = 10  # who reads further needs other words
MOST_ADVISERS, MOST_LIKE = 10, 5


@dataclass(frozen=True, slots=True)
class Answer:
    """``total`` fit in the kind that was asked for; ``by_kind`` says it for each."""

    hits: Sequence[Shown]
    total: int
    by_kind: Mapping[str, int]
    asked: tuple[Asked, ...]


@dataclass(frozen=True, slots=True)
class Knowing:
    """Who and what knows of a problem."""

    advisers: Sequence[Shown]
    requests: Sequence[Shown]
    cases: Sequence[Shown]
    asked: tuple[Asked, ...]


def find(
    text: str,
    member: Membership | None = None,
    *,
    kind: str = "",
    limit: int = PER_PAGE,
    offset: int = 0,
    without: Sequence[str] = (),
) -> Answer:
    """Return what fits a text, the best first; ``kind`` keeps one kind."""
    kinds = [kind] if kind else None
    found = [
        index.search(text, limit=offset + limit, kinds=kinds, without=without)
        for index in _indexes(member)
    ]
    hits = sorted(
        (hit for one in found for hit in one.hits),
        key=lambda hit: (-hit.score, hit.document.id),
    )[offset : offset + limit]
    return Answer(
        hits=_shown(hits, member),
        total=sum(one.total for one in found),
        by_kind=_counted(found),
        asked=found[0].asked,
    )


def who_knows(text: str, member: Membership, *, without: Sequence[str] = ()) -> Knowing:
    """Advisers, like requests and cases for a problem; ``without`` leaves ids out."""

    def of(kind: str, limit: int) -> Answer:
        return find(text, member, kind=kind, limit=limit, without=without)

    advisers = of(ADVISER, MOST_ADVISERS)
    return Knowing(
        advisers=advisers.hits,
        requests=of(REQUEST, MOST_LIKE).hits,
        cases=of(CASE, MOST_LIKE).hits,
        asked=advisers.asked,
    )


def _indexes(member: Membership | None) -> list[Index]:
    found = [PUBLIC.index()]
    if member is not None and rows.may_ask_for_requests(member):
        found.append(REQUESTS.part(rows.requests_of(member)))
    return found


def _shown(hits: Sequence[Hit], member: Membership | None) -> list[Shown]:
    there = rows.shown([hit.document.id for hit in hits], member)
    language = (get_language() or "ja").split("-")[0]
    drawn = (
        show(hit, there[hit.document.id], language)
        for hit in hits
        if hit.document.id in there
    )
    return [one for one in drawn if one is not None]


def _counted(found: Sequence[Found]) -> Mapping[str, int]:
    whole: Counter[str] = Counter()
    for one in found:
        whole.update(one.by_kind)
    return whole
