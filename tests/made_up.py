"""The made-up collection, and how well a search finds in it what fits."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from chiiki.retrieval import (
    Channel,
    Document,
    Index,
    Part,
    published_settings,
    read_synonyms,
)

PAGE = Path(__file__).with_name("chiiki") / "retrieval" / "sample.toml"
NONE = read_synonyms("groups = []")
WORDS_ONLY = replace(
    published_settings(),
    channels={Channel.WORDS: 1.0, Channel.LETTERS: 0.0},
    weak_value=1.0,
)


def collection() -> tuple[list[Document], Mapping[str, set[str]]]:
    found = tomllib.loads(PAGE.read_text("utf-8"))
    documents = [
        Document(id, kind, (Part("title", title), Part("profile", text)))
        for id, (kind, title, text) in found["documents"].items()
    ]
    return documents, {text: set(ids) for text, ids in found["requests"].items()}


def quality(index: Index, requests: Mapping[str, set[str]]) -> tuple[float, float]:
    """Mean reciprocal rank of the first that fits, and the share with one in three."""
    ranks = [_rank(index, text, ids) for text, ids in requests.items()]
    whole = len(ranks)
    return (
        sum(1 / rank for rank in ranks if rank) / whole,
        sum(1 for rank in ranks if 0 < rank <= 3) / whole,
    )


def _rank(index: Index, text: str, ids: set[str]) -> int:
    hits = index.search(text, limit=len(index)).hits
    return next(
        (at for at, hit in enumerate(hits, start=1) if hit.document.id in ids), 0
    )
