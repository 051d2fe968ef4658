"""A slip in a call is put right: an earlier closing, or no call at all; nobody is harmed."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from chiiki_web.applications import actions as applications
from chiiki_web.audit import queries as audit
from chiiki_web.outbox.models import Message
from chiiki_web.schemes import actions, queries
from chiiki_web.schemes.models import Call, Programme
from web import make
from web.make import NOW
from web.visit import get, post, text

pytestmark = pytest.mark.django_db
GROUND = "年の誤記のため。"
EARLIER = NOW + timedelta(days=3)


@pytest.fixture(autouse=True)
def now(clock):
    clock.move_to(NOW)


@pytest.fixture
def office():
    return make.member("office")


@pytest.fixture
def call(office):
    return make.call(office)


def draft(call):
    officer = make.member()
    applications.start_application(make.plan(officer).pk, call.pk, by=officer, at=NOW)
    return officer


def correct(call, by, closes_at=EARLIER, ground=GROUND, at=NOW):
    return actions.correct_closing(
        call.pk, closes_at=closes_at, ground=ground, by=by, at=at
    )


def cancel(call, by, ground=GROUND, at=NOW):
    return actions.cancel_call(call.pk, ground=ground, by=by, at=at)


def test_a_closing_that_a_colleague_extended_meanwhile_is_shown_first(
    client, call, office
):
    page = reverse("schemes:correct", args=[call.pk])
    seen = get(client, office, page).context["seen"]
    later = call.closes_at + timedelta(days=5)
    actions.extend_call(call.pk, closes_at=later, ground=GROUND, by=office, at=NOW)
    typed = {"closes_on": f"{EARLIER:%Y-%m-%d}", "closes_time": "12:00"}
    typed |= {"ground": GROUND, "seen": seen}
    shown = post(client, office, page, **typed)
    assert "日時又は予算枠が変更されました" in text(shown)
    call.refresh_from_db()
    assert call.closes_at == later
    again = typed | {"seen": shown.context["seen"]}
    assert post(client, office, page, **again).status_code == 302


def code(deed, *args, **values):
    with pytest.raises(actions.CannotCorrectCall) as caught:
        deed(*args, **values)
    (one,) = caught.value.reasons
    return one.code


def test_it_closes_earlier_with_a_ground_and_who_has_a_draft_is_told(call, office):
    officer, stranger = draft(call), make.member()
    assert correct(call, office).closes_at == EARLIER
    event = audit.history_of(call).get(name="call.closing_corrected")
    assert event.details["ground"] == GROUND
    told = Message.objects.filter(kind="call.closing_corrected")
    assert [one.recipient for one in told] == [officer.user]
    assert GROUND in told.get().body
    assert stranger.user not in {one.recipient for one in told}


@pytest.mark.parametrize(
    ("values", "why"),
    [
        ({"closes_at": NOW}, "schemes.closes_in_the_past"),
        ({"closes_at": NOW - timedelta(days=1)}, "schemes.closes_in_the_past"),
        ({"closes_at": NOW + timedelta(days=14)}, "schemes.not_earlier"),
        ({"closes_at": NOW + timedelta(days=15)}, "schemes.not_earlier"),
        ({"ground": " 　"}, "schemes.ground_missing"),
        ({"at": NOW + timedelta(days=14)}, "schemes.ended_already"),
    ],
)
def test_a_closing_time_stays_where_a_correction_would_harm(call, office, values, why):
    assert code(correct, call, office, **values) == why
    call.refresh_from_db()
    assert call.closes_at == NOW + timedelta(days=14)


def test_a_call_to_come_does_not_close_before_it_opens(office):
    opens_at = NOW + timedelta(days=5)
    coming = make.call(office, opens_at=opens_at, closes_at=NOW + timedelta(days=9))
    assert code(correct, coming, office, closes_at=opens_at) == (
        "schemes.closes_in_the_past"
    )


@pytest.mark.parametrize("role", ["office", "officer", "administrator"])
def test_only_the_office_of_the_call_corrects_and_cancels(call, role):
    other = make.member(role)
    assert code(correct, call, other) == "schemes.not_your_call"
    assert code(cancel, call, other) == "schemes.not_your_call"


def test_a_call_is_cancelled_and_takes_nothing_any_more(client, call, office):
    officer = draft(call)
    cancel(call, office)
    call.refresh_from_db()
    assert not queries.is_open(call, NOW)
    assert call not in queries.open_calls(NOW)
    with pytest.raises(applications.CannotPrepare):
        draft(call)
    application = call.applications.get()
    with pytest.raises(applications.CannotSubmit):
        applications.submit_application(application.pk, key=uuid4(), by=officer, at=NOW)
    html = text(client.get(reverse("schemes:call", args=[call.pk])))
    assert "この公募は中止されました" in html
    assert GROUND in html
    assert Message.objects.get(kind="call.cancelled").recipient == officer.user


def test_a_call_to_come_is_cancelled_and_never_opens(office):
    opens_at = NOW + timedelta(days=5)
    coming = make.call(office, opens_at=opens_at, closes_at=NOW + timedelta(days=9))
    cancel(coming, office)
    later = opens_at + timedelta(days=1)
    coming.refresh_from_db()
    assert not queries.is_open(coming, later)
    assert not queries.open_calls(later).exists()
    assert not queries.coming_calls(NOW).exists()


def test_a_call_with_applications_is_not_cancelled(call, office):
    make.accepted(call, office)
    assert code(cancel, call, office) == "schemes.has_applications"


def test_what_was_cancelled_stays_so(call, office):
    cancel(call, office)
    assert code(cancel, call, office) == "schemes.ended_already"
    assert code(correct, call, office) == "schemes.ended_already"
    with pytest.raises(actions.CannotExtendCall):
        actions.extend_call(
            call.pk,
            closes_at=NOW + timedelta(days=30),
            ground=GROUND,
            by=office,
            at=NOW,
        )


def opened(office, **changes):
    wanted = {
        "form_key": uuid4(),
        "programme": Programme.objects.get(pk="kizuna"),
        "name_ja": "見本公募",
        "fiscal_year": 2026,
        "opens_at": NOW,
        "closes_at": NOW + timedelta(days=10),
        "project_starts_on": date(2027, 4, 1),
        "project_ends_on": date(2028, 3, 31),
    }
    return actions.open_call(by=office, at=NOW, **wanted | changes)


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"closes_at": NOW + timedelta(days=1_099)}, "schemes.closes_too_late"),
        ({"closes_at": NOW.replace(year=2199)}, "schemes.closes_too_late"),
        ({"fiscal_year": 2029}, "schemes.fiscal_year_too_far"),
        ({"fiscal_year": 9_998}, "schemes.fiscal_year_too_far"),
    ],
)
def test_a_slip_of_the_year_opens_no_call(office, changes, why):
    with pytest.raises(actions.CannotOpenCall) as caught:
        opened(office, **changes)
    assert [one.code for one in caught.value.reasons] == [why]
    assert not Call.objects.exists()
    assert opened(office, closes_at=NOW + timedelta(days=1_098), fiscal_year=2028)


def test_a_call_is_not_extended_into_another_age(call, office):
    with pytest.raises(actions.CannotExtendCall) as caught:
        actions.extend_call(
            call.pk,
            closes_at=NOW + timedelta(days=1_099),
            ground=GROUND,
            by=office,
            at=NOW,
        )
    assert [one.code for one in caught.value.reasons] == ["schemes.closes_too_late"]


def test_the_page_corrects_and_says_so_to_everybody(client, call, office):
    address = reverse("schemes:correct", args=[call.pk])
    assert address in text(get(client, office, reverse("schemes:call", args=[call.pk])))
    typed = {"closes_on": "R8.11.30", "closes_time": "17:00", "ground": GROUND}
    response = post(client, office, address, **typed)
    assert response["Location"] == reverse("schemes:call", args=[call.pk])
    client.logout()
    html = text(client.get(response["Location"]))
    assert "令和8年11月30日 17:00に訂正" in html
    assert GROUND in html


def test_a_correction_that_cannot_be_keeps_what_was_typed(client, call, office):
    address = reverse("schemes:correct", args=[call.pk])
    typed = {"closes_on": "R8.11.20", "closes_time": "17:00", "ground": GROUND}
    html = text(post(client, office, address, **typed))
    assert 'value="R8.11.20"' in html
    assert GROUND in html


def test_the_page_cancels(client, call, office):
    address = reverse("schemes:cancel", args=[call.pk])
    html = text(post(client, office, address, **{"cancel-ground": ""}))
    assert "field-bad" in html
    response = post(client, office, address, **{"cancel-ground": GROUND})
    assert response["Location"] == reverse("schemes:call", args=[call.pk])
    call.refresh_from_db()
    assert call.cancelled_at == NOW


def test_another_office_finds_no_page(client, call):
    for name in ("correct", "cancel"):
        address = reverse(f"schemes:{name}", args=[call.pk])
        assert get(client, make.member("office"), address).status_code == 404


def test_a_cancelled_call_offers_no_deadline_for_a_calendar(client, call, office):
    page = reverse("schemes:call", args=[call.pk])
    calendar = reverse("api:call_calendar", args=[call.pk])
    assert calendar in text(client.get(page))
    cancel(call, office)
    assert calendar not in text(client.get(page))


def test_the_office_reads_that_nobody_waits_for_the_call(client, call, office):
    address, nobody = (
        reverse("schemes:correct", args=[call.pk]),
        "作成途中の申請はありません",
    )
    assert nobody in text(get(client, office, address))
    draft(call)
    assert nobody not in text(get(client, office, address))
