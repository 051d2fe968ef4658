"""An acceptance is lifted: what it says to whom, and two who lift it at once."""

import pytest
from django.urls import reverse

from chiiki_web.dispatch import actions, queries
from chiiki_web.dispatch.models import Candidate, Letter
from chiiki_web.outbox.models import Message
from web.advisers import made as advisers
from web.dispatch import made
from web.make import NOW
from web.services.browse import get, post, text
from web.visit import content

pytestmark = pytest.mark.django_db
GROUND = "惜しい文章"


@pytest.fixture(autouse=True)
def now(clock):
    clock.move_to(NOW)


@pytest.fixture
def alone(officer, office):
    """Placed with the only adviser of the register: nobody is next in rank."""
    advisers.adviser()
    request = made.ranked(officer, office)
    made.accept(request)
    return request


def lift(request, by):
    one = request.candidates.get(answer="accepted")
    actions.lift_acceptance(one.pk, ground="見本の病気", by=by, at=NOW)
    return Candidate.objects.select_related("adviser__membership__user").get(pk=one.pk)


def body():
    return str(Message.objects.filter(kind="dispatch.lifted").first().body)


def address(request, one):
    return reverse("dispatch:lift", args=[request.pk, one.pk])


def test_where_nobody_is_next_nobody_is_said_to_be_asked(alone, office):
    lift(alone, office)
    assert "次の順位の方がいない" in body()


def test_control_where_somebody_is_next_it_says_so(placed, office):
    lift(placed, office)
    assert "次の順位の方に依頼します" in body()


def test_who_was_lifted_reads_the_notice_that_is_addressed_to_them(
    client, placed, office
):
    one = lift(placed, office)
    person = one.adviser.membership
    notice = placed.letters.get(kind="lifted", candidate=one)
    link = reverse("dispatch:letter", args=[placed.pk, notice.pk])
    assert link in text(
        get(client, person, reverse("dispatch:detail", args=[placed.pk]))
    )
    assert content(get(client, person, link)).startswith(b"%PDF")


def test_control_no_other_letter_of_the_request_opens_for_them(client, placed, office):
    one = lift(placed, office)
    for other in placed.letters.exclude(kind="lifted", candidate=one):
        link = reverse("dispatch:letter", args=[placed.pk, other.pk])
        assert get(client, one.adviser.membership, link).status_code == 404


def test_who_lifts_later_reads_that_it_was_done_and_keeps_the_text(
    client, placed, office
):
    one = placed.candidates.get(answer="accepted")
    lift(placed, office)
    for late in (office, one.adviser.membership):
        html = text(post(client, late, address(placed, one), ground=GROUND))
        assert "既に取り消されています" in html
        assert GROUND in html
    one.refresh_from_db()
    assert one.answer_note == "見本の病気"


def test_control_without_that_look_the_later_one_finds_no_page(
    client, placed, office, monkeypatch
):
    one = placed.candidates.get(answer="accepted")
    lift(placed, office)
    nobody = Candidate.objects.none()
    monkeypatch.setattr(queries, "lifted_for", lambda _: nobody)
    late = post(client, office, address(placed, one), ground=GROUND)
    assert late.status_code == 404


def test_a_stranger_finds_no_page_either(client, placed, office, three):
    one = lift(placed, office)
    others = [each.membership for each in three if each.pk != one.adviser_id]
    assert {get(client, each, address(placed, one)).status_code for each in others} == {
        404
    }


def test_the_acceptance_that_was_lifted_is_void_and_its_name_says_so(
    client, placed, office
):
    one = placed.candidates.get(answer="accepted")
    before = Letter.objects.get(request=placed, kind="acceptance", candidate=one)
    assert "失効" not in before.file_name  # the control
    lift(placed, office)
    void = placed.letters.filter(void_at=NOW)
    assert {each.kind for each in void} >= {"acceptance", "notice"}
    assert all(each.file_name.startswith("失効_") for each in void)
    html = text(get(client, office, reverse("dispatch:detail", args=[placed.pk])))
    assert html.count("令和8年11月23日") > 0
    assert "失効</span> 令和8年11月23日" in html


def test_the_acceptance_of_who_still_comes_stands(officer, office):
    for _ in range(3):
        advisers.adviser(sides=["use"])
    request = made.ranked(officer, office, team_size=2)
    for one in request.candidates.filter(asked_at__isnull=False):
        actions.accept_dispatch(one.pk, by=one.adviser.membership, at=NOW)
    gone, stays = request.candidates.filter(answer="accepted").order_by("seat")
    actions.lift_acceptance(gone.pk, ground="見本", by=office, at=NOW)
    kept = request.letters.filter(kind="acceptance", void_at=None)
    assert [each.candidate_id for each in kept] == [stays.pk]


@pytest.mark.parametrize(("status", "shown"), [("waiting", True), ("reported", False)])
def test_who_accepted_finds_the_way_out_while_the_request_waits_for_money(
    client, placed, office, status, shown
):
    one = placed.candidates.get(answer="accepted")
    type(placed).objects.filter(pk=placed.pk).update(status=status)
    for reader in (office, one.adviser.membership):
        html = text(get(client, reader, reverse("dispatch:detail", args=[placed.pk])))
        assert (address(placed, one) in html) is shown
