"""At the desk: each thing is checked, then it is accepted, returned or not taken."""

from datetime import timedelta
from uuid import uuid4

import pytest

from chiiki_web.applications import actions, queries
from chiiki_web.applications.models import CompletenessCheck
from chiiki_web.audit import queries as audit
from chiiki_web.outbox import queries as outbox
from web import make
from web.applications import made
from web.make import NOW

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=7)


@pytest.fixture
def who():
    return made.people()


@pytest.fixture
def application(who):
    return made.received(who)


def check(application, by, item="plan", is_in_order=True, note=""):
    return actions.check_completeness(
        application.pk, item=item, is_in_order=is_in_order, note=note, by=by, at=NOW
    )


def give_back(application, by, **changes):
    values = {"note": "収支予算書を直してください。", "correct_by": LATER} | changes
    return actions.return_application(
        application.pk, form_key=uuid4(), by=by, at=NOW, **values
    )


def accept(application, by):
    return actions.accept_application(application.pk, by=by, at=NOW)


def reject(application, by, ground="申請できる団体ではありません。"):
    return actions.reject_application(application.pk, ground=ground, by=by, at=NOW)


def last_told(member):
    return outbox.messages_for(member.user).first()


def refused(deed):
    with pytest.raises(actions.CannotExamine) as caught:
        deed()
    return caught


def test_what_was_looked_at_is_written_down_and_can_be_corrected(application, who):
    check(application, who.office, is_in_order=False, note="目標の数値がない。")
    check(application, who.office)
    kept = application.completeness.get()
    assert (kept.item, kept.is_in_order) == ("plan", True)
    events = audit.history_of(application).filter(name="application.checked")
    assert [one.details["state"] for one in events] == [False, True]
    assert events[0].details["note"] == "目標の数値がない。"


def test_the_same_answer_twice_is_one_event(application, who):
    for _ in range(2):
        check(application, who.office)
    assert made.names(application).count("application.checked") == 1
    assert CompletenessCheck.objects.count() == 1


def test_what_is_not_in_order_needs_a_word(application, who):
    caught = refused(lambda: check(application, who.office, is_in_order=False))
    assert made.codes(caught) == ["applications.say_what_is_missing"]
    assert made.sentences(caught, "ja") == "不備の内容を記入してください。"
    assert made.sentences(caught, "en") == "Write what is not in order."


def test_a_thing_that_is_not_on_the_list_is_not_checked(application, who):
    caught = refused(lambda: check(application, who.office, item="luck"))
    assert made.sentences(caught, "ja") == "「luck」は、形式審査の項目ではありません。"
    assert "“luck” is not part" in made.sentences(caught, "en")


def test_a_complete_application_is_accepted_and_the_applicant_is_told(application, who):
    made.check_all(application, who.office)
    accept(application, who.office)
    assert made.fresh(application).status == "accepted"
    event = audit.history_of(application).last()
    assert (event.name, event.case) == ("application.accepted", application.case)
    said = last_told(who.officer)
    assert said.subject == f"申請{application.number}を受理しました"
    assert said.path == f"/applications/{application.pk}/"


@pytest.mark.parametrize("open_items", [1, 5])
def test_an_incomplete_one_is_not_accepted(application, who, open_items):
    for item in list(queries.COMPLETENESS)[open_items:]:
        check(application, who.office, item)
    caught = refused(lambda: accept(application, who.office))
    assert made.codes(caught) == ["applications.not_complete"]
    assert f"{open_items}件あります" in made.sentences(caught, "ja")
    assert f"not in order yet: {open_items}" in made.sentences(caught, "en")


def test_a_thing_that_is_not_in_order_stands_in_the_way(application, who):
    made.check_all(application, who.office)
    check(application, who.office, "files", is_in_order=False, note="開けない。")
    caught = refused(lambda: accept(application, who.office))
    assert made.codes(caught) == ["applications.not_complete"]


def test_it_is_returned_with_what_to_correct_and_until_when(application, who):
    give_back(application, who.office)
    kept = made.fresh(application)
    assert (kept.status, kept.correct_by) == ("returned", LATER)
    assert kept.comments.get().asks_correction
    event = audit.history_of(application).last()
    assert event.name == "application.returned"
    assert event.details["note"] == "収支予算書を直してください。"
    said = last_told(who.officer)
    assert said.subject == f"申請{application.number}の補正をお願いします"
    assert "収支予算書を直してください。" in said.body


