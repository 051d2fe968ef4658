"""A region asks within the rules of the programme; the same form is received once."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from chiiki import periods
from chiiki_web.audit import queries as audit
from chiiki_web.dispatch import actions
from chiiki_web.dispatch.actions import checking
from chiiki_web.dispatch.models import Request
from chiiki_web.outbox.models import Message
from chiiki_web.wording import explain
from web import make
from web.advisers import made as advisers
from web.dispatch import made
from web.dispatch.made import TODAY

pytestmark = pytest.mark.django_db


def refused(by, **changes):
    with pytest.raises(actions.CannotRequest) as caught:
        made.request(by, **changes)
    assert not Request.objects.exists()
    return caught.value.reasons


def codes(by, **changes):
    return [one.code for one in refused(by, **changes)]


def test_it_has_a_number_and_the_offices_are_told(officer):
    office = make.member("office")
    request = made.request(officer)

    assert request.number == f"R8-A-{request.pk:04d}"
    assert (request.status, request.fiscal_year) == ("submitted", 2026)
    event = audit.history_of(request).get()
    assert (event.name, event.case) == ("dispatch.requested", f"dispatch:{request.pk}")
    message = Message.objects.get(kind="dispatch.requested")
    assert message.recipient == office.user
    assert officer.organisation.name_ja in message.body


def test_a_request_for_a_plan_belongs_to_its_case(officer):
    plan = make.plan(officer)
    request = made.request(officer, plan=plan)
    assert request.case == plan.case
    assert audit.history_of_case(plan.case).last().name == "dispatch.requested"


def test_the_plan_of_another_body_is_refused(officer):
    assert codes(officer, plan=make.plan()) == ["dispatch.plan_not_yours"]


def test_the_same_form_is_received_once(officer):
    key = uuid4()
    first = made.request(officer, form_key=key)
    assert made.request(officer, form_key=key) == first
    assert Request.objects.count() == 1
    assert audit.history_of(first).count() == 1


def test_control_two_forms_are_two_requests_and_one_key_is_held_by_the_database(
    officer,
):
    first, second = made.request(officer), made.request(officer)
    assert first.number != second.number
    with pytest.raises(IntegrityError), transaction.atomic():
        Request.objects.filter(pk=second.pk).update(form_key=first.form_key)


def test_the_form_of_another_body_is_refused(officer):
    key = uuid4()
    made.request(officer, form_key=key)
    with pytest.raises(actions.CannotRequest) as caught:
        made.request(make.member(), form_key=key)
    assert caught.value.reasons[0].code == "dispatch.not_yours"


@pytest.mark.parametrize("role", ["office", "reviewer", "adviser", "auditor"])
def test_only_officers_ask(role):
    assert codes(make.member(role)) == ["dispatch.officers_only"]


@pytest.mark.parametrize(
    ("first", "last", "code"),
    [
        (-1, 5, "dispatch.in_the_past"),
        (6, 5, "dispatch.period_reversed"),
        (0, 0, None),
        (0, (date(2028, 3, 31) - TODAY).days, None),
        (0, (date(2028, 4, 1) - TODAY).days, "dispatch.too_far_ahead"),
        (0, (date(9999, 12, 31) - TODAY).days, "dispatch.too_far_ahead"),
    ],
)
def test_the_period_begins_today_at_the_earliest_and_is_in_order(
    officer, first, last, code
):
    period = {
        "wanted_from": TODAY + timedelta(days=first),
        "wanted_until": TODAY + timedelta(days=last),
    }
    if code is None:
        assert made.request(officer, **period)
    else:
        assert codes(officer, **period) == [code]


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (date(2027, 4, 1), date(2027, 4, 1)),
        (date(2027, 4, 10), date(2027, 6, 1)),
        (date(2029, 4, 10), date(2029, 6, 1)),
    ],
)
def test_a_period_of_which_no_day_can_be_paid_is_refused(officer, first, last):
    (why,) = refused(officer, wanted_from=first, wanted_until=last)
    assert why.code == "dispatch.period_in_another_year"
    assert "令和9年3月31日までの日" in explain(why)


def test_control_a_period_with_one_day_of_the_year_is_received(officer):
    last, far = date(2027, 3, 31), date(2027, 6, 1)
    assert made.request(officer, wanted_from=last, wanted_until=far)


def test_control_without_that_check_it_would_be_received(officer, monkeypatch):
    def other_years(_year):
        return periods.Period(date(2026, 4, 1), date(2099, 4, 1))

    monkeypatch.setattr(checking.periods, "fiscal_year_period", other_years)
    first, last = date(2027, 4, 10), date(2027, 6, 1)
    assert made.request(officer, wanted_from=first, wanted_until=last)


def test_the_database_refuses_a_period_that_is_reversed(officer):
    request = made.request(officer)
    with pytest.raises(IntegrityError), transaction.atomic():
        Request.objects.filter(pk=request.pk).update(wanted_until=TODAY)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"days": 4}, "3日以内"),
        ({"days": 0}, "日数又はオンライン支援の時間"),
        ({"mode": "online", "days": 0, "hours": 11}, "10時間以内"),
        ({"briefing_seen": False}, "説明動画"),
        ({"kind": "manager", "months": 7, "shares_case": True}, "6か月"),
    ],
)
def test_rules_that_are_not_met_are_said_with_their_remedy(officer, changes, words):
    reasons = refused(officer, **changes)
    assert {one.code for one in reasons} == {"dispatch.rule_not_met"}
    assert any(words in one.values["rule"] for one in reasons)
    assert all(one.values["remedy"] for one in reasons)


def test_a_body_that_is_no_local_government_needs_a_recommendation():
    (why,) = refused(made.npo())
    assert "推薦" in why.values["rule"]


def test_a_manager_comes_for_one_to_six_months(officer):
    request = made.request(
        officer,
        kind="manager",
        months=6,
        uses_infrastructure=True,
        shares_case=True,
    )
    assert request.number.startswith("R8-M-")


def test_whom_the_region_names_can_be_sent(officer):
    adviser = advisers.adviser()
    manager = {"kind": "manager", "months": 3, "uses_infrastructure": True}
    found = codes(officer, nominations=[adviser], shares_case=True, **manager)
    assert found == ["dispatch.nominee_no_manager"]
    adviser.is_active = False
    adviser.save()
    assert codes(officer, nominations=[adviser]) == ["dispatch.nominee_not_in_list"]


def test_whom_the_region_names_is_commissioned_in_the_year_of_the_call(officer):
    adviser = advisers.adviser(commissioned=False)
    found = codes(officer, nominations=[adviser])
    assert found == ["dispatch.nominee_not_commissioned"]


def test_the_same_adviser_is_sent_for_a_project_once_a_year(officer):
    office = make.member("office")
    adviser = advisers.adviser()
    made.accept(made.ranked(officer, office, nominations=[adviser]))
    with pytest.raises(actions.CannotRequest) as caught:
        made.request(officer, nominations=[adviser])
    assert "同一年度に1回" in caught.value.reasons[0].values["rule"]
    assert made.request(officer, nominations=[adviser], project="別の案件")


@pytest.mark.parametrize(
    ("mode", "kept"), [("on_site", (2, 0)), ("online", (0, 5)), ("both", (2, 5))]
)
def test_days_and_hours_that_its_way_does_not_have_are_not_kept(mode, kept):
    one = made.request(mode=mode, days=2, hours=5)
    assert (one.days, one.hours) == kept
