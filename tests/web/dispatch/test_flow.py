"""Asked by a link, passed over in time, teams, re-planning."""

from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse

from chiiki_web.audit import queries as audit
from chiiki_web.dispatch import actions
from chiiki_web.dispatch.models import Candidate, Fee, Request
from chiiki_web.funds.models import Fund
from chiiki_web.outbox import actions as outbox
from chiiki_web.outbox import links
from chiiki_web.outbox.models import Message
from web.dispatch import made
from web.dispatch.made import refused, told
from web.make import NOW
from web.visit import text

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def token_of(request):
    return links.token_of(made.asked(request).nonce)


def page_of(request):
    return reverse("dispatch:answer", args=[token_of(request)])


def test_the_link_of_the_mail_opens_without_signing_in_and_changes_nothing(
    client, clock, asked
):
    clock.move_to(NOW)
    outbox.send_waiting(NOW)
    address = page_of(asked)
    (sent,) = [one for one in mail.outbox if address in one.body]
    assert sent.to == [made.asked(asked).adviser.membership.user.email]
    html = text(client.get(address))
    assert asked.project in html
    assert made.asked(asked).answer == ""
    assert len(audit.history_of(asked)) == 4


def test_the_link_is_stored_nowhere(asked):
    token = token_of(asked)
    candidate = made.asked(asked)
    stored = [candidate.nonce, candidate.link_digest]
    stored += [
        f"{one.path}{one.signed_path}{one.body}" for one in Message.objects.all()
    ]
    assert not any(token in one for one in stored)


def test_accepting_by_the_link_answers_once(client, clock, asked):
    clock.move_to(NOW)
    address = page_of(asked)
    assert "承諾を受け付けました" in text(client.post(address, {"do": "accept"}))
    asked.refresh_from_db()
    assert asked.status == "accepted"
    again = text(client.post(address, {"do": "decline", "note": "見本"}))
    assert asked.project not in again
    assert asked.candidates.get(answer="accepted")


def test_declining_by_the_link_needs_a_ground(client, clock, asked, three):
    clock.move_to(NOW)
    address = page_of(asked)
    assert client.post(address, {"do": "decline", "note": " "}).status_code == 200
    assert made.asked(asked).adviser == three[0]
    client.post(address, {"do": "decline", "note": "日程が合わない。"})
    assert made.asked(asked).adviser == three[1]


@pytest.mark.parametrize("token", ["x", "x" * 200, "%00"])
def test_a_link_that_is_none_shows_nothing(client, asked, token):
    assert client.get(f"/dispatch/answers/{token}/").status_code == 404


def test_after_the_last_day_the_link_is_over(client, clock, asked):
    clock.move_to(made.asked(asked).answer_by)
    html = text(client.get(page_of(asked)))
    assert asked.project not in html
    assert refused(
        actions.answer_by_link, token_of(asked), accepts=True, at=NOW + 7 * DAY
    ) == ["dispatch.link_over"]


def test_a_reminder_comes_before_the_last_day_once(asked):
    assert actions.chase_answers(NOW + 4 * DAY) == 0
    assert actions.chase_answers(NOW + 5 * DAY) == 1
    assert actions.chase_answers(NOW + 6 * DAY) == 0
    assert Message.objects.filter(kind="dispatch.asked_again").count() == 1


def test_after_the_last_day_the_next_in_rank_is_asked_by_itself(asked, three):
    at = NOW + 7 * DAY
    actions.chase_answers(at - timedelta(seconds=1))
    assert made.asked(asked).adviser == three[0]
    assert actions.chase_answers(at) == 1
    candidate = made.asked(asked)
    assert candidate.adviser == three[1]
    assert candidate.answer_by == at + 7 * DAY
    assert asked.candidates.get(adviser=three[0]).answer == "no_answer"


def test_a_team_is_asked_together_and_placed_when_whole(officer, office, three):
    request = made.ranked(officer, office, team_size=2)
    first, second = request.candidates.filter(asked_at__isnull=False).order_by("seat")
    actions.accept_dispatch(first.pk, by=first.adviser.membership, at=NOW)
    request.refresh_from_db()
    assert request.status == "asked"
    assert not Fee.objects.exists()
    actions.accept_dispatch(second.pk, by=second.adviser.membership, at=NOW)
    request.refresh_from_db()
    assert (request.status, Fee.objects.count()) == ("accepted", 2)


