"""Selecting among reviewed applications: within the budget, with grounds, once."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from chiiki_web.audit import queries as audit
from chiiki_web.awards import actions, queries
from chiiki_web.awards.models import Award
from chiiki_web.funds.models import Fund
from chiiki_web.outbox.models import Message
from web import make
from web.awards import made
from web.awards.made import CLOSED
from web.reviews import made as reviews

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def office(kept):
    return make.member("office")


@pytest.fixture(scope="module")
def call(office):
    return made.call(office)


@pytest.fixture(scope="module")
def ranked(call, office):
    """Three applications of 12 million yen each, the best first."""
    return [made.reviewed(call, office, points) for points in (9, 7, 5)]


def select(call, by, chosen, others, at=CLOSED):
    return actions.select_applications(
        call.pk,
        chosen={one.pk: ground for one, ground in chosen},
        others={one.pk: ground for one, ground in others},
        by=by,
        at=at,
    )


def reasons(*args, **values):
    with pytest.raises(actions.CannotSelect) as caught:
        select(*args, **values)
    assert not Award.objects.exists()
    return caught.value.reasons


def codes(*args, **values):
    return [one.code for one in reasons(*args, **values)]


def usual(ranked):
    first, second, third = ranked
    return [(first, ""), (second, "")], [(third, "予算の範囲を超える。")]


def test_the_proposal_follows_the_points_as_far_as_the_budget_goes(call, ranked):
    found = queries.proposal(call, queries.to_select(call))
    assert [(int(one.proposal.id), one.rank, one.chosen) for one in found.lines] == [
        (ranked[0].pk, 1, True),
        (ranked[1].pk, 2, True),
        (ranked[2].pk, 3, False),
    ]


def test_who_fits_is_selected_and_everybody_else_reads_why(call, ranked, office):
    awards = {one.application: one for one in select(call, office, *usual(ranked))}

    assert [awards[one].status for one in ranked] == [
        "candidate",
        "candidate",
        "not_selected",
    ]
    assert [awards[one].rank for one in ranked] == [1, 2, 3]
    assert [float(awards[one].points) for one in ranked] == [45, 35, 25]
    assert awards[ranked[2]].ground == "予算の範囲を超える。"
    assert awards[ranked[0]].amount == 12_000_000
    assert Fund.objects.get().reserved == 0  # money is set aside by the decision


def test_each_outcome_is_an_event_of_its_case(call, ranked, office):
    for award in select(call, office, *usual(ranked)):
        (event,) = audit.history_of(award)
        chosen = award.application != ranked[2]
        assert event.name == (
            "award.candidate_selected" if chosen else "award.not_selected"
        )
        assert event.case == award.application.case
        assert event.details["rank"] == award.rank


def test_each_applicant_is_told_its_own_outcome(call, ranked, office):
    for award in select(call, office, *usual(ranked)):
        officer = award.application.organisation.memberships.get()
        message = Message.objects.get(
            recipient=officer.user, kind__in=["award.candidate", "award.not_selected"]
        )
        assert message.kind == f"award.{award.status}"
        assert award.application.number in message.subject
        assert message.path == f"/awards/{award.pk}/"


def test_the_same_selection_sent_twice_is_one(call, ranked, office):
    first = select(call, office, *usual(ranked))
    again = select(call, office, *usual(ranked))
    assert {one.pk for one in first} == {one.pk for one in again}
    assert Award.objects.count() == 3
    assert Message.objects.filter(kind="award.candidate").count() == 2


def test_another_selection_afterwards_is_refused(call, ranked, office):
    select(call, office, *usual(ranked))
    with pytest.raises(actions.CannotSelect) as caught:
        select(call, office, [(one, "x") for one in ranked[1:]], [(ranked[0], "x")])
    assert caught.value.reasons[0].code == "awards.list_changed"


def test_control_without_the_question_the_database_keeps_one_award(
    call, ranked, office
):
    award = select(call, office, *usual(ranked))[0]
    award.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        award.save()


@pytest.mark.parametrize("role", ["officer", "reviewer", "auditor", "administrator"])
def test_only_the_office_of_the_call_selects(call, ranked, office, role):
    wrong = make.member(role, of=office.organisation)
    assert codes(call, wrong, *usual(ranked)) == ["awards.office_only"]
    other = make.member("office")
    assert codes(call, other, *usual(ranked)) == ["awards.office_only"]


def test_nobody_is_selected_while_the_call_is_open(call, ranked, office):
    early = call.closes_at - timedelta(seconds=1)
    assert codes(call, office, *usual(ranked), at=early) == ["awards.call_still_open"]
    assert select(call, office, *usual(ranked), at=call.closes_at)


def test_everybody_who_is_not_selected_needs_a_ground(call, ranked, office):
    chosen, [(third, _)] = usual(ranked)
    assert codes(call, office, chosen, [(third, " 　\n")]) == ["awards.ground_missing"]


def test_control_without_the_question_the_database_wants_a_ground(ranked):
    with pytest.raises(IntegrityError), transaction.atomic():
        Award.objects.create(
            application=ranked[0], status="not_selected", selected_at=CLOSED
        )


def test_against_the_order_of_the_points_only_with_a_ground(call, ranked, office):
    first, second, third = ranked
    left_out = [(second, "同じ地域で重なる。")]
    assert codes(call, office, [(first, ""), (third, "")], left_out) == [
        "awards.out_of_order_without_ground"
    ]
    made_now = select(
        call, office, [(first, ""), (third, "担い手が確かである。")], left_out
    )
    grounds = {one.application: one.ground for one in made_now}
    assert grounds[third] == "担い手が確かである。"


def test_more_than_the_budget_is_refused_with_the_figures(call, ranked, office):
    (one,) = reasons(call, office, [(each, "理由") for each in ranked], [])
    assert one.code == "awards.over_budget"
    assert one.values == {"total": 36_000_000, "free": 30_000_000}


def test_the_whole_budget_can_be_used_to_the_last_yen(ranked, call, office):
    Fund.objects.update(total=36_000_000)
    assert len(select(call, office, [(each, "") for each in ranked], [])) == 3


def test_one_yen_less_is_over_the_budget(ranked, call, office):
    Fund.objects.update(total=35_999_999)
    assert codes(call, office, [(each, "理由") for each in ranked], []) == [
        "awards.over_budget"
    ]


def test_candidates_count_as_spent_before_they_are_decided(call, ranked, office):
    select(call, office, *usual(ranked))
    assert queries.free_for(call) == 6_000_000


def test_a_late_application_is_selected_within_what_is_left(call, ranked, office):
    select(call, office, *usual(ranked))
    late = made.reviewed(call, office, 10)
    with pytest.raises(actions.CannotSelect) as caught:
        select(call, office, [(late, "理由")], [])
    assert caught.value.reasons[0].values["free"] == 6_000_000
    (award,) = select(call, office, [], [(late, "予算の範囲を超える。")])
    assert award.status == "not_selected"


def test_a_call_without_a_budget_has_nothing_to_give(office):
    call = make.call(office)
    application = made.reviewed(call, office, 9)
    assert codes(call, office, [(application, "理由")], []) == ["awards.over_budget"]


def test_every_reason_is_said_at_once(call, ranked, office):
    first, second, third = ranked
    assert codes(call, office, [(first, ""), (third, "")], [(second, "")]) == [
        "awards.ground_missing",
        "awards.out_of_order_without_ground",
    ]


def test_nobody_is_selected_before_every_review_is_finished(call, ranked, office):
    waiting = reviews.opened(office, make.member("reviewer"), ranked[1])
    (one,) = reasons(call, office, *usual(ranked))
    assert (one.code, one.values["number"]) == ("awards.reviews_missing", 1)
    assert waiting.status == "open"


def test_an_application_that_nobody_reviews_holds_the_selection_up(
    call, ranked, office
):
    unread = make.accepted(call, office)
    chosen, others = usual(ranked)
    assert codes(call, office, chosen, [*others, (unread, "理由")]) == [
        "awards.reviews_missing"
    ]


def test_a_list_that_has_grown_since_is_refused(call, ranked, office):
    made.reviewed(call, office, 10)
    assert codes(call, office, *usual(ranked)) == ["awards.list_changed"]


def test_a_list_that_has_shrunk_since_is_refused(call, ranked, office):
    ranked[0].status = "withdrawn"
    ranked[0].save(update_fields=["status"])
    assert codes(call, office, *usual(ranked)) == ["awards.list_changed"]


def test_nobody_is_chosen_and_refused_at_once(call, ranked, office):
    chosen, others = usual(ranked)
    assert codes(call, office, chosen, [*others, chosen[0]]) == ["awards.list_changed"]


def test_an_application_of_another_call_is_refused(call, ranked, office):
    chosen, others = usual(ranked)
    stranger = made.reviewed(made.call(office), office, 9)
    assert codes(call, office, [*chosen, (stranger, "")], others) == [
        "awards.list_changed"
    ]


def test_there_has_to_be_somebody_to_select(call, office):
    assert codes(call, office, [], []) == ["awards.list_changed"]
