"""A call with rounds is selected round by round, and its last yen stops the rounds."""

import pytest
from django.utils import translation

from chiiki_web.awards import actions, queries
from chiiki_web.dashboards.queries.tasks import tasks_for
from chiiki_web.schemes import actions as schemes
from chiiki_web.schemes.models import Call, Round
from web import make
from web.awards import made
from web.awards.made import ASKED
from web.make import NOW
from web.schemes.made import GROUND, codes, day, rounds, wanted

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return make.member("office")


@pytest.fixture
def call(office):
    return made.call(office)


def select(call, office, chosen, others=(), at=1):
    return actions.select_applications(
        call.pk,
        chosen={one.pk: "見本の理由" for one in chosen},
        others={one.pk: "見本の理由" for one in others},
        by=office,
        at=day(at),
    )


def decide(award, office, amount=ASKED, at=2):
    return actions.decide_award(
        award.pk, amount=amount, conditions="", by=office, at=day(at)
    )


def refused(deed, *args, **values):
    with pytest.raises((actions.CannotSelect, actions.CannotDecide)) as caught:
        deed(*args, **values)
    return codes(caught)


def states():
    return [one.stopped_for or "runs" for one in Round.objects.order_by("number")]


def test_a_round_is_selected_from_once_it_has_closed(call, office):
    rounds(call, office, (-7, 1), (2, 5))
    application = made.reviewed(call, office, 8)
    assert refused(select, call, office, [application], at=0.9) == [
        "awards.round_still_open"
    ]
    (award,) = select(call, office, [application])
    assert award.status == "candidate"
    assert select(call, office, [application]) == [award]


def test_a_stopped_round_is_selected_from_at_once(call, office):
    (one,) = rounds(call, office, (-7, 5))
    application = made.reviewed(call, office, 8)
    schemes.stop_round(one.pk, ground=GROUND, by=office, at=NOW)
    assert select(call, office, [application], at=0)


def test_what_came_in_a_later_round_waits_for_its_turn(call, office):
    first, second = rounds(call, office, (-7, 1), (1, 5))
    early, late = made.reviewed(call, office, 5), made.reviewed(call, office, 9)
    late.round = second
    late.save(update_fields=["round"])
    assert [one.application for one in queries.to_select(call)] == [early]
    select(call, office, [early])
    assert queries.round_in_turn(call) == second
    assert refused(select, call, office, [late]) == ["awards.round_still_open"]
    assert select(call, office, [late], at=5)
    assert first.applications.count() == 1


def test_a_round_with_a_share_is_selected_within_it(call, office):
    schemes.open_rounds(
        call.pk, [wanted(-7, 1, ASKED), wanted(1, 5)], by=office, at=NOW
    )
    best, next_best = made.reviewed(call, office, 9), made.reviewed(call, office, 8)
    found = queries.proposal(call, queries.to_select(call))
    assert [line.chosen for line in found.lines] == [True, False]
    assert refused(select, call, office, [best, next_best]) == ["awards.over_budget"]


def test_a_decision_is_booked_on_the_round_and_goes_back_to_it(call, office):
    schemes.open_rounds(call.pk, [wanted(-7, 1, ASKED)], by=office, at=NOW)
    (award,) = select(call, office, [made.reviewed(call, office, 9)])
    decide(award, office)
    assert Round.objects.get().reserved == ASKED
    actions.cancel_award(award.pk, ground="x", by=office, at=day(3))
    assert Round.objects.get().reserved == 0


def test_the_decision_on_the_last_yen_stops_the_rounds_after_it(office):
    call = made.call(office, 2 * ASKED)
    rounds(call, office, (-7, 1), (1, 5), (6, 9))
    chosen = [made.reviewed(call, office, 9), made.reviewed(call, office, 8)]
    first, second = select(call, office, chosen)
    decide(first, office)
    assert states() == ["runs", "runs", "runs"]
    decide(second, office)
    assert states() == ["runs", "budget", "budget"]


def test_a_cancelled_award_opens_no_round_until_the_office_does(office):
    call = made.call(office, ASKED)
    rounds(call, office, (-7, 1), (1, 5))
    (award,) = select(call, office, [made.reviewed(call, office, 9)])
    decide(award, office)
    actions.cancel_award(award.pk, ground="x", by=office, at=day(3))
    assert states() == ["runs", "budget"]
    second = Round.objects.get(number=2)
    schemes.reopen_round(second.pk, ground=GROUND, by=office, at=day(3))
    assert states() == ["runs", "runs"]


def test_my_page_counts_a_call_of_which_a_round_waits_for_its_selection(call, office):
    rounds(call, office, (-7, 1), (2, 5))
    made.reviewed(call, office, 8)

    def waiting(at):
        with translation.override("en"):
            found = {str(one.label): one.count for one in tasks_for(office, at)}
        return found.get("closed calls to select from", 0)

    assert (waiting(NOW), waiting(day(1))) == (0, 1)


def test_the_page_of_the_selection_names_the_round(client, clock, call, office):
    clock.move_to(NOW)
    rounds(call, office, (-7, 1), (2, 5))
    made.reviewed(call, office, 8)
    client.force_login(office.user)
    html = client.get(f"/awards/selection/{call.pk}/").content.decode()
    assert "今回の対象：第1回" in html
    assert "選定は、この回の受付の終了後に行います" in html
    assert Call.objects.get().rounds.count() == 2
