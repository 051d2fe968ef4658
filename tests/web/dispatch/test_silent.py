"""An answer stays out and nobody follows: the office is told, reminds, or waits no longer."""

from datetime import timedelta

import pytest
from django.urls import reverse

from chiiki_web.audit import queries as audit
from chiiki_web.dashboards.queries.tasks.offices import office_tasks
from chiiki_web.dispatch import actions, queries
from chiiki_web.outbox import links
from chiiki_web.outbox.models import Message
from web import make
from web.advisers import made as advisers
from web.dispatch import made
from web.make import NOW
from web.services.browse import get, post, text

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
REMINDED = NOW + 5 * DAY
DESK = reverse("dispatch:desk") + "?silent=on"
NOTE = "回答なし・次の候補者なし"


@pytest.fixture
def alone(officer, office):
    """Somebody is asked, and nobody else was ranked."""
    advisers.adviser()
    return made.ranked(officer, office)


@pytest.fixture
def silent(alone, clock):
    """The worker has reminded them."""
    clock.move_to(REMINDED)
    actions.chase_answers(REMINDED)
    return alone


def page(name, candidate):
    return reverse(f"dispatch:{name}", args=[candidate.request_id, candidate.pk])


def detail(request):
    return reverse("dispatch:detail", args=[request.pk])


def pressed(client, member, address):
    """The page that follows a button."""
    return text(get(client, member, post(client, member, address)["Location"]))


def test_the_office_is_told_with_the_reminder_and_only_once(silent, office):
    assert made.told("dispatch.silent") == {office.user}
    actions.chase_answers(REMINDED + timedelta(hours=1))
    assert Message.objects.filter(kind="dispatch.silent").count() == 1


def test_control_where_somebody_follows_the_worker_goes_on_and_nobody_is_told(
    officer, office, three
):
    request = made.ranked(officer, office)
    first = made.asked(request)
    actions.chase_answers(REMINDED)
    assert not made.told("dispatch.silent")
    assert made.refused(actions.stop_waiting, first.pk, by=office, at=REMINDED) == [
        "dispatch.nobody_silent"
    ]
    actions.chase_answers(NOW + 7 * DAY)
    assert made.asked(request) != first


def test_before_the_reminder_nothing_is_said_to_stay_out(alone, office):
    candidate = made.asked(alone)
    for deed in (actions.remind_adviser, actions.stop_waiting):
        assert made.refused(deed, candidate.pk, by=office) == ["dispatch.nobody_silent"]
    assert not queries.silent(alone)


def test_the_office_reminds_once_more_a_day_later(silent, office):
    candidate = made.asked(silent)
    soon = REMINDED + timedelta(hours=23)
    assert made.refused(actions.remind_adviser, candidate.pk, by=office, at=soon) == [
        "dispatch.reminded_today"
    ]
    actions.remind_adviser(candidate.pk, by=office, at=REMINDED + DAY)
    again = Message.objects.filter(kind="dispatch.asked_again")
    assert again.count() == 2
    reminded = audit.history_of(silent).filter(name="dispatch.reminded")
    assert [one.hat != "" for one in reminded] == [False, True]


def test_the_office_waits_no_longer_and_asks_somebody_else(silent, office):
    candidate = made.asked(silent)
    actions.stop_waiting(candidate.pk, by=office, at=REMINDED)
    candidate.refresh_from_db()
    silent.refresh_from_db()
    assert (candidate.answer, silent.status) == ("no_answer", "unplaced")
    other = advisers.adviser()
    actions.ask_directly(silent.pk, other.pk, by=office, at=REMINDED)
    assert made.asked(silent).adviser == other
    assert made.refused(
        actions.accept_dispatch, candidate.pk, by=candidate.adviser.membership
    ) == ["dispatch.already_answered"]


@pytest.mark.parametrize("deed", [actions.remind_adviser, actions.stop_waiting])
def test_only_the_office_of_the_call_does_it(silent, officer, deed):
    candidate = made.asked(silent)
    for by in (officer, make.member("office"), candidate.adviser.membership):
        found = made.refused(deed, candidate.pk, by=by, at=REMINDED + DAY)
        assert found == ["dispatch.office_only"]


def test_the_page_of_the_office_offers_each_way_and_that_of_the_requester_none(
    client, silent, office, officer
):
    candidate = made.asked(silent)
    html = text(get(client, office, detail(silent)))
    assert page("remind", candidate) in html
    assert page("stop_waiting", candidate) in html
    assert candidate.adviser.membership.user.email in html
    assert page("remind", candidate) not in text(get(client, officer, detail(silent)))


def test_the_buttons_do_what_they_say(client, silent, office, clock):
    candidate = made.asked(silent)
    said = pressed(client, office, page("remind", candidate))
    assert "24時間以内に督促しています" in said
    clock.move_to(REMINDED + DAY)
    said = pressed(client, office, page("remind", candidate))
    assert "アドバイザーにメールで督促しました" in said
    said = pressed(client, office, page("stop_waiting", candidate))
    assert "回答待ちを打ち切りました" in said


def test_a_candidate_of_another_request_is_not_found(client, silent, office, officer):
    other = made.request(officer, project="別の案件")
    address = reverse("dispatch:remind", args=[other.pk, made.asked(silent).pk])
    assert post(client, office, address).status_code == 404


def test_the_list_marks_it_and_shows_just_these(client, silent, office, officer):
    made.request(officer, project="ほかの案件")
    shown = text(get(client, office, DESK))
    assert silent.project in shown
    assert NOTE in shown.partition("<table")[2]
    assert "ほかの案件" not in shown


def test_my_page_of_the_office_leads_there(silent, office):
    (task,) = [
        one for one in office_tasks(office, REMINDED) if "回答がなく" in str(one.label)
    ]
    assert (task.count, task.url) == (1, detail(silent))


@pytest.mark.parametrize("is_over", [False, True])
def test_after_the_last_day_the_office_reads_that_it_has_passed(
    client, silent, office, clock, is_over
):
    last = made.asked(silent).answer_by
    clock.move_to(last if is_over else last - timedelta(seconds=1))
    html = text(get(client, office, detail(silent)))
    assert ("回答のないまま回答期限を過ぎました" in html) is is_over
    assert ("期限までに回答がない場合は" in html) is not is_over


@pytest.mark.parametrize("follows", [False, True])
def test_who_is_asked_reads_of_a_next_person_only_where_there_is_one(
    client, officer, office, clock, follows
):
    clock.move_to(NOW)
    for _ in range(1 + follows):
        advisers.adviser()
    candidate = made.asked(made.ranked(officer, office))
    linked = client.get(f"/dispatch/answers/{links.token_of(candidate.nonce)}/")
    assert ("次の順位の方" in text(linked)) is follows
    signed_in = get(client, candidate.adviser.membership, detail(candidate.request))
    assert ("次の順位の人" in text(signed_in)) is follows
