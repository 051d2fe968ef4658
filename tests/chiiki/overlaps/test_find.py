"""What two cases share is found, from both sides, and nothing else."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chiiki.overlaps import (
    Case,
    Cost,
    alike,
    find_all_overlaps,
    find_overlaps,
    published_thresholds,
)

START, END = date(2027, 4, 1), date(2028, 3, 31)


def case(name, **values):
    found = {
        "programme": "kizuna",
        "call": "1",
        "lead": "town",
        "members": frozenset({"town"}),
        "local_governments": frozenset({"town"}),
        "starts": START,
        "ends": END,
    }
    return Case(id=name, **(found | values))


def kinds(one, *others):
    return [
        (found.kind.value, found.certainty.value)
        for found in find_overlaps(one, others)
    ]


def costs(*lines):
    return tuple(Cost(description=words, amount=yen) for words, yen in lines)


def test_the_same_file_is_found_whoever_sends_it():
    one = case("a", files=frozenset({"f1", "f2"}))
    other = case("b", lead="npo", members=frozenset({"npo"}), files=frozenset({"f2"}))

    assert kinds(one, other) == [("same_file", "sure")]


@pytest.mark.parametrize(
    ("words", "yen", "found"),
    [
        ("見守りシステムの構築", 7_000_000, [("same_cost", "sure")]),
        ("見守りシステム構築", 7_300_000, [("same_cost", "likely")]),
        ("見守りシステムの構築", 7_500_000, []),
        ("研修の講師", 7_000_000, []),
    ],
)
def test_a_cost_is_the_same_by_words_and_yen(words, yen, found):
    one = case("a", costs=costs(("見守りシステムの構築", 7_000_000)))
    other = case("b", call="2", costs=costs((words, yen)))

    assert kinds(one, other) == found


def test_a_cost_of_bodies_that_share_nobody_is_not_compared():
    lines = costs(("見守りシステムの構築", 7_000_000))
    stranger = case("b", lead="npo", members=frozenset({"npo"}), costs=lines)

    assert kinds(case("a", costs=lines), stranger) == []


def test_each_cost_is_paired_once():
    one = case("a", costs=costs(("端末の借上げ", 100), ("端末の借上げ", 100)))
    other = case("b", call="2", costs=costs(("端末の借上げ", 100)))

    (found,) = find_overlaps(one, [other])

    assert len(found.reasons) == 1


@pytest.mark.parametrize(
    ("call", "starts", "both", "found"),
    [
        ("1", date(2030, 4, 1), True, "sure"),
        ("2", date(2027, 10, 1), True, "likely"),
        ("2", date(2030, 4, 1), True, ""),
        ("1", START, False, ""),
    ],
)
def test_a_local_government_is_in_two_consortia(call, starts, both, found):
    together = frozenset({"town", "city"})
    one = case("a", members=together, local_governments=together)
    members = frozenset({"city", "npo"}) if both else frozenset({"city"})
    other = case(
        "b",
        call=call,
        lead="npo",
        members=members,
        local_governments=frozenset({"city"}),
        starts=starts,
        ends=starts.replace(year=starts.year + 1),
    )

    assert kinds(one, other) == ([("same_member", found)] if found else [])


@pytest.mark.parametrize(
    ("awarded_on", "years", "found"),
    [
        (date(2024, 4, 1), None, True),
        (date(2024, 3, 31), None, False),
        (date(2024, 3, 31), 4, True),
        (START, None, False),
    ],
)
def test_an_award_counts_for_so_many_years(awarded_on, years, found):
    one = case("a", years_between_awards=years)
    other = case("b", call="0", awarded_on=awarded_on)

    assert [kind for kind, _sure in kinds(one, other)] == ["earlier_award"] * found


def test_an_award_of_another_programme_or_body_does_not_count():
    award = case("b", call="0", awarded_on=date(2026, 4, 1))

    assert kinds(case("a"), replace(award, programme="other")) == []
    assert kinds(case("a"), replace(award, lead="city")) == []


def test_a_case_is_not_held_against_itself():
    one = case("a", files=frozenset({"f"}))

    assert find_overlaps(one, [one]) == ()


BODIES = st.frozensets(st.sampled_from("abcd"), min_size=1, max_size=3)
LINES = st.lists(
    st.tuples(
        st.sampled_from(["研修", "研修費", "端末", "端末借上げ"]), st.integers(90, 110)
    ),
    max_size=4,
)


@st.composite
def some_case(draw, name):
    members = draw(BODIES)
    year = draw(st.integers(2026, 2029))
    return case(
        name,
        call=draw(st.sampled_from("12")),
        lead=min(members),
        members=members,
        local_governments=frozenset(one for one in members if one in "ab"),
        starts=date(year, 4, 1),
        ends=date(year + draw(st.integers(0, 2)), 3, 31).replace(year=year + 1),
        costs=costs(*draw(LINES)),
        files=draw(st.frozensets(st.sampled_from("xyz"), max_size=2)),
    )


@given(some_case("one"), some_case("other"))
def test_what_is_shared_is_shared_both_ways(one, other):
    assert kinds(one, other) == kinds(other, one)


@given(some_case("one"), some_case("other"))
def test_a_same_cost_is_found_exactly_where_some_pair_is_alike(one, other):
    limits = published_thresholds()
    expected = bool(one.members & other.members) and any(
        alike(mine.description, theirs.description) >= limits.alike
        and abs(mine.amount - theirs.amount)
        <= limits.amount_within * max(mine.amount, theirs.amount)
        for mine in one.costs
        for theirs in other.costs
    )

    assert ("same_cost" in dict(kinds(one, other))) == expected


@given(st.text(max_size=12), st.text(max_size=12))
def test_likeness_is_the_same_both_ways_and_within_nought_and_one(one, other):
    assert alike(one, other) == alike(other, one)
    assert 0 <= alike(one, other) <= 1
    assert alike(one, one) in (0, 1)


def test_width_case_and_signs_do_not_count():
    assert alike("ＩＣＴ研修（初級）", "ict研修 初級") == Fraction(1)


bodies = st.frozensets(st.sampled_from("abcdef"), max_size=2)
made = st.builds(
    lambda lead, others, own, call, awarded, cost, paper: {
        "lead": lead,
        "members": others | {lead},
        "local_governments": own & (others | {lead}),
        "call": call,
        "awarded_on": awarded,
        "costs": costs((cost, 5_000_000)),
        "files": paper,
    },
    st.sampled_from("abcdef"),
    bodies,
    bodies,
    st.sampled_from("12"),
    st.none() | st.dates(date(2024, 4, 1), date(2027, 3, 31)),
    st.sampled_from(["見守りシステム", "研修の講師", "光回線の敷設"]),
    st.frozensets(st.sampled_from(["f1", "f2", "f3", "f4"]), max_size=1),
)


@given(st.lists(made, max_size=8), st.integers(0, 8))
def test_many_at_once_find_what_each_against_all_finds(values, own):
    everyone = [case(str(at), **one) for at, one in enumerate(values)]
    found = list(find_all_overlaps(everyone[:own], everyone))
    one_by_one = [
        (one, overlap)
        for one in everyone[:own]
        for overlap in find_overlaps(one, everyone)
    ]
    order = lambda pair: (pair[0].id, pair[1].kind, pair[1].other)  # noqa: E731
    assert sorted(found, key=order) == sorted(one_by_one, key=order)
