"""After the agreement: the days, fees, reports, letters and the survey."""

from datetime import timedelta
from urllib.parse import quote
from uuid import uuid4

import pytest
from django.urls import reverse

from chiiki_web.dispatch import actions, queries
from chiiki_web.dispatch.models import Fee, Letter, Survey
from chiiki_web.funds.models import Fund
from chiiki_web.outbox.models import Message
from web.dispatch import made
from web.dispatch.made import refused, told
from web.make import NOW

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def stretch(day, hours=6, **more):
    start = NOW + day * DAY
    return actions.Stretch(
        starts_at=start,
        ends_at=start + timedelta(hours=hours),
        place="見本庁舎",
        **more,
    )


def enter(request, by, *stretches, at=NOW):
    return actions.enter_schedule(request.pk, stretches, form_key=uuid4(), by=by, at=at)


def test_one_side_enters_the_days_and_the_other_confirms(placed, officer, client):
    adviser = placed.candidates.get(answer="accepted").adviser.membership
    schedule = enter(placed, officer, stretch(20), stretch(27))
    assert refused(actions.confirm_schedule, schedule.pk, by=officer) == [
        "dispatch.other_side_confirms"
    ]
    actions.confirm_schedule(schedule.pk, by=adviser, at=NOW)
    kinds = set(placed.letters.filter(void_at=None).values_list("kind", flat=True))
    assert {"travel", "fee"} <= kinds
    client.force_login(adviser.user)
    calendar = client.get(reverse("dispatch:calendar", args=[placed.pk]))
    assert calendar.content.count(b"BEGIN:VEVENT") == 2


@pytest.mark.parametrize(
    ("stretches", "code"),
    [
        ([], "dispatch.no_days_entered"),
        ([stretch(-1)], "dispatch.day_in_the_past"),
        ([stretch(20, -1)], "dispatch.ends_before_it_starts"),
        ([stretch(20, 20)], "dispatch.over_midnight"),
        ([stretch(20), stretch(20)], "dispatch.days_overlap"),
        ([stretch(20), stretch(21), stretch(22)], "dispatch.too_many_days_agreed"),
        ([stretch(20, is_online=True)], "dispatch.too_many_hours_agreed"),
        ([stretch(900)], "dispatch.day_in_another_year"),
    ],
)
def test_days_that_cannot_be_are_refused(placed, officer, stretches, code):
    found = refused(
        actions.enter_schedule, placed.pk, stretches, form_key=uuid4(), by=officer
    )
    assert code in found
    assert not placed.schedules.exists()


def test_after_the_visit_has_begun_nothing_is_lifted(placed, officer, office):
    candidate = placed.candidates.get(answer="accepted")
    schedule = enter(placed, officer, stretch(20))
    actions.confirm_schedule(schedule.pk, by=candidate.adviser.membership, at=NOW)
    found = refused(
        actions.lift_acceptance,
        candidate.pk,
        ground="見本",
        by=office,
        at=NOW + 20 * DAY,
    )
    assert found == ["dispatch.visit_has_begun"]


@pytest.fixture
def other_days(placed, officer):
    """Days that both sides agreed on, and others that one side has entered since."""
    adviser = placed.candidates.get(answer="accepted").adviser.membership
    agreed = enter(placed, officer, stretch(20))
    actions.confirm_schedule(agreed.pk, by=adviser, at=NOW)
    return agreed, enter(placed, officer, stretch(30)), adviser


def test_agreed_days_stand_until_the_others_are_confirmed(
    placed, other_days, office, client
):
    agreed, _other, adviser = other_days
    assert queries.agreed_of(placed) == agreed
    found = refused(
        actions.lift_acceptance,
        placed.candidates.get(answer="accepted").pk,
        ground="見本",
        by=office,
        at=NOW + 20 * DAY,
    )
    assert found == ["dispatch.visit_has_begun"]
    client.force_login(adviser.user)
    html = client.get(reverse("dispatch:detail", args=[placed.pk])).content.decode()
    assert "先に合意した次の日程" in html


def test_confirmed_days_take_the_place_of_those_before(placed, other_days):
    agreed, other, adviser = other_days
    actions.confirm_schedule(other.pk, by=adviser, at=NOW)
    agreed.refresh_from_db()
    assert agreed.ended_at == NOW
    assert queries.agreed_of(placed) == other


def test_when_the_visit_has_begun_no_other_days_are_confirmed(other_days):
    _agreed, other, adviser = other_days
    late = NOW + 20 * DAY
    found = refused(actions.confirm_schedule, other.pk, by=adviser, at=late)
    assert found == ["dispatch.visit_has_begun"]


