"""An application belongs to the round in which it was received, and to no other."""

from uuid import uuid4

import pytest
from django.urls import reverse

from chiiki_web.applications import actions, engine_input, queries
from chiiki_web.funds import actions as funds
from chiiki_web.schemes import actions as schemes
from web import make
from web.applications import made
from web.make import CLOCK, NOW
from web.schemes.made import GROUND, day, rounds
from web.visit import get, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def who(clock, monkeypatch):
    clock.move_to(NOW)
    monkeypatch.setattr(CLOCK, lambda value: NOW)
    people = made.people()
    make.fund(people.call)
    return people


def refused(application, who, at):
    with pytest.raises(actions.CannotSubmit) as caught:
        made.submit(application, who, at=at)
    return caught


def use_the_budget(who, at=NOW):
    funds.set_aside(who.call.pk, 30_000_000, subject=who.call, by=None, at=at)


@pytest.mark.parametrize(("at", "number"), [(0, 1), (2, 2)])
def test_it_belongs_to_the_round_in_which_it_is_received(who, at, number):
    rounds(who.call, who.office, (-7, 1), (2, 5))
    application = made.draft(who)
    submission = made.submit(application, who, at=day(at))
    assert made.fresh(application).round.number == number
    assert submission.snapshot["round"] == number


def test_without_rounds_it_belongs_to_none(who):
    application = made.received(who)
    assert application.round is None
    assert "round" not in application.submissions.get().snapshot


def test_a_correction_stays_in_the_round_of_the_receipt(who):
    rounds(who.call, who.office, (-7, 1), (2, 5))
    application = made.returned(who, day(10))
    submission = made.submit(application, who, at=day(3))
    assert made.fresh(application).round.number == 1
    assert (submission.version, submission.snapshot["round"]) == (2, 1)
    assert queries.changes_between_versions(application) == []


def test_a_correction_is_taken_although_its_round_was_stopped(who):
    rounds(who.call, who.office, (-7, 5))
    application = made.returned(who, day(4))
    use_the_budget(who)
    made.submit(application, who, at=day(1))
    assert made.fresh(application).status == "submitted"


def test_between_rounds_it_is_refused_with_the_opening_of_the_next(who):
    rounds(who.call, who.office, (-7, 1), (2, 5))
    application = made.draft(who)
    caught = refused(application, who, day(1))
    assert made.codes(caught) == ["schemes.round_still_to_open"]
    assert "第2回は、令和8年11月25日 12:00に受付を開始します" in made.sentences(
        caught, "ja"
    )


def test_after_the_last_round_it_is_refused_although_the_call_runs_on(who):
    rounds(who.call, who.office, (-7, 1))
    caught = refused(made.draft(who), who, day(1))
    assert made.codes(caught) == ["schemes.round_over"]


def test_with_the_budget_used_an_open_round_refuses_and_says_why(who):
    rounds(who.call, who.office, (-7, 5))
    application = made.draft(who)
    use_the_budget(who)
    caught = refused(application, who, NOW)
    assert made.codes(caught) == ["schemes.round_stopped_budget"]
    assert "予算額に達したため" in made.sentences(caught, "ja")
    assert "because the budget of the call is used" in made.sentences(caught, "en")
    assert made.fresh(application).status == "draft"
    assert queries.files_of(application)


def test_what_was_sent_before_the_stop_keeps_its_receipt(who):
    rounds(who.call, who.office, (-7, 5))
    application, key = made.draft(who), uuid4()
    first = made.submit(application, who, key)
    use_the_budget(who)
    assert made.submit(application, who, key) == first


def test_a_round_that_the_office_stopped_says_its_ground(who):
    (one,) = rounds(who.call, who.office, (-7, 5))
    application = made.draft(who)
    schemes.stop_round(one.pk, ground="様式の誤りのため。", by=who.office, at=NOW)
    caught = refused(application, who, NOW)
    assert "様式の誤りのため。" in made.sentences(caught, "ja")


def test_control_without_the_stop_it_would_be_received(who, monkeypatch):
    monkeypatch.setattr(funds, "stop_used_rounds", lambda *_args, **_values: None)
    rounds(who.call, who.office, (-7, 5))
    application = made.draft(who)
    use_the_budget(who)
    made.submit(application, who, at=NOW)
    assert made.fresh(application).status == "submitted"


def test_an_application_is_begun_in_an_open_round_only(who):
    rounds(who.call, who.office, (1, 5))
    plan = make.full_plan(who.officer)
    with pytest.raises(actions.CannotPrepare) as caught:
        actions.start_application(plan.pk, who.call.pk, by=who.officer, at=NOW)
    assert made.codes(caught) == [
        "applications.call_closed",
        "schemes.round_still_to_open",
    ]


def test_days_counted_from_the_closing_begin_with_that_of_the_round(who):
    actions.set_processing_time(
        who.call.pk, days=30, counted_from="closing", by=who.office, at=NOW
    )
    rounds(who.call, who.office, (-7, 3))
    assert made.received(who).counts_from == day(3).date()


def test_receipt_page_paper_and_desk_name_the_round(client, who):
    rounds(who.call, who.office, (-7, 1), (2, 5))
    application = made.received(who)
    receipt = reverse("applications:receipt", args=[application.pk])
    examine = reverse("applications:examine", args=[application.pk])
    assert "第1回" in text(get(client, who.officer, receipt))
    assert "第1回" in text(get(client, who.office, examine))
    assert "第1回" in text(get(client, who.office, reverse("desk:list")))
    data = engine_input.receipt_data(application.submissions.get())
    assert data["round"] == 1


def test_the_desk_keeps_what_came_in_a_round(client, who):
    first, second = rounds(who.call, who.office, (-7, 1), (2, 5))
    application = made.received(who)
    desk = reverse("desk:list")
    there = text(get(client, who.office, desk, round=first.pk))
    other = text(get(client, who.office, desk, round=second.pk))
    assert application.number in there
    assert application.number not in other


def test_the_page_of_a_draft_says_why_it_cannot_be_sent(client, who):
    rounds(who.call, who.office, (-7, 5))
    application = made.draft(who)
    use_the_budget(who)
    page = reverse("applications:detail", args=[application.pk])
    html = text(get(client, who.officer, page))
    assert "予算額に達したため" in html
    assert reverse("applications:submit", args=[application.pk]) not in html


def test_the_page_of_a_draft_names_the_closing_of_its_round(client, who):
    rounds(who.call, who.office, (-7, 5))
    page = reverse("applications:detail", args=[made.draft(who).pk])
    assert "令和8年11月28日 12:00" in text(get(client, who.officer, page))


def test_a_stop_by_the_office_keeps_the_number_running(who):
    (one,) = rounds(who.call, who.office, (-7, 5))
    first = made.received(who)
    schemes.stop_round(one.pk, ground=GROUND, by=who.office, at=NOW)
    schemes.reopen_round(one.pk, ground=GROUND, by=who.office, at=NOW)
    second = made.received(made.People(make.member(), who.office, who.call))
    assert int(second.number[-4:]) == int(first.number[-4:]) + 1
