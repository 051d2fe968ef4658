"""The amount is fixed once, the rest goes back, and what was fixed is paid once."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from chiiki_web.audit import queries as audit
from chiiki_web.awards import actions as awards
from chiiki_web.funds.models import Entry, Fund
from chiiki_web.outbox.models import Message
from chiiki_web.settlements import actions
from chiiki_web.settlements.models import Payment, PerformanceReport, Settlement
from web import make
from web.awards import made as award_made
from web.awards.made import ASKED
from web.settlements import made
from web.settlements.made import AFTER, FINISHED_ON

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def officer(kept):
    return make.member()


@pytest.fixture(scope="module")
def office(kept):
    return make.member("office")


@pytest.fixture(scope="module", autouse=True)
def award(office, officer):
    return award_made.decided(office, officer)


@pytest.fixture
def submitted(award, officer):
    made.submitted(award, officer)
    return award


def submit(award, by):
    return actions.submit_report(award.pk, by=by, at=AFTER)


def send_back(award, by, note="支出の日付を確かめてください。", at=AFTER):
    return actions.return_report(award.pk, note=note, by=by, at=at)


def fix(award, by, note=""):
    return actions.fix_amount(award.pk, note=note, by=by, at=AFTER)


def pay(award, by, paid_on=None):
    day = paid_on or AFTER.date()
    return actions.record_payment(award.pk, paid_on=day, by=by, at=AFTER)


def codes(deed, *args, **values):
    with pytest.raises((actions.CannotReport, actions.CannotSettle)) as caught:
        deed(*args, **values)
    return [one.code for one in caught.value.reasons]


def money():
    fund = Fund.objects.get()
    return fund.reserved, fund.paid


def test_only_the_office_of_the_call_settles(submitted, officer, office):
    auditor = make.member("auditor", of=office.organisation)
    for wrong in (officer, auditor, make.member("office")):
        for deed in (send_back, fix, pay):
            assert codes(deed, submitted, wrong) == ["settlements.office_only"]


def test_the_amount_fixed_is_what_was_spent_and_the_rest_goes_back(
    submitted, officer, office
):
    settlement = fix(submitted, office, "領収書を確認した。")

    assert (settlement.eligible, settlement.fixed_amount) == (10_000_000, 10_000_000)
    assert money() == (10_000_000, 0)
    assert submitted.performance_report.status == "accepted"
    event = audit.history_of(settlement).first()
    assert (event.name, event.details) == ("settlement.fixed", {"amount": 10_000_000})
    message = Message.objects.get(kind="settlement.fixed")
    assert message.recipient == officer.user
    assert "10,000,000" in message.body


def test_more_spending_than_awarded_fixes_the_award(award, officer, office):
    settlement = made.fixed(award, officer, office, spent=ASKED + 1)
    assert (settlement.eligible, settlement.fixed_amount) == (ASKED + 1, ASKED)
    assert not Entry.objects.filter(kind="release").exists()


def test_what_does_not_count_is_not_paid(award, officer, office):
    made.spend(award, officer, 4_000_000, evidence=None)
    made.spend(award, officer, 1_000_000, paid_on=date(2026, 12, 1))
    struck = made.spend(award, officer, 2_000_000)
    actions.strike_line(struck.pk, by=officer, at=AFTER)
    settlement = made.fixed(award, officer, office, spent=3_000_000)
    assert settlement.fixed_amount == 3_000_000
    assert {one["code"]: one["values"] for one in settlement.steps}[
        "ledger.not_eligible"
    ] == {"amount": 5_000_000, "lines": 2}


def test_fixing_twice_is_one(submitted, office):
    first, again = fix(submitted, office, "同じ"), fix(submitted, office, "同じ")
    assert first == again
    assert money() == (10_000_000, 0)
    assert codes(fix, submitted, office, "別") == ["settlements.fixed_already"]
    assert codes(send_back, submitted, office) == ["settlements.fixed_already"]


def test_control_without_the_question_the_database_keeps_one_settlement(
    submitted, office
):
    fix(submitted, office)
    PerformanceReport.objects.update(status="submitted")
    with pytest.raises(IntegrityError), transaction.atomic():
        fix(submitted, office, "別")
    assert money() == (10_000_000, 0)


def test_nothing_is_fixed_after_the_award_was_cancelled(submitted, officer, office):
    other = award_made.reviewed(submitted.application.call, office, 9)
    (second,) = award_made.select(other.call, office, [other], [])
    award_made.decide(second, office)
    awards.cancel_award(submitted.pk, ground="見本", by=office, at=AFTER)

    assert codes(fix, submitted, office) == ["settlements.not_decided"]
    assert codes(send_back, submitted, office) == ["settlements.not_decided"]
    assert money() == (ASKED, 0)  # what belongs to the second award stays


def test_the_fixed_amount_is_paid_once(submitted, officer, office):
    fix(submitted, office)
    payment = pay(submitted, office)

    assert (payment.amount, payment.paid_on) == (10_000_000, AFTER.date())
    assert money() == (10_000_000, 10_000_000)
    event = audit.history_of(payment).last()
    assert (event.name, event.details) == (
        "payment.recorded",
        {"amount": 10_000_000, "on": "2028-04-10"},
    )
    message = Message.objects.get(kind="payment.recorded")
    assert message.recipient == officer.user

    assert pay(submitted, office) == payment
    assert money() == (10_000_000, 10_000_000)
    assert Message.objects.filter(kind="payment.recorded").count() == 1


def test_control_without_the_question_the_database_keeps_one_payment(submitted, office):
    fix(submitted, office)
    payment = pay(submitted, office)
    payment.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        payment.save()


def test_nothing_is_paid_before_it_is_fixed(submitted, office):
    assert codes(pay, submitted, office) == ["settlements.not_fixed"]
    assert not Payment.objects.exists()


def test_the_day_of_payment_lies_between_the_fixing_and_today(submitted, office):
    fix(submitted, office)
    early, late = AFTER.date() - timedelta(days=1), AFTER.date() + timedelta(days=1)
    assert codes(pay, submitted, office, early) == ["settlements.paid_before_fixed"]
    assert codes(pay, submitted, office, late) == ["settlements.paid_in_future"]


def test_where_nothing_counts_everything_goes_back_and_nothing_is_paid(
    award, officer, office
):
    made.spend(award, officer, 100, evidence=None)
    made.draft(award, officer)
    submit(award, officer)
    assert fix(award, office).fixed_amount == 0
    assert money() == (0, 0)
    assert codes(pay, award, office) == ["settlements.nothing_to_pay"]


def test_from_return_to_payment_the_fund_ends_at_what_was_fixed(award, officer, office):
    made.submitted(award, officer, spent=8_000_000)
    send_back(award, office)
    made.spend(award, officer, 1_500_000)
    made.draft(award, officer, finished_on=FINISHED_ON)
    submit(award, officer)
    settlement = fix(award, office)
    pay(award, office)

    assert settlement.fixed_amount == 9_500_000
    fund = Fund.objects.get()
    assert (fund.reserved, fund.paid, fund.free) == (9_500_000, 9_500_000, 20_500_000)
    assert [(one.kind, one.amount) for one in Entry.objects.all()] == [
        ("reserve", ASKED),
        ("release", 2_500_000),
        ("pay", 9_500_000),
    ]
    assert Settlement.objects.get().payment.amount == 9_500_000
