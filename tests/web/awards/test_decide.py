"""The award decision: money, number and letter; declined or cancelled, all goes back."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from chiiki_web.audit import queries as audit
from chiiki_web.awards import actions
from chiiki_web.awards.models import Award, Series
from chiiki_web.funds.models import Entry, Fund
from chiiki_web.outbox.models import Message
from chiiki_web.settlements.models import Settlement
from web import make
from web.awards import made
from web.awards.made import ASKED, DECIDED

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def officer(kept):
    return make.member()


@pytest.fixture(scope="module")
def office(kept):
    return make.member("office")


@pytest.fixture(scope="module", autouse=True)
def candidate(office, officer):
    return made.candidate(office, officer)


@pytest.fixture
def award(candidate, office):
    return made.decide(candidate, office)


def decide(award, by, amount=ASKED, conditions="見本の条件"):
    return actions.decide_award(
        award.pk, amount=amount, conditions=conditions, by=by, at=DECIDED
    )


def decline(award, by, ground="実施できなくなった。", at=DECIDED):
    return actions.decline_award(award.pk, ground=ground, by=by, at=at)


def cancel(award, by, ground="条件に反した。"):
    return actions.cancel_award(award.pk, ground=ground, by=by, at=DECIDED)


def code(deed, *args, **values):
    with pytest.raises(actions.CannotDecide) as caught:
        deed(*args, **values)
    (one,) = caught.value.reasons
    return one.code


def money():
    fund = Fund.objects.get()
    return fund.reserved, fund.paid


def test_a_decision_sets_the_money_aside_and_gives_a_number(candidate, office):
    award = decide(candidate, office)

    assert (award.status, award.amount, award.decided_at) == (
        "decided",
        ASKED,
        DECIDED,
    )
    assert award.number.startswith("令8")
    assert award.number.endswith("第1号")
    assert money() == (ASKED, 0)
    entry = Entry.objects.get()
    assert (entry.kind, entry.subject) == ("reserve", f"awards.award:{award.pk}")


def test_a_decision_is_an_event_with_number_and_amount(award, office):
    event = audit.history_of(award).last()
    assert (event.name, event.case) == ("award.decided", award.case)
    assert event.details == {"number": award.number, "amount": ASKED}
    assert event.actor == f"user:{office.user_id}"


def test_the_applicant_is_told_the_amount(award, officer):
    message = Message.objects.get(kind="award.decided")
    assert message.recipient == officer.user
    assert award.number in message.subject
    assert "12,000,000" in message.body


def test_less_than_what_was_applied_for_can_be_awarded(candidate, office):
    assert decide(candidate, office, 1).amount == 1
    assert money() == (1, 0)


@pytest.mark.parametrize("amount", [0, -1, ASKED + 1, 10**30])
def test_an_amount_out_of_range_is_refused(candidate, office, amount):
    assert code(decide, candidate, office, amount) == "awards.amount_out_of_range"
    assert money() == (0, 0)


@pytest.mark.parametrize("role", ["officer", "reviewer", "auditor", "administrator"])
def test_only_the_office_of_the_call_decides(candidate, office, role):
    wrong = make.member(role, of=office.organisation)
    assert code(decide, candidate, wrong) == "awards.office_only"
    assert code(decide, candidate, make.member("office")) == "awards.office_only"


def test_the_same_decision_sent_twice_is_one(award, office):
    again = decide(award, office)
    assert again.number == award.number
    assert money() == (ASKED, 0)
    assert Series.objects.get().last == 1
    assert Message.objects.filter(kind="award.decided").count() == 1


def test_another_decision_afterwards_is_refused(award, office):
    assert code(decide, award, office, 5) == "awards.not_a_candidate"
    assert code(decide, award, office, conditions="別") == "awards.not_a_candidate"
    assert money() == (ASKED, 0)


def test_control_without_the_question_the_money_is_set_aside_twice(award, office):
    Award.objects.update(status="candidate")
    decide(award, office)
    assert money() == (2 * ASKED, 0)


def test_who_was_not_selected_is_not_awarded(office):
    call = made.call(office)
    application = made.reviewed(call, office, 5)
    (award,) = made.select(call, office, [], [application])
    assert code(decide, award, office) == "awards.not_a_candidate"


def test_a_budget_that_is_used_up_refuses_and_no_number_is_lost(candidate, office):
    Fund.objects.update(total=ASKED - 1)
    assert code(decide, candidate, office) == "funds.overdrawn"
    candidate.refresh_from_db()
    assert (candidate.status, candidate.number) == ("candidate", None)
    Fund.objects.update(total=ASKED)
    assert decide(candidate, office).number.endswith("第1号")


def test_control_without_the_question_the_database_keeps_the_budget(candidate):
    with pytest.raises(IntegrityError), transaction.atomic():
        Fund.objects.update(reserved=30_000_001)


def test_a_decision_without_number_or_amount_cannot_stand(candidate):
    with pytest.raises(IntegrityError), transaction.atomic():
        Award.objects.filter(pk=candidate.pk).update(status="decided")


def test_numbers_run_without_gaps_through_all_calls_of_an_office(office):
    awards = [made.decided(office) for _ in range(3)]
    assert [one.number.split("第")[1] for one in awards] == ["1号", "2号", "3号"]
    assert len({one.number for one in awards}) == 3


def test_each_office_counts_for_itself(office):
    first, second = made.decided(office), made.decided(make.member("office"))
    assert first.number != second.number
    assert second.number.endswith("第1号")


def test_a_number_that_ended_is_not_given_again(award, office):
    cancel(award, office)
    assert made.decided(office).number.endswith("第2号")


def test_declining_gives_the_money_back(award, officer, office):
    declined = decline(award, officer)

    assert (declined.status, declined.ended_at) == ("declined", DECIDED)
    assert money() == (0, 0)
    event = audit.history_of(award).last()
    assert (event.name, event.details) == (
        "award.declined",
        {"ground": "実施できなくなった。"},
    )
    message = Message.objects.get(kind="award.declined")
    assert message.recipient == office.user
    assert "実施できなくなった。" in message.body


def test_the_twentieth_day_is_the_last_to_decline(award, officer):
    last = DECIDED.replace(hour=23, minute=59) + timedelta(days=20)
    after = last + timedelta(minutes=1)
    assert code(decline, award, officer, at=after) == "awards.too_late_to_decline"
    assert money() == (ASKED, 0)
    assert decline(award, officer, at=last).status == "declined"


def test_declining_needs_a_ground(award, officer):
    assert code(decline, award, officer, " \n") == "awards.end_without_ground"


def test_only_the_applicant_declines(award, officer, office):
    for wrong in (
        make.member(),
        office,
        make.member("reviewer", of=officer.organisation),
    ):
        assert code(decline, award, wrong) == "awards.not_yours"


def test_before_the_decision_there_is_nothing_to_decline_or_cancel(
    candidate, officer, office
):
    assert code(decline, candidate, officer) == "awards.not_decided"
    assert code(cancel, candidate, office) == "awards.not_decided"


def test_cancelling_gives_the_money_back_and_says_why(award, officer, office):
    cancelled = cancel(award, office)

    assert (cancelled.status, cancelled.end_ground) == ("cancelled", "条件に反した。")
    assert money() == (0, 0)
    assert audit.history_of(award).last().name == "award.cancelled"
    message = Message.objects.get(kind="award.cancelled")
    assert message.recipient == officer.user
    assert "条件に反した。" in message.body


def test_cancelling_needs_a_ground(award, office):
    assert code(cancel, award, office, "　") == "awards.end_without_ground"


def test_only_the_office_of_the_call_cancels(award, officer, office):
    wrong = make.member("auditor", of=office.organisation)
    for one in (officer, wrong, make.member("office")):
        assert code(cancel, award, one) == "awards.office_only"


def test_a_fixed_amount_is_not_cancelled(award, office):
    Settlement.objects.create(award=award, eligible=1, fixed_amount=1, fixed_at=DECIDED)
    assert code(cancel, award, office) == "awards.already_settled"
    assert money() == (ASKED, 0)


def test_an_award_ends_once(award, officer, office):
    decline(award, officer)
    assert code(decline, award, officer) == "awards.not_decided"
    assert code(cancel, award, office) == "awards.not_decided"
    assert Entry.objects.filter(kind="release").count() == 1


def test_control_without_the_question_other_money_would_go_back(award, office):
    other = made.reviewed(award.application.call, office, 9)
    (second,) = made.select(award.application.call, office, [other], [])
    made.decide(second, office)
    cancel(award, office)
    Award.objects.filter(pk=award.pk).update(status="decided")
    cancel(award, office)
    assert money() == (0, 0)  # and the second award stands without money
