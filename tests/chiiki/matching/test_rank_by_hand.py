"""The ranking against the same rules, written down a second time in exact fractions."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chiiki.matching import DispatchRequest, RegisterLine, rank_candidates


def _ids(found):
    return [one.adviser_id for one in found.candidates]


CODES = st.frozensets(st.sampled_from("abc"))
ADVISERS = st.lists(
    st.builds(
        RegisterLine,
        id=st.integers(1, 30).map(str),
        fields=CODES,
        sides=CODES,
        prefecture=st.sampled_from("PQR"),
        region=st.sampled_from("XY"),
        capacity_days=st.integers(0, 12),
        committed_days=st.integers(0, 14),
        employers=st.frozensets(st.sampled_from(["town", "city"])),
        same_project_this_year=st.booleans(),
    ),
    max_size=12,
    unique_by=lambda one: one.id,
)
REQUESTS = st.builds(
    DispatchRequest,
    fields=CODES,
    sides=CODES,
    prefecture=st.sampled_from("PQR"),
    region=st.sampled_from("XY"),
    days=st.integers(1, 6),
    requester=st.just("town"),
    nominated_id=st.none() | st.integers(1, 30).map(str),
)


def _can_come(request, one):
    fits = (
        one.id == request.nominated_id
        or any(code in one.fields for code in request.fields)
        or any(code in one.sides for code in request.sides)
        or (not request.fields and not request.sides)
    )
    return (
        fits
        and one.committed_days + request.days <= one.capacity_days
        and "town" not in one.employers
        and not one.same_project_this_year
    )


def _worth(request, one):
    """The score over again, in exact fractions of twentieths."""

    def met(wanted, offered):
        hits = [code in offered for code in wanted]
        return Fraction(sum(hits), len(hits)) if hits else 1

    near = 2 if one.prefecture == request.prefecture else one.region == request.region
    free = Fraction(one.capacity_days - one.committed_days, one.capacity_days)
    return (
        9 * met(request.fields, one.fields)
        + 4 * met(request.sides, one.sides)
        + Fraction(3 * near, 2)
        + 4 * free
    ) / 20


@given(REQUESTS, ADVISERS, st.integers(0, 12))
def test_it_agrees_with_a_ranking_in_exact_fractions(request, rows, limit):
    can = [one for one in rows if _can_come(request, one)]
    named = [one.id for one in can if one.id == request.nominated_id]

    found = rank_candidates(request, rows, limit=limit)

    assert {one.adviser_id for one in found.excluded} == {
        one.id for one in rows if one not in can
    }
    worth = {one.id: _worth(request, one) for one in can}
    order = sorted(worth, key=lambda id: (id not in named, -worth[id], id))
    assert _ids(found) == order[:limit]
    for one in found.candidates:
        assert one.score == pytest.approx(float(worth[one.adviser_id]), abs=1e-6)
        assert all(0 <= part <= 1 for part in one.parts.values())


@given(REQUESTS, ADVISERS, st.randoms(use_true_random=False))
def test_the_order_of_the_register_does_not_matter(request, rows, random):
    mixed = random.sample(rows, len(rows))

    assert rank_candidates(request, rows, limit=5) == rank_candidates(
        request, mixed, limit=5
    )


@given(REQUESTS, ADVISERS)
def test_nobody_is_lost_and_nobody_is_sent_beyond_their_days(request, rows):
    found = rank_candidates(request, rows, limit=99)

    out = [one.adviser_id for one in found.excluded]
    assert sorted(_ids(found) + out) == sorted(one.id for one in rows)
    days = {one.id: one.spare_days for one in rows}
    assert all(days[id] >= request.days for id in _ids(found))
    assert all(one.reasons for one in found.excluded)