def report(request, by, at):
    actions.report_dispatch(
        request.pk,
        held_on=(at - DAY).date(),
        done="見本",
        outcome="見本",
        days_used=2,
        by=by,
        at=at,
    )


def carried_out(request, officer, at=NOW + 30 * DAY):
    made.agree(request)
    adviser = request.candidates.get(answer="accepted").adviser.membership
    for one in (officer, adviser):
        report(request, one, at)


def test_a_fee_is_paid_once_after_the_report_and_the_rest_given_back(
    placed, officer, office
):
    fee = Fee.objects.get()
    paid = {
        "half_days": 3,
        "travel": 4_000,
        "on": (NOW + 29 * DAY).date(),
        "by": office,
    }
    assert refused(actions.mark_paid, fee.pk, **paid) == ["dispatch.pay_after_report"]
    carried_out(placed, officer)
    at = NOW + 31 * DAY
    too_much = paid | {"half_days": 5}
    assert refused(actions.mark_paid, fee.pk, at=at, **too_much) == [
        "dispatch.pays_too_much"
    ]
    actions.mark_paid(fee.pk, at=at, **paid)
    fund = Fund.objects.get(call=placed.call)
    assert (fund.paid, fund.reserved) == (55_000, 55_000)
    assert refused(actions.mark_paid, fee.pk, at=at, **paid) == [
        "dispatch.paid_already"
    ]


def test_reports_are_reminded_of_a_week_after_the_visit(placed, officer):
    adviser = placed.candidates.get(answer="accepted").adviser.membership
    schedule = enter(placed, officer, stretch(20))
    actions.confirm_schedule(schedule.pk, by=adviser, at=NOW)
    assert actions.remind_of_reports(NOW + 26 * DAY) == 0
    actions.remind_of_reports(NOW + 27 * DAY)
    actions.remind_of_reports(NOW + 28 * DAY)
    assert Message.objects.filter(kind="dispatch.report_due").count() == 2
    report(placed, officer, NOW + 28 * DAY)
    actions.remind_of_reports(NOW + 34 * DAY)
    rows = Message.objects.filter(kind="dispatch.report_due")
    assert rows.filter(recipient=officer.user).count() == 1
    assert rows.filter(recipient=adviser.user).count() == 2


def test_the_survey_comes_in_the_next_fiscal_year_and_is_answered_once(placed, officer):
    carried_out(placed, officer)
    assert actions.open_surveys(NOW + 60 * DAY) == 0
    next_year = NOW.replace(year=2027, month=4, day=1)
    assert actions.open_surveys(next_year) == 1
    assert actions.open_surveys(next_year + DAY) == 0
    survey = Survey.objects.get()
    assert told("dispatch.survey_opened") == {officer.user}
    assert actions.remind_of_surveys(next_year + 29 * DAY) == 0
    assert actions.remind_of_surveys(next_year + 30 * DAY) == 1
    said = {
        "state": "runs",
        "helped": "very",
        "outcome": "続いている。",
        "people_reached": None,
        "would_ask_again": True,
        "wishes": "",
        "by": officer,
    }
    empty = said | {"outcome": " "}
    assert refused(actions.answer_survey, placed.pk, **empty) == [
        "dispatch.survey_empty"
    ]
    actions.answer_survey(placed.pk, at=next_year, **said)
    survey.refresh_from_db()
    assert survey.outcome == "続いている。"
    assert refused(actions.answer_survey, placed.pk, **said) == [
        "dispatch.survey_answered"
    ]


def test_every_letter_is_made_as_pdf_and_read_by_its_side_alone(
    client, placed, officer, office, three
):
    assert actions.make_letters(NOW) == Letter.objects.count() == 5
    adviser = placed.candidates.get(answer="accepted").adviser.membership
    assert {one.kind for one in queries.letters_for(placed, officer)} == {
        *("request", "candidates", "acceptance", "notice")
    }
    own = queries.letters_for(placed, adviser).get(kind="notice")
    client.force_login(officer.user)
    address = reverse("dispatch:letter", args=[placed.pk, own.pk])
    assert client.get(address).status_code == 404
    client.force_login(adviser.user)
    response = client.get(address)
    assert b"".join(response.streaming_content).startswith(b"%PDF")
    name = quote(f"派遣決定通知_{own.number}.pdf")
    assert name in response["Content-Disposition"]
