"""What a survey asks can never change once it is open: the action refuses, the database too."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.urls import reverse

from chiiki import questionnaire
from chiiki_web.surveys import actions
from chiiki_web.surveys.actions.opening import digest_of_frame
from chiiki_web.surveys.models import Questionnaire, Survey
from web import make, visit
from web.make import NOW
from web.surveys import made

pytestmark = pytest.mark.django_db


def test_the_action_refuses_to_change_a_questionnaire_that_was_asked():
    survey = made.opened()
    held = survey.questionnaire
    with pytest.raises(actions.CannotKeep) as refusal:
        actions.change_questionnaire(
            held.pk,
            held.text.replace("見本", "別の見本"),
            seen=held.digest,
            by=made.office_of(survey),
            at=NOW,
        )
    assert refusal.value.reasons[0].code == "surveys.questionnaire_frozen"


@pytest.mark.parametrize(
    "change",
    [
        {"text": "code = 'x'"},
        {"digest": "0" * 64},
        {"version": "9"},
        {"frozen_at": None},
    ],
    ids=lambda change: next(iter(change)),
)
def test_the_database_refuses_to_change_it(change):
    held = made.opened().questionnaire
    with pytest.raises(DatabaseError), transaction.atomic():
        Questionnaire.objects.filter(pk=held.pk).update(**change)


def test_without_the_guard_the_text_would_change_and_be_noticed():
    held = made.opened().questionnaire
    with connection.cursor() as cursor:
        on = " ON surveys_questionnaire" if connection.vendor == "postgresql" else ""
        cursor.execute(f"DROP TRIGGER questionnaire_frozen{on}")
    text = held.text.replace("見本", "別の見本")
    Questionnaire.objects.filter(pk=held.pk).update(text=text)
    held.refresh_from_db()
    assert questionnaire.digest(held.text) != held.digest


def test_the_frame_cannot_be_changed_after_opening():
    survey = made.opened()
    by = made.office_of(survey)
    with pytest.raises(actions.CannotChangeSurvey):
        actions.exclude(survey.pk, numbers=[1], ground=made.GROUND, by=by, at=NOW)
    with pytest.raises(actions.CannotChangeSurvey):
        actions.take_all_municipalities(survey.pk, by=by, at=NOW)
    with pytest.raises(actions.CannotChangeSurvey):
        actions.draw_sample(survey.pk, {"city": 1}, seed=1, by=by, at=NOW)


def test_a_frame_that_was_changed_past_the_actions_has_another_digest():
    survey = made.opened()
    assert digest_of_frame(survey) == survey.frame_digest
    survey.recipients.filter(number=1).update(stratum="別の層")
    assert digest_of_frame(survey) != survey.frame_digest


def test_the_database_lets_nobody_who_is_left_out_be_asked():
    survey = made.draft()
    with pytest.raises(IntegrityError), transaction.atomic():
        survey.recipients.filter(number=1).update(excluded_reason="被災")


def test_the_database_keeps_the_closing_after_the_opening():
    survey = made.draft()
    with pytest.raises(IntegrityError), transaction.atomic():
        Survey.objects.filter(pk=survey.pk).update(
            closes_at=survey.opens_at - timedelta(days=1)
        )


def test_a_version_that_nobody_asked_can_still_be_written():
    office = make.member("office")
    version = made.questionnaire(office)
    text = version.text.replace("見本", "別の見本")
    changed = actions.change_questionnaire(
        version.pk, text, seen=version.digest, by=office, at=NOW
    )
    assert changed.digest == questionnaire.digest(text)


def test_a_text_of_a_version_that_was_asked_meanwhile_comes_back_as_a_new_one(client):
    office = make.member("office")
    survey = made.opened(office)
    change = reverse("surveys:change_questionnaire", args=[survey.questionnaire_id])
    typed = made.text("見本の新しい版")
    page = visit.post(client, office, change, text=typed, seen="x")
    assert "見本の新しい版" in visit.text(page)
    assert reverse("surveys:new_questionnaire") in page.content.decode()
