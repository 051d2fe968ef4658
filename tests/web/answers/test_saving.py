"""Answers are saved key by key: nothing is lost to another tab, a late request or a slip."""

from __future__ import annotations

from datetime import timedelta

import pytest

from chiiki_web.answers import actions
from chiiki_web.answers.actions import Writer, writing
from chiiki_web.answers.models import Answer, AnswerVersion
from chiiki_web.audit.models import Event
from chiiki_web.surveys.models import Recipient
from web.answers import made
from web.make import NOW

pytestmark = pytest.mark.django_db
RUN, PLAN = {"status.mail": "run"}, {"status.mail": "plan"}


def values(recipient):
    return Answer.objects.get(recipient=recipient).values


def test_a_first_answer_begins_and_says_so_once():
    town = made.recipient()
    made.save(town, RUN)
    made.save(town, {"status.camera": "none"})

    assert values(town) == {"status.mail": "run", "status.camera": "none"}
    assert Event.objects.filter(name="answer.begun").count() == 1
    assert Recipient.objects.get(pk=town.pk).state == "partial"


def test_an_answer_can_be_taken_away():
    town = made.recipient()
    made.save(town, RUN)
    made.save(town, {"status.mail": None})
    assert values(town) == {}


def test_two_tabs_in_different_questions_both_count():
    town = made.recipient()
    first, second = made.page(town), made.page(town)
    made.save(town, RUN | {"status.camera": None}, first)
    saved = made.save(town, {"status.mail": None, "status.camera": "none"}, second)

    assert saved.clashes == ()
    assert values(town) == {"status.mail": "run", "status.camera": "none"}


def test_the_same_question_in_two_tabs_is_kept_twice():
    town = made.recipient()
    first, second = made.page(town), made.page(town)
    made.save(town, RUN, first)
    saved = made.save(town, PLAN, second)

    assert saved.clashes == ("status.mail",)
    assert values(town) == RUN
    assert saved.answer.seconds.get().value == "plan"


def test_the_control_without_marks_a_tab_would_overwrite_the_other_unseen(monkeypatch):
    monkeypatch.setattr(writing, "_is_of_another", lambda *_anything: False)
    town = made.recipient()
    first, second = made.page(town), made.page(town)
    made.save(town, RUN, first)
    made.save(town, PLAN, second)
    assert values(town) == PLAN


def test_the_same_answer_from_two_tabs_is_no_clash():
    town = made.recipient()
    first, second = made.page(town), made.page(town)
    made.save(town, RUN, first)
    assert made.save(town, RUN, second).clashes == ()


def test_a_form_never_clashes_with_itself():
    town = made.recipient()
    form = made.page(town)
    for turn, status in enumerate(("run", "plan", "none", None)):
        assert (
            made.save(town, {"status.mail": status}, made.later(form, turn)).clashes
            == ()
        )
    assert values(town) == {}


def test_a_request_that_was_overtaken_changes_nothing():
    town = made.recipient()
    form = made.page(town)
    made.save(town, PLAN, made.later(form, 2))
    made.save(town, RUN, made.later(form))
    assert values(town) == PLAN


def test_the_control_without_the_turn_the_older_request_wins():
    town = made.recipient()
    form = made.page(town)
    made.save(town, PLAN, made.later(form, 2))
    made.save(town, RUN, made.later(form, 2))
    assert values(town) == RUN


def test_what_cannot_be_read_is_named_and_the_rest_is_saved():
    town = made.recipient()
    saved = made.save(town, RUN | {"q.staff": "十二人", "status.camera": "maybe"})

    assert set(saved.faults) == {"q.staff", "status.camera"}
    assert values(town) == RUN


def test_an_unknown_key_is_not_stored():
    town = made.recipient()
    made.save(town, RUN | {"status.boat": "run"})
    assert values(town) == RUN


@pytest.mark.parametrize(
    "text", ["髙橋・𠮷野家", "=1+1", "<b>太字</b>", "😀 'x' \"y\""]
)
def test_odd_characters_are_kept_as_they_are(text):
    town = made.recipient()
    made.save(town, {"q.remarks": text})
    assert values(town) == {"q.remarks": text}


def test_what_somebody_replaced_is_kept():
    town = made.recipient()
    made.save(town, RUN, by=Writer(name="見本 一郎"))
    made.save(town, PLAN, by=Writer(name="見本 二郎"))

    last = AnswerVersion.objects.first()
    assert (last.before, last.saved_by) == ({"status.mail": "run"}, "見本 二郎")


def test_what_one_form_saves_in_a_sitting_is_one_version_and_the_first_state_is_kept():
    town = made.recipient()
    made.save(town, RUN)
    form = made.page(town)
    made.save(town, PLAN, form)
    made.save(
        town, {"status.mail": "none"}, made.later(form), at=NOW + timedelta(minutes=1)
    )
    made.save(town, RUN, made.later(form, 2), at=NOW + timedelta(hours=1))

    found = [one.before for one in AnswerVersion.objects.all()]
    assert found == [
        {"status.mail": "none"},
        {"status.mail": "run"},
        {"status.mail": None},
    ]


def test_nothing_is_saved_once_the_survey_is_closed():
    town = made.recipient()
    with pytest.raises(actions.CannotAnswer, match=r"answers\.closed"):
        made.save(town, RUN, at=made.AFTER)
    assert not Answer.objects.exists()


def test_the_control_a_second_before_it_is_saved():
    town = made.recipient()
    made.save(town, RUN, at=made.AFTER - timedelta(seconds=2))
    assert values(town) == RUN


def test_signs_that_no_database_holds_are_taken_out():
    town = made.recipient()
    made.save(town, {"q.remarks": "見本\x00の\x07意見"})
    assert values(town) == {"q.remarks": "見本の意見"}
