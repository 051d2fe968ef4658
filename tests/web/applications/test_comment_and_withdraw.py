"""Both sides speak to each other; the applicant can take an application back."""

from datetime import timedelta
from uuid import uuid4

import pytest

from chiiki_web.applications import actions
from chiiki_web.audit import queries as audit
from chiiki_web.awards.models import Award
from chiiki_web.outbox import queries as outbox
from web import make
from web.applications import made
from web.make import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def who():
    return made.people()


@pytest.fixture
def application(who):
    return made.received(who)


def comment(application, by, text="見本の連絡です。", **more):
    return actions.comment(
        application.pk, text=text, form_key=uuid4(), by=by, at=NOW, **more
    )


def withdraw(application, by):
    return actions.withdraw_application(application.pk, by=by, at=NOW)


def last_told(member):
    return outbox.messages_for(member.user).first()


def test_the_office_asks_and_the_applicant_is_told(application, who):
    made_comment = comment(application, who.office)
    assert not made_comment.is_internal
    event = audit.history_of(application).last()
    assert (event.name, event.case) == ("application.commented", application.case)
    said = last_told(who.officer)
    assert (said.kind, said.body) == ("application.commented", "見本の連絡です。")
    assert said.path == f"/applications/{application.pk}/"


def test_the_applicant_answers_and_the_office_is_told(application, who):
    comment(application, who.officer)
    said = last_told(who.office)
    assert said.kind == "application.commented"
    assert said.path == f"/applications/{application.pk}/examine/"


def test_words_with_a_percent_sign_are_told_as_they_are(application, who):
    comment(application, who.office, "30%(s)を100%に")
    assert last_told(who.officer).body == "30%(s)を100%に"


def test_an_internal_remark_is_told_to_nobody(application, who):
    before = len(made.told(who.officer)), len(made.told(who.office))
    assert comment(application, who.office, is_internal=True).is_internal
    assert (len(made.told(who.officer)), len(made.told(who.office))) == before


def test_an_applicant_writes_no_internal_remark(application, who):
    assert not comment(application, who.officer, is_internal=True).is_internal


def test_what_is_said_beside_a_draft_does_not_reach_the_office(who):
    comment(made.draft(who), who.officer)
    assert not made.told(who.office)


@pytest.mark.parametrize("text", ["", " \n　"])
def test_an_empty_comment_is_refused(application, who, text):
    with pytest.raises(actions.CannotExamine) as caught:
        comment(application, who.office, text)
    assert made.codes(caught) == ["applications.comment_empty"]
    assert made.sentences(caught, "ja") == "コメントを記入してください。"
    assert made.sentences(caught, "en") == "Write the comment before sending it."


def test_strangers_say_nothing(application):
    for by in (make.member(), make.member("office"), make.member("auditor")):
        with pytest.raises(actions.CannotExamine) as caught:
            comment(application, by)
        assert made.codes(caught) == ["applications.not_yours"]
    assert not application.comments.exists()


def test_a_received_application_is_taken_back_and_the_office_is_told(application, who):
    withdraw(application, who.officer)
    assert made.fresh(application).status == "withdrawn"
    event = audit.history_of(application).last()
    assert (event.name, event.case) == ("application.withdrawn", application.case)
    said = last_told(who.office)
    assert said.subject == f"申請{application.number}が取り下げられました"
    assert said.path == f"/applications/{application.pk}/examine/"


def test_a_draft_is_taken_back_without_a_word_to_the_office(who):
    draft = made.draft(who)
    withdraw(draft, who.officer)
    assert made.fresh(draft).status == "withdrawn"
    assert not made.told(who.office)


def test_a_returned_and_an_accepted_one_can_be_taken_back(who):
    for one in (made.returned(who, NOW + timedelta(days=3)), made.accepted(who)):
        withdraw(one, who.officer)
        assert made.fresh(one).status == "withdrawn"


@pytest.mark.parametrize("status", ["withdrawn", "rejected"])
def test_what_has_ended_does_not_end_again(application, who, status):
    application.status = status
    application.save()
    with pytest.raises(actions.CannotSubmit) as caught:
        withdraw(application, who.officer)
    assert made.codes(caught) == ["applications.already_ended"]
    assert "既に取下げ又は不受理" in made.sentences(caught, "ja")
    assert "has ended already" in made.sentences(caught, "en")


def test_after_the_selection_it_is_declined_and_not_taken_back(who):
    application = made.accepted(who)
    Award.objects.create(
        application=application, status="candidate", amount=1_000_000, selected_at=NOW
    )
    with pytest.raises(actions.CannotSubmit) as caught:
        withdraw(application, who.officer)
    assert made.codes(caught) == ["applications.already_selected"]
    assert "交付決定のページ" in made.sentences(caught, "ja")
    assert "declined on its own page" in made.sentences(caught, "en")


def test_only_the_applicant_takes_it_back(application, who):
    for by in (make.member(), who.office):
        with pytest.raises(actions.CannotSubmit) as caught:
            withdraw(application, by)
        assert made.codes(caught) == ["applications.not_yours"]
    assert made.fresh(application).status == "submitted"
