"""Answers are sent whole, once, with a receipt, and sent anew until the survey closes."""

from __future__ import annotations

import pytest

from chiiki_web.answers import actions
from chiiki_web.answers.actions import sending
from chiiki_web.answers.models import Answer, Submission
from chiiki_web.answers.queries import answers_of
from chiiki_web.audit.models import Event
from chiiki_web.surveys.models import Recipient
from questionnaires import WHOLE
from web.answers import made

pytestmark = pytest.mark.django_db


def test_whole_answers_are_frozen_with_number_moment_and_digest():
    town = made.answered()
    sent = made.submit(town)

    assert sent.values == WHOLE
    assert sent.gaps == []
    assert sent.receipt == f"{town.survey.code}-0001-1"
    assert sent.sha256 == actions.digest_of(town.survey.questionnaire.digest, WHOLE)
    assert Recipient.objects.get(pk=town.pk).state == "submitted"


def test_the_digest_changes_with_a_single_answer():
    other = WHOLE | {"q.staff": 4}
    assert actions.digest_of("x", WHOLE) != actions.digest_of("x", other)
    assert actions.digest_of("x", WHOLE) == actions.digest_of(
        "x", dict(reversed(WHOLE.items()))
    )


def test_sending_twice_gives_the_same_receipt():
    town = made.answered()
    assert made.submit(town) == made.submit(town)
    assert Event.objects.filter(name="answer.submitted").count() == 1


def test_what_is_required_must_be_there():
    town = made.recipient()
    made.save(town, {"status.mail": "run"})
    with pytest.raises(actions.CannotSubmit, match=r"answers\.not_whole"):
        made.submit(town)


def test_other_gaps_may_be_sent_and_are_told():
    town = made.recipient()
    made.save(
        town, {"status.mail": "run", "status.camera": "none", "status.lessons": "none"}
    )
    assert "effect.mail" in made.submit(town).gaps


def test_what_is_no_longer_asked_is_not_sent_but_stays_in_the_draft():
    town = made.answered()
    made.save(town, {"status.mail": "none"})
    sent = made.submit(town)

    assert "effect.mail" not in sent.values
    assert Answer.objects.get().values["effect.mail"] == "partly"


def test_nothing_at_all_is_not_sent():
    town = made.recipient()
    made.save(town, {"status.mail": "run"})
    made.save(town, {"status.mail": None})
    with pytest.raises(actions.CannotSubmit, match=r"answers\.nothing_yet"):
        made.submit(town)


def test_answers_that_moved_since_the_page_was_opened_are_not_sent():
    town = made.answered()
    seen = Answer.objects.get().version
    made.save(town, {"q.staff": 9})
    with pytest.raises(actions.CannotSubmit, match=r"answers\.changed_meanwhile"):
        actions.submit_answers(town.pk, version=seen, by=made.LINK, at=made.NOW)


def test_two_answers_to_one_question_are_settled_first():
    town = made.recipient()
    first, second = made.page(town), made.page(town)
    made.save(town, WHOLE, first)
    made.save(town, {"q.staff": 9}, second)
    with pytest.raises(actions.CannotSubmit, match=r"answers\.seconds_wait"):
        made.submit(town)


def test_nothing_is_sent_after_closing():
    town = made.answered()
    with pytest.raises(actions.CannotAnswer, match=r"answers\.closed"):
        made.submit(town, at=made.AFTER)


def test_a_correction_is_a_second_submission_and_the_first_stays():
    town = made.answered()
    first = made.submit(town)
    made.save(town, {"q.staff": 9})
    second = made.submit(town)

    assert (first.number, second.number) == (1, 2)
    assert Submission.objects.get(number=1).values["q.staff"] == 3
    assert Event.objects.filter(name="answer.corrected").count() == 1


def test_what_was_sent_counts_until_it_is_sent_again():
    town = made.answered()
    made.submit(town)
    made.save(town, {"q.staff": 9})
    assert answers_of(town.survey)[town.pk]["q.staff"] == 3


def test_begun_answers_count_only_on_wish():
    town = made.answered()
    assert answers_of(town.survey) == {}
    assert answers_of(town.survey, with_partial=True) == {town.pk: WHOLE}


def test_the_control_without_the_check_a_gap_would_be_sent(monkeypatch):
    monkeypatch.setattr(sending, "check", lambda *_any, **_more: ())
    town = made.recipient()
    made.save(town, {"status.mail": "run"})
    assert made.submit(town).values == {"status.mail": "run"}
