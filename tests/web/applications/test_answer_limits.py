"""How much of an answer is kept: well above what is asked, and not without end."""

import pytest

from chiiki_web.applications.actions import answering
from web.applications import made
from web.applications.forms_of_calls import QUESTIONS, answer, asks, fresh, said
from web.make import CLOCK, NOW

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path, monkeypatch):
    settings.CHIIKI_FILES = tmp_path
    monkeypatch.setattr(CLOCK, lambda value: NOW)


@pytest.fixture
def who():
    return made.people()


@pytest.fixture
def application(who):
    asks(who.call, who.office, *QUESTIONS)
    return fresh(made.draft(who, with_file=False))


def test_four_times_what_a_question_allows_is_kept_and_nothing_beyond(application, who):
    answer(application, who.officer, why_now="長" * 80)
    assert said(application, "why_now") == ["長" * 80]
    outcome = answer(application, who.officer, why_now="短" * 100_000, count="12")
    assert (said(application, "why_now"), said(application, "count")) == (
        ["短" * 80],
        ["12"],
    )
    assert outcome.cut == {"why_now": 80}


def test_without_that_limit_all_of_it_would_be_kept(application, who, monkeypatch):
    monkeypatch.setattr(answering, "most_kept", lambda longest: 10**9)
    answer(application, who.officer, why_now="短" * 100_000)
    assert said(application, "why_now") == ["短" * 100_000]


def test_many_ticks_count_together(application, who):
    answer(application, who.officer, needs=["people"] * 5_000)
    assert sum(len(one) for one in said(application, "needs")) == 16_000
