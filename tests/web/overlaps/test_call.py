"""The overlaps of a call: looked for by the worker, listed by pair."""

from datetime import date

import pytest
from django.urls import reverse

from chiiki_web.audit import chain
from chiiki_web.overlaps import actions, queries
from chiiki_web.overlaps.actions import looking
from chiiki_web.overlaps.models import Finding
from web import make
from web.awards import made as awards
from web.make import NOW
from web.overlaps import made
from web.services.browse import get, text

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def now(clock):
    clock.move_to(NOW)


@pytest.fixture
def office():
    return make.member("office")


@pytest.fixture
def officer():
    return make.member()


@pytest.fixture
def call(office):
    return make.call(office)


@pytest.fixture
def two(call, officer):
    """The same town twice in one call, with the same costs and the same file."""
    sent = [made.submitted(call, officer) for _ in range(2)]
    made.look()
    return sent


def page_of(client, office, call, **query):
    client.force_login(office.user)
    return client.get(reverse("overlaps:call", args=[call.pk]), query)


def kinds(page):
    return [
        row.found.overlap.kind.value
        for group in page.context["groups"]
        for row in group.rows
    ]


def test_a_pair_of_one_call_is_found_once_for_each_kind(two):
    assert sorted(Finding.objects.values_list("kind", flat=True)) == [
        "same_cost",
        "same_file",
    ]


def test_a_pair_of_two_calls_stands_on_the_page_of_each(client, office, officer):
    calls = [make.call(office) for _ in range(2)]
    for one in calls:
        made.submitted(one, officer)
    made.look()

    for one in calls:
        assert kinds(page_of(client, office, one)) == ["same_file", "same_cost"]


def test_an_earlier_award_is_found_from_the_later_case(client, office, officer):
    decided = awards.decided(office, officer).application
    later = make.call(office, project=(date(2028, 4, 1), date(2029, 3, 31)))
    made.submitted(later, officer)
    made.look()

    assert "earlier_award" in kinds(page_of(client, office, later))
    assert "earlier_award" not in kinds(page_of(client, office, decided.call))


def test_nothing_new_means_nothing_to_look_at(two):
    assert made.look() == 0


def test_a_withdrawn_application_is_taken_off(two, officer):
    made.withdraw(two[1], officer)
    made.look()

    assert not Finding.objects.exists()


def test_what_changed_is_told_until_it_has_been_looked_at(
    client, office, officer, call
):
    made.submitted(call, officer)
    before = text(get(client, office, reverse("overlaps:call", args=[call.pk])))
    made.look()
    after = text(get(client, office, reverse("overlaps:call", args=[call.pk])))

    assert "照合しています" in before
    assert "照合しています" not in after


def test_an_event_that_is_not_sealed_yet_is_not_passed_over(office, officer, call):
    """Control: by the numbers of events it would be, where a later one commits first."""
    made.submitted(call, officer)
    assert actions.look_through(NOW) == 0  # not sealed yet
    chain.seal_events(NOW)

    assert actions.look_through(NOW) == 1


def test_looking_at_many_at_once_finds_what_looking_at_each_finds(office):
    officers = [make.member() for _ in range(3)]
    calls = [make.call(office) for _ in range(2)]
    sent = [
        made.submitted(one, by, f"%PDF-1.7 {at}".encode())
        for at, by in enumerate(officers)
        for one in calls
    ]
    made.look()
    found = set(Finding.objects.values_list("application", "other", "kind"))

    for one in sent:
        actions.look_at([one.pk])

    assert set(Finding.objects.values_list("application", "other", "kind")) == found
    assert len(found) == 12


@pytest.fixture
def crowded(monkeypatch, office, officer, call):
    """Five of one town, where only one other may be held against each."""
    monkeypatch.setattr(looking, "MOST_COMPARED", 1)
    for _ in range(2):
        made.submitted(call, officer)
    for one in range(3):
        made.submitted(make.call(office), officer, f"%PDF-1.7 {one}".encode())
    chain.seal_events(NOW)
    looking.look_through(NOW)
    in_call = call.applications.values_list("pk", flat=True)
    actions.look_at(list(in_call))


def test_what_was_not_compared_with_all_is_told(client, office, call, crowded):
    assert queries.standing_of(call).partial == 2
    assert "すべてとは照合していません" in text(
        get(client, office, reverse("overlaps:call", args=[call.pk]))
    )


def test_a_pair_stands_once_with_everything_that_it_shares(client, office, call, two):
    (group,) = page_of(client, office, call).context["groups"]

    assert len(group.rows) == 2
    assert {group.pair.application, group.pair.other} == set(two)


def test_a_call_can_be_looked_at_where_everybody_has_partners(
    client, office, call, two
):
    for one in two:
        make.partner(one.plan)

    assert "申請" in text(get(client, office, reverse("overlaps:call", args=[call.pk])))


def test_what_is_open_comes_first(client, office, call, two):
    stranger = make.member()
    new = {made.submitted(call, stranger, b"%PDF-1.7 theirs").pk for _ in range(2)}
    made.look()
    for kind in ("same_cost", "same_file"):
        rule(sorted(new), office, kind)

    groups = page_of(client, office, call).context["groups"]

    assert groups[0].pair.application in two
    assert queries.standing_of(call).open == 2


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"state": "open"}, ["same_cost"]),
        ({"state": "ruled"}, ["same_file"]),
        ({"kind": "same_cost"}, ["same_cost"]),
        ({"kind": "earlier_award"}, []),
        ({}, ["same_cost", "same_file"]),
    ],
)
def test_overlaps_of_a_call_are_chosen_by_state_and_kind(
    client, office, call, two, query, expected
):
    rule([one.pk for one in two], office, "same_file")

    assert kinds(page_of(client, office, call, **query)) == expected


def rule(pair, by, kind):
    actions.rule_on_overlap(
        pair[0], pair[1], kind=kind, verdict="no_overlap", ground="見本", by=by, at=NOW
    )


def test_a_ruling_is_still_known_after_another_look(office, call, two):
    rule([one.pk for one in two], office, "same_file")
    actions.look_at([one.pk for one in two])

    assert queries.standing_of(call).open == 1
