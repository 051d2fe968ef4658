"""Each payment is written down once, with its evidence; a mistake is struck through."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from chiiki_web.audit import queries as audit
from chiiki_web.awards import actions as awards
from chiiki_web.plans import actions as plans
from chiiki_web.settlements import actions, queries
from chiiki_web.settlements.models import SpendingLine
from web import make
from web.awards import made as award_made
from web.awards.made import DECIDED
from web.settlements import made
from web.settlements.made import AFTER

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


def refused(*args, **values):
    with pytest.raises(actions.CannotSpend) as caught:
        made.spend(*args, **values)
    (one,) = caught.value.reasons
    return one.code


def strike(line, by):
    return actions.strike_line(line.pk, by=by, at=AFTER)


def counted(award):
    return queries.proposal(award).eligible


def why_not(award):
    (only,) = queries.spending_of(award)[0]
    return [one.code for one in only.against]


def test_a_payment_is_written_down_with_the_digest_of_its_evidence(award, officer):
    line = made.spend(award, officer, 3_000_000)

    assert (line.amount, line.evidence_name) == (3_000_000, "請求書.pdf")
    assert counted(award) == 3_000_000
    (event,) = audit.history_of(line)
    assert (event.name, event.case) == ("spending.entered", award.case)
    assert event.details == {
        "amount": 3_000_000,
        "on": "2027-09-01",
        "sha256": line.evidence.sha256,
    }


def test_the_same_form_sent_twice_is_one_line(award, officer):
    key = uuid4()
    first = made.spend(award, officer, 100, form_key=key)
    again = made.spend(award, officer, 100, form_key=key)
    assert first == again
    assert counted(award) == 100
    assert audit.history_of(first).count() == 1


def test_control_two_forms_would_be_two_lines(award, officer):
    made.spend(award, officer, 100)
    made.spend(award, officer, 100)
    assert counted(award) == 200


def test_control_without_the_question_the_database_keeps_one_line(award, officer):
    line = made.spend(award, officer, 100)
    line.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        line.save()


def test_a_form_of_another_award_is_refused(award, officer, office):
    key = uuid4()
    made.spend(award, officer, 100, form_key=key)
    other = award_made.decided(office, officer)
    assert refused(other, officer, 100, form_key=key) == (
        "settlements.form_of_another_award"
    )


@pytest.mark.parametrize("amount", [0, -1])
def test_an_amount_is_above_zero(award, officer, amount):
    assert refused(award, officer, amount) == "settlements.not_positive"


def test_control_without_the_question_the_database_wants_an_amount(award, officer):
    line = made.spend(award, officer, 100)
    with pytest.raises(IntegrityError), transaction.atomic():
        SpendingLine.objects.filter(pk=line.pk).update(amount=0)


def test_a_payment_of_tomorrow_is_refused_and_of_today_is_not(award, officer):
    today = AFTER.date()
    assert (
        refused(award, officer, 100, paid_on=today + timedelta(days=1))
        == "settlements.paid_in_future"
    )
    assert made.spend(award, officer, 100, paid_on=today)


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("空.pdf", b"", "documents.empty"),
        ("請求書.exe", b"MZ", "documents.kind_not_allowed"),
        ("請求書.pdf", b"MZ", "documents.kind_not_allowed"),
    ],
)
def test_evidence_that_cannot_be_taken_writes_no_line(
    award, officer, name, content, code
):
    upload = SimpleUploadedFile(name, content)
    assert refused(award, officer, 100, evidence=upload) == code
    assert not SpendingLine.objects.exists()


def test_a_very_long_name_of_a_file_keeps_its_ending(award, officer):
    line = made.spend(award, officer, 100, evidence=made.paper("長" * 240 + ".pdf"))
    assert line.evidence_name == "長" * 196 + ".pdf"


def test_another_body_and_another_role_write_nothing(award, officer, office):
    for wrong in (
        make.member(),
        office,
        make.member("auditor"),
        make.member("reviewer", of=officer.organisation),
    ):
        assert refused(award, wrong, 100) == "settlements.not_yours"
    assert not SpendingLine.objects.exists()


def test_before_the_decision_nothing_is_spent(officer, office):
    candidate = award_made.candidate(office, officer)
    assert refused(candidate, officer, 100) == "settlements.not_decided"


def test_after_the_award_has_ended_nothing_is_spent(award, officer, office):
    line = made.spend(award, officer, 100)
    awards.cancel_award(award.pk, ground="見本", by=office, at=DECIDED)
    assert refused(award, officer, 100) == "settlements.not_decided"
    with pytest.raises(actions.CannotSpend):
        strike(line, officer)


def test_while_the_report_lies_with_the_office_the_list_stands_still(award, officer):
    made.submitted(award, officer)
    assert refused(award, officer, 100) == "settlements.report_sent"
    with pytest.raises(actions.CannotSpend) as caught:
        strike(SpendingLine.objects.get(), officer)
    assert caught.value.reasons[0].code == "settlements.report_sent"


def test_a_returned_report_opens_the_list_again(award, officer, office):
    made.submitted(award, officer)
    actions.return_report(award.pk, note="訂正", by=office, at=AFTER)
    assert made.spend(award, officer, 100)


def test_a_struck_line_stays_readable_and_counts_no_more(award, officer):
    wrong = made.spend(award, officer, 5_000_000)
    made.spend(award, officer, 2_000_000)

    struck = strike(wrong, officer)

    assert struck.struck_at == AFTER
    assert counted(award) == 2_000_000
    assert len(queries.lines_of(award)) == 2
    event = audit.history_of(wrong).last()
    assert (event.name, event.details) == ("spending.struck", {"amount": 5_000_000})


def test_striking_twice_is_no_change(award, officer):
    line = made.spend(award, officer, 100)
    strike(line, officer)
    strike(line, officer)
    assert audit.history_of(line).filter(name="spending.struck").count() == 1


def test_another_body_strikes_nothing(award, officer, office):
    line = made.spend(award, officer, 100)
    for wrong in (make.member(), office):
        with pytest.raises(actions.CannotSpend) as caught:
            strike(line, wrong)
        assert caught.value.reasons[0].code == "settlements.not_yours"


def test_a_line_without_evidence_does_not_count(award, officer):
    made.spend(award, officer, 100, evidence=None)
    assert counted(award) == 0
    assert why_not(award) == ["ledger.no_evidence"]


@pytest.mark.parametrize(
    ("day", "counts"),
    [
        (date(2027, 3, 31), False),
        (date(2027, 4, 1), True),
        (date(2028, 3, 31), True),
        (date(2028, 4, 1), False),
    ],
)
def test_only_payments_within_the_project_count(award, officer, day, counts):
    made.spend(award, officer, 100, paid_on=day)
    assert why_not(award) == ([] if counts else ["ledger.paid_outside_period"])


def test_a_head_that_was_not_applied_for_does_not_count(award, officer):
    made.spend(award, officer, 100, head="other")
    assert why_not(award) == ["ledger.head_not_granted"]


def test_a_head_that_the_plan_names_only_later_does_not_count(award, officer):
    plan = award.application.plan
    plans.set_costs(
        plan.pk,
        [plans.Cost("other", "後から足した費目", 1)],
        requested=1,
        version=99,
        by=officer,
        at=AFTER,
    )
    made.spend(award, officer, 100, head="other")
    assert why_not(award) == ["ledger.head_not_granted"]
    made.spend(award, officer, 30, head="system")
    assert counted(award) == 30
