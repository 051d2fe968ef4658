"""From a closed survey to a published edition, and to a corrected one."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from chiiki.digests import digest_of
from chiiki.publication import Choices
from chiiki_web.audit.queries import history_of
from chiiki_web.results import actions, engine_input, queries
from chiiki_web.results.models import Edition
from chiiki_web.surveys.models import Survey
from web import make
from web.make import NOW
from web.results import made

pytestmark = pytest.mark.django_db


def _prepare(survey: Survey, **changes: object) -> Edition:
    said = {"form_key": uuid4(), "by": survey.made_by, "at": NOW} | changes
    return actions.prepare(survey.pk, Choices(), **said)  # type: ignore[arg-type]


def _codes(refused: pytest.ExceptionInfo[actions.CannotPublish]) -> list[str]:
    return [one.code for one in refused.value.reasons]


def test_tables_are_worked_out_by_the_worker():
    survey = made.closed()
    assert _prepare(survey).state == "queued"
    actions.work_out_waiting(NOW)
    assert queries.in_preparation(survey).state == "ready"


def test_an_open_survey_has_no_results_yet():
    survey = made.closed()
    Survey.objects.filter(pk=survey.pk).update(state="open")
    with pytest.raises(actions.CannotPublish) as refused:
        _prepare(survey)
    assert _codes(refused) == ["results.survey_not_closed"]


def test_another_office_prepares_nothing():
    with pytest.raises(actions.CannotPublish) as refused:
        _prepare(made.closed(), by=make.member("office"))
    assert _codes(refused) == ["results.office_only"]


def test_a_double_click_prepares_once():
    survey, key = made.closed(), uuid4()
    assert _prepare(survey, form_key=key) == _prepare(survey, form_key=key)


def test_what_the_engine_refuses_is_kept_in_words():
    survey = made.closed()
    survey.recipients.filter(size_class="town").update(stratum="never")
    survey.recipients.filter(size_class="town").update(drawn=False, state="not_invited")
    _prepare(survey)
    actions.work_out_waiting(NOW)
    edition = queries.in_preparation(survey)
    assert edition.state == "failed"
    assert edition.faults[0]["code"] == "survey.stratum_not_drawn"


def test_a_published_edition_has_its_number_and_digest():
    edition = made.published(made.closed())
    assert edition.number == 1
    assert edition.digest == digest_of(edition.content)


def test_publishing_twice_is_publishing_once():
    survey = made.closed()
    edition = made.published(survey)
    again = actions.publish(edition.pk, ground="", by=survey.made_by, at=NOW)
    assert (again.number, survey.editions.count()) == (1, 1)


def test_the_same_inputs_give_the_same_digest_again():
    edition = made.published(made.closed())
    edition.refresh_from_db()
    again = engine_input.work_out(edition.inputs, [])
    assert digest_of(again) == edition.digest


def test_an_answer_that_changed_meanwhile_is_seen():
    survey = made.closed()
    edition = made.ready(survey)
    first = survey.recipients.filter(state="submitted").first()
    made.answer(first, {"status.disaster_mail": "none"})
    with pytest.raises(actions.CannotPublish) as refused:
        actions.publish(edition.pk, ground="", by=survey.made_by, at=NOW)
    assert _codes(refused) == ["results.answers_changed"]


def test_a_correction_is_a_new_edition_and_the_old_one_stays():
    survey = made.closed()
    old = made.published(survey)
    first = survey.recipients.filter(state="submitted").first()
    made.answer(first, {"status.disaster_mail": "none"})
    new = made.published(survey, ground="回答の訂正")
    old.refresh_from_db()
    assert (old.number, new.number) == (1, 2)
    assert old.digest != new.digest
    assert old.digest == digest_of(old.content)


def test_a_correction_says_what_was_corrected():
    survey = made.closed()
    made.published(survey)
    with pytest.raises(actions.CannotPublish) as refused:
        made.published(survey)
    assert _codes(refused) == ["results.ground_needed"]


def test_preparing_again_leaves_what_is_published():
    survey = made.closed()
    edition = made.published(survey)
    _prepare(survey)
    assert survey.editions.filter(pk=edition.pk, state="published").exists()


def test_the_database_refuses_a_published_edition_without_content():
    edition = Edition.objects.filter(pk=made.ready(made.closed()).pk)
    with pytest.raises(IntegrityError), transaction.atomic():
        edition.update(state="published", content=None)


def test_the_database_refuses_a_second_edition_in_preparation():
    edition = made.ready(made.closed())
    edition.pk, edition.form_key = None, uuid4()
    with pytest.raises(IntegrityError), transaction.atomic():
        edition.save()


def test_a_worker_that_died_is_followed_by_another():
    survey = made.closed()
    edition = _prepare(survey)
    Edition.objects.filter(pk=edition.pk).update(state="running", claimed_at=NOW)
    assert actions.work_out_waiting(NOW + timedelta(minutes=1)) is None
    actions.work_out_waiting(NOW + timedelta(minutes=11))
    assert queries.in_preparation(survey).state == "ready"


def test_each_step_is_in_the_history():
    survey = made.closed()
    made.published(survey)
    names = [one.name for one in history_of(survey)]
    for step in ("prepared", "worked_out", "published"):
        assert f"results_edition.{step}" in names


def test_who_is_left_out_is_named_and_counts_in_no_stratum():
    columns, frame = engine_input.table_of(made.closed())
    assert [one.reason for one in frame.excluded] == ["（見本）被災のため。"]
    assert frame.units == {"city": 16, "town": 24}
    assert len(columns["unit"]) == 40
    assert sum(columns["answered"]) == 30


def test_the_inputs_hold_no_name_of_whoever_answered():
    edition = made.ready(made.closed())
    assert "example.jp" not in str(edition.inputs)