def test_a_team_that_cannot_be_whole_lets_everybody_go(officer, office, three):
    request = made.ranked(officer, office, team_size=3)
    one, two, _three = request.candidates.order_by("seat")
    actions.accept_dispatch(one.pk, by=one.adviser.membership, at=NOW)
    actions.decline_dispatch(two.pk, note="見本", by=two.adviser.membership, at=NOW)
    request.refresh_from_db()
    assert request.status == "unplaced"
    one.refresh_from_db()
    assert one.answer == "released"
    assert one.adviser.membership.user in told("dispatch.released")


def test_a_team_has_the_sides_that_it_needs(officer, office, three):
    request = made.ranked(
        officer, office, sides=["use"], team_size=1, needed_sides=["people"]
    )
    assert made.asked(request).adviser == three[1]


def test_the_office_asks_somebody_directly(officer, office, three):
    request = made.request(officer)
    actions.ask_directly(request.pk, three[2].pk, by=office, at=NOW)
    candidate = made.asked(request)
    assert (candidate.adviser, candidate.is_direct) == (three[2], True)


def test_nobody_is_asked_directly_who_works_for_the_region(officer, office, three):
    request = made.request(officer)
    three[0].employers.add(officer.organisation)
    found = refused(actions.ask_directly, request.pk, three[0].pk, by=office)
    assert found == ["dispatch.chosen_has_conflict"]
    assert refused(actions.ask_directly, request.pk, three[1].pk, by=officer) == [
        "dispatch.office_only"
    ]


def test_an_acceptance_is_lifted_the_money_given_back_and_the_next_asked(
    placed, office, three
):
    candidate = placed.candidates.get(answer="accepted")
    actions.lift_acceptance(candidate.pk, ground="病気のため。", by=office, at=NOW)
    placed.refresh_from_db()
    assert placed.status == "asked"
    assert made.asked(placed).adviser == three[1]
    assert Fund.objects.get(call=placed.call).reserved == 0
    placed.round.refresh_from_db()
    assert placed.round.reserved == 0
    assert candidate.adviser.membership.user in told("dispatch.lifted")
    notices = placed.letters.filter(kind="notice")
    assert all(one.void_at for one in notices)
    assert placed.letters.filter(kind="lifted").count() == 2


def test_lifting_needs_a_ground_and_one_of_both(placed, office, officer):
    candidate = placed.candidates.get(answer="accepted")
    lift = actions.lift_acceptance
    assert refused(lift, candidate.pk, ground=" ", by=office) == [
        "dispatch.lift_without_ground"
    ]
    assert refused(lift, candidate.pk, ground="見本", by=officer) == [
        "dispatch.not_yours"
    ]


def test_a_manager_whose_months_have_begun_is_not_lifted(placed, office):
    Request.objects.filter(pk=placed.pk).update(kind="manager", wanted_from=NOW.date())
    candidate = placed.candidates.get(answer="accepted")
    lift = actions.lift_acceptance
    assert refused(lift, candidate.pk, ground="見本", by=office) == [
        "dispatch.months_have_begun"
    ]


def test_an_adviser_opens_only_the_lifting_of_their_own_acceptance(placed, client):
    own = placed.candidates.get(answer="accepted")
    other = placed.candidates.exclude(pk=own.pk).first()
    client.force_login(own.adviser.membership.user)
    found = [
        client.get(reverse("dispatch:lift", args=[placed.pk, one.pk])).status_code
        for one in (own, other)
    ]
    assert found == [200, 404]


def test_a_withdrawn_request_lets_the_adviser_go(client, clock, asked, officer):
    clock.move_to(NOW)
    address = page_of(asked)
    actions.withdraw_request(asked.pk, by=officer, at=NOW)
    assert asked.project not in text(client.get(address))
    assert not Candidate.objects.filter(answer="", asked_at__isnull=False).exists()