def test_a_correction_is_a_second_version_under_the_same_number(application, who):
    give_back(application, who.office)
    made.attach(application, who.officer, made.paper("直した予算書.pdf", b"%PDF-2"))
    made.submit(application, who, at=NOW + timedelta(days=1))
    kept = made.fresh(application)
    assert (kept.status, kept.number) == ("submitted", application.number)
    assert [one.version for one in kept.submissions.all()] == [1, 2]
    assert [len(one.files) for one in kept.submissions.all()] == [1, 2]
    event = audit.history_of(application).last()
    assert (event.name, event.details["version"]) == ("application.corrected", 2)
    assert made.told(who.office)[-1][0] == "application.arrived"


def test_what_was_corrected_is_checked_anew(application, who):
    made.check_all(application, who.office)
    give_back(application, who.office)
    made.submit(application, who)
    caught = refused(lambda: accept(application, who.office))
    assert made.codes(caught) == ["applications.not_complete"]


@pytest.mark.parametrize(
    ("changes", "code", "japanese", "english"),
    [
        (
            {"note": " \n　"},
            "applications.say_what_to_correct",
            "補正を求める内容を記入してください。",
            "Write what is to be corrected.",
        ),
        (
            {"correct_by": NOW + timedelta(days=367)},
            "applications.correction_too_far",
            "補正の期限が1年より先になっています。年を確かめてください。",
            (
                "The day for the correction lies more than a year ahead."
                " Please check the year."
            ),
        ),
        (
            {"correct_by": NOW},
            "applications.correction_in_the_past",
            "補正の期限は、今後の日としてください。",
            "The last day for correction must lie in the future.",
        ),
    ],
)
def test_a_return_needs_words_and_a_day_to_come(
    application, who, changes, code, japanese, english
):
    caught = refused(lambda: give_back(application, who.office, **changes))
    assert made.codes(caught) == [code]
    assert made.sentences(caught, "ja") == japanese
    assert made.sentences(caught, "en") == english
    assert made.fresh(application).status == "submitted"


def test_what_cannot_be_taken_is_refused_with_its_ground(application, who):
    reject(application, who.office)
    assert made.fresh(application).status == "rejected"
    event = audit.history_of(application).last()
    assert event.name == "application.rejected"
    assert event.details == {"ground": "申請できる団体ではありません。"}
    said = last_told(who.officer)
    assert said.subject == f"申請{application.number}は不受理となりました"
    assert "理由：申請できる団体ではありません。" in said.body


def test_no_refusal_without_a_ground(application, who):
    caught = refused(lambda: reject(application, who.office, ground=" "))
    assert made.codes(caught) == ["applications.ground_missing"]
    assert made.sentences(caught, "ja") == "理由を記入してください。"
    assert made.sentences(caught, "en") == "Write the reason."


DEEDS = [check, give_back, accept, reject]


@pytest.mark.parametrize("deed", DEEDS)
@pytest.mark.parametrize(
    "status", ["draft", "returned", "accepted", "withdrawn", "rejected"]
)
def test_what_does_not_wait_at_the_desk_is_left_alone(application, who, deed, status):
    application.status = status
    if status == "returned":
        application.returned_at, application.correct_by = NOW, LATER
    application.save()
    caught = refused(lambda: deed(application, who.office))
    assert made.codes(caught) == ["applications.not_at_the_desk"]
    assert "形式審査の対象ではありません（状態：" in made.sentences(caught, "ja")
    assert "does not wait at the desk" in made.sentences(caught, "en")


@pytest.mark.parametrize("deed", DEEDS)
def test_only_the_office_of_the_call_works_at_its_desk(application, who, deed):
    made.check_all(application, who.office)
    for by in (who.officer, make.member("office"), make.member("auditor")):
        caught = refused(lambda by=by: deed(application, by))
        assert made.codes(caught) == ["applications.office_only"]
    assert "公募" in made.sentences(caught, "ja")
    assert "Only the office that runs the call" in made.sentences(caught, "en")
    assert made.fresh(application).status == "submitted"
