"""A survey opens, its letters go, who is silent is reminded, and it closes at its hour."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, transaction

from chiiki_web.accounts.models import Organisation
from chiiki_web.audit.models import Event
from chiiki_web.outbox.models import Message
from chiiki_web.regions.models import Municipality
from chiiki_web.surveys import actions, queries
from chiiki_web.surveys.models import Letter, Recipient, Survey
from web import make
from web.make import MATSUMOTO, NOW
from web.surveys import made

pytestmark = pytest.mark.django_db
TOMORROW = NOW + timedelta(days=1)


def test_opening_makes_a_link_and_a_letter_for_each_who_can_be_reached():
    survey = made.opened()
    assert survey.state == "open"
    assert all(len(one.digest) == 64 for one in survey.recipients.all())
    numbers = Letter.objects.values_list("recipient__number", flat=True)
    assert sorted(numbers) == [1, 2, 4, 5]  # every third has no address


def test_opened_twice_it_opens_once():
    survey = made.opened()
    actions.open_survey(survey.pk, by=made.office_of(survey), at=TOMORROW)
    assert Letter.objects.filter(kind="invitation").count() == 4
    assert Event.objects.filter(name="survey.opened").count() == 1


def test_it_does_not_open_without_anybody_to_ask():
    office = make.member("office")
    survey = made.draft(office, units=0)
    with pytest.raises(actions.CannotChangeSurvey) as refusal:
        actions.open_survey(survey.pk, by=office, at=NOW)
    assert refusal.value.reasons[0].code == "surveys.nobody_asked"


def test_another_office_cannot_open_it():
    survey = made.draft()
    with pytest.raises(actions.CannotChangeSurvey) as refusal:
        actions.open_survey(survey.pk, by=make.member("office"), at=NOW)
    assert refusal.value.reasons[0].code == "surveys.office_only"


def test_the_worker_mails_each_link_once_and_counts_who_is_invited():
    survey = made.opened()
    assert actions.send_letters(NOW, limit=3) == 3
    assert actions.send_letters(NOW) == 1
    assert actions.send_letters(NOW) == 0
    assert [one.to for one in mail.outbox][0] == ["survey1@example.jp"]
    token = queries.token_of(made.recipient(survey))
    assert f"/answers/{token}/" in mail.outbox[0].body
    assert survey.recipients.filter(state="invited").count() == 4


def test_nothing_goes_before_the_opening_hour():
    survey = made.opened(opens_at=TOMORROW)
    assert actions.send_letters(NOW) == 0
    assert not queries.is_open(survey, NOW)
    assert actions.send_letters(TOMORROW) == 4


def test_a_mail_that_fails_waits_and_is_tried_again(monkeypatch):
    made.opened(units=1)

    def refuse(_self):
        raise OSError("the server is away")

    with monkeypatch.context() as patch:
        patch.setattr("django.core.mail.EmailMessage.send", refuse)
        assert actions.send_letters(NOW) == 0
    letter = Letter.objects.get()
    assert (letter.attempts, letter.fault) == (1, "away")
    assert letter.recipient.state == "not_invited"
    assert actions.send_letters(NOW + timedelta(seconds=60)) == 0
    assert actions.send_letters(NOW + timedelta(minutes=5)) == 1


def test_officers_with_an_account_are_told_and_find_their_survey():
    office, town = make.member("office"), Municipality.objects.get(pk=MATSUMOTO)
    body = Organisation.objects.create(
        name_ja="見本の市役所", kind="municipality", municipality=town, is_sample=True
    )
    officer = make.member(of=body)
    survey = made.draft(office, units=3)
    survey.recipients.filter(number=3).update(municipality=town)
    actions.open_survey(survey.pk, by=office, at=NOW)
    actions.send_letters(NOW)
    message = Message.objects.get(recipient=officer.user)
    assert (message.kind, message.path) == (
        "survey.invitation",
        "/surveys/sample-2026/",
    )
    survey.refresh_from_db()
    assert queries.recipient_of(officer, survey).number == 3
    assert made.recipient(survey, 3).state == "invited"


def test_a_link_belongs_to_one_recipient_and_a_renewed_one_dies():
    survey = made.opened()
    one = made.recipient(survey)
    token = queries.token_of(one)
    assert queries.recipient_by_token(token) == one
    by = made.office_of(survey)
    actions.renew_link(one.pk, "new@example.jp", seen=one.digest, by=by, at=NOW)
    with pytest.raises(actions.CannotChangeSurvey, match="renewed_meanwhile"):
        actions.renew_link(one.pk, "old@example.jp", seen=one.digest, by=by, at=NOW)
    assert queries.recipient_by_token(token) is None
    renewed = made.recipient(survey)
    assert queries.recipient_by_token(queries.token_of(renewed)) == one
    assert renewed.email == "new@example.jp"
    assert Letter.objects.filter(kind="new_link").count() == 1


@pytest.mark.parametrize("token", ["", "x", "x" * 5_000, "見本"])
def test_a_link_that_was_never_made_belongs_to_nobody(token):
    made.opened()
    assert queries.recipient_by_token(token) is None


def test_a_reminder_goes_to_the_group_once_a_day_and_is_counted():
    survey = made.opened()
    by = made.office_of(survey)
    actions.send_letters(NOW)
    actions.mark(made.recipient(survey, 2).pk, "opened", NOW)
    assert actions.remind(survey.pk, "unopened", by=by, at=NOW) == 3
    with pytest.raises(actions.CannotChangeSurvey):
        actions.remind(survey.pk, "unopened", by=by, at=NOW)
    assert actions.remind(survey.pk, "all", by=by, at=NOW) == 1  # the one not yet
    assert actions.remind(survey.pk, "all", by=by, at=TOMORROW) == 4
    assert made.recipient(survey, 1).reminders == 2


def test_the_database_takes_no_second_reminder_on_one_day():
    survey = made.opened()
    said = {"recipient": made.recipient(survey), "kind": "reminder", "asked_at": NOW}
    Letter.objects.create(asked_on=NOW.date(), **said)
    with pytest.raises(IntegrityError), transaction.atomic():
        Letter.objects.create(asked_on=NOW.date(), **said)
    Letter.objects.create(asked_on=TOMORROW.date(), **said)


def test_a_reminder_is_dropped_when_the_answers_came_first():
    survey = made.opened(units=1)
    actions.send_letters(NOW)
    actions.remind(survey.pk, "all", by=made.office_of(survey), at=NOW)
    actions.mark(made.recipient(survey).pk, "submitted", NOW)
    assert actions.send_letters(NOW) == 0
    assert Letter.objects.get(kind="reminder").dropped_at == NOW


def test_nobody_goes_back_and_the_first_moments_are_kept():
    pk = made.recipient(made.opened()).pk
    for state, at in (
        ("opened", NOW),
        ("submitted", TOMORROW),
        ("partial", TOMORROW + timedelta(days=1)),
        ("submitted", TOMORROW + timedelta(days=2)),
    ):
        actions.mark(pk, state, at)
    row = Recipient.objects.get(pk=pk)
    assert (row.state, row.first_opened_at, row.submitted_at) == (
        *("submitted", NOW),
        TOMORROW,
    )


def test_the_worker_closes_at_the_hour_and_not_before():
    survey = made.opened()
    assert actions.close_due(made.CLOSES - timedelta(seconds=1)) == 0
    assert actions.close_due(made.CLOSES) == 1
    assert actions.close_due(made.CLOSES) == 0
    survey.refresh_from_db()
    assert (survey.state, survey.closes_at) == ("closed", made.CLOSES)


def test_at_the_closing_hour_nobody_answers_even_before_the_worker_comes():
    survey = made.opened()
    assert queries.is_open(survey, made.CLOSES - timedelta(seconds=1))
    assert not queries.is_open(survey, made.CLOSES)


def test_a_longer_time_opens_it_again_and_tells_those_who_have_not_sent():
    survey = made.opened()
    by = made.office_of(survey)
    actions.send_letters(NOW)
    actions.mark(made.recipient(survey).pk, "submitted", NOW)
    actions.close_survey(survey.pk, by=by, at=TOMORROW)
    later = made.CLOSES + timedelta(days=7)
    actions.extend(survey.pk, later, ground=made.GROUND, by=by, at=TOMORROW)
    survey.refresh_from_db()
    assert queries.is_open(survey, TOMORROW)
    assert Letter.objects.filter(kind="extension").count() == 3


def test_an_invitation_that_the_closing_stopped_goes_when_it_opens_again():
    survey = made.opened()
    by = made.office_of(survey)
    actions.send_letters(NOW, limit=1)
    actions.close_survey(survey.pk, by=by, at=TOMORROW)
    assert actions.send_letters(TOMORROW) == 0
    later = made.CLOSES + timedelta(days=7)
    actions.extend(survey.pk, later, ground=made.GROUND, by=by, at=TOMORROW)
    actions.send_letters(TOMORROW)
    assert survey.recipients.filter(state="invited").count() == 4


def test_one_recipient_can_be_let_in_after_closing():
    survey = made.opened()
    by = made.office_of(survey)
    actions.close_survey(survey.pk, by=by, at=NOW)
    one = made.recipient(survey)
    assert not queries.may_answer(one, TOMORROW)
    until = NOW + timedelta(days=3)
    actions.let_correct(one.pk, until, ground=made.GROUND, by=by, at=NOW)
    assert queries.may_answer(made.recipient(survey), TOMORROW)
    assert not queries.may_answer(made.recipient(survey), until)
    assert not queries.may_answer(made.recipient(survey, 2), TOMORROW)


def test_letters_on_paper_count_as_invitations():
    survey = made.opened()
    by = made.office_of(survey)
    assert actions.hand_over_letters(survey.pk, by=by, at=NOW) == 2
    assert actions.hand_over_letters(survey.pk, by=by, at=NOW) == 0
    assert made.recipient(survey, 3).state == "invited"


def test_the_reserved_codes_and_a_code_that_is_taken_are_refused():
    office = make.member("office")
    made.draft(office)
    for code in ("desk", "sample-2026"):
        with pytest.raises(actions.CannotChangeSurvey):
            made.draft(office, code=code)
    assert Survey.objects.count() == 1
