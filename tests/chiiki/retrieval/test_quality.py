"""On a collection that we made up: what fits stands on top, and each part helps.

Requests and documents come from one hand, so the figures say that synonyms and letters do
their work; they do not say how well real requests are served.
"""

from __future__ import annotations

from chiiki.retrieval import Index
from made_up import NONE, WORDS_ONLY, collection, quality


def test_what_fits_stands_on_top_and_above_plain_words() -> None:
    documents, requests = collection()
    assert (len(documents), len(requests)) == (60, 40)
    rank, in_three = quality(Index.build(documents), requests)
    plain_rank, plain_in_three = quality(
        Index.build(documents, WORDS_ONLY, NONE), requests
    )

    assert rank > 0.95
    assert in_three > 0.97
    assert plain_rank < 0.75
    assert plain_in_three < 0.75


def test_letters_help_where_no_synonym_is_known() -> None:
    documents, requests = collection()
    words, words_in_three = quality(Index.build(documents, WORDS_ONLY, NONE), requests)
    both, both_in_three = quality(Index.build(documents, None, NONE), requests)

    assert both > words
    assert both_in_three > words_in_three
