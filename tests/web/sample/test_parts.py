"""Stories in the order of their moments, the same at every load, and made-up data."""

import re
from dataclasses import replace
from datetime import date, datetime, timedelta
from importlib.resources import files
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction

from chiiki import codes
from chiiki_web.answers.models import Submission
from chiiki_web.applications.models import Application
from chiiki_web.audit import queries as audit
from chiiki_web.funds.models import Entry
from chiiki_web.outbox.models import Message
from chiiki_web.results.models import Edition
from chiiki_web.reviews.models import Score
from chiiki_web.sample import actions, dispatch_calls, many, requesting
from chiiki_web.sample.calendar import Calendar
from chiiki_web.sample.cast import read
from chiiki_web.sample.projects import key
from chiiki_web.schemes.models import Call
from chiiki_web.services.models import MonthlyUse, Service

JAPAN = ZoneInfo("Asia/Tokyo")
AT = datetime(2026, 11, 23, 12, tzinfo=JAPAN)


def hour(number):
    return AT + timedelta(hours=number)


def test_stories_are_told_side_by_side_in_the_order_of_their_moments():
    told, calendar = [], Calendar(until=hour(9))

    def story(name, *moments):
        for moment in moments:
            yield hour(moment)
            told.append(f"{name}{moment}")

    calendar.add(story("a", 1, 4))
    calendar.add(story("b", 2, 3, 5))
    calendar.run()
    assert told == ["a1", "b2", "b3", "a4", "b5"]


def test_what_lies_after_now_does_not_happen():
    told, calendar = [], Calendar(until=hour(2))

    def story():
        yield hour(2)
        told.append("now")
        yield hour(2.001)
        told.append("later")

    calendar.add(story())
    calendar.run()
    assert told == ["now"]


def test_a_story_begins_others_and_ties_keep_their_order():
    told, calendar = [], Calendar(until=hour(9))

    def child(name):
        yield hour(1)
        told.append(name)

    def parent():
        yield hour(1)
        calendar.add(child("first"))
        calendar.add(child("second"))
        told.append("parent")

    calendar.add(parent())
    calendar.run()
    assert told == ["parent", "first", "second"]


def test_a_story_without_a_step_is_no_fault():
    calendar = Calendar(until=AT)
    calendar.add(iter(()))
    calendar.run()


def test_the_same_parts_give_the_same_key():
    assert key("plan", 1) == key("plan", 1)
    assert key("plan", 1) != key("plan", 11)


def test_every_code_is_in_the_range_that_no_place_has_and_its_check_digit_fits():
    places = read("places")
    found = [places["prefecture"], *places["municipalities"]]
    for one in found:
        assert one["code"].startswith("99")
        assert codes.parse_municipality_code(one["code"]) == one["code"]
    assert len({one["code"] for one in found}) == len(found)


def test_the_data_names_no_real_address_and_no_number_to_call():
    for path in files("chiiki_web.sample").joinpath("data").iterdir():
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"\d{2,4}-\d{2,4}-\d{4}|https?://|〒", text)
        assert set(re.findall(r"@[\w.]+", text)) <= {"@sample.example"}


@pytest.fixture
def short_year(monkeypatch):
    """One call with three applicants, the one that asks, one dispatch: quick to load."""
    plots = actions._plots

    def few_plots(at, ideas):
        everything = plots(at, ideas)
        plot = next(one for one in everything if one.programme == "kizuna")
        few = {"ideas": plot.ideas[:3], "fates": plot.fates[:3]}
        return [replace(plot, **few), everything[-1]]

    monkeypatch.setattr(actions, "_plots", few_plots)
    monkeypatch.setattr(dispatch_calls, "STORIES", dispatch_calls.STORIES[:1])


@pytest.fixture
def money_only(short_year, monkeypatch):
    """Without what is asked, drawn up and matched: quicker still."""
    for stories in ("survey_stories", "answer_stories", "results_stories"):
        monkeypatch.setattr(actions, stories, lambda *_: ())
    for story in ("board_story", "index_story"):
        monkeypatch.setattr(actions, story, lambda *_: iter(()))


def facts():
    """What was loaded, without the numbers that a database gives to rows."""
    return {
        "events": list(
            audit.recent_events().order_by("pk").values_list("name", "happened_at")
        ),
        "applications": list(
            Application.objects.order_by("pk").values_list(
                "status", "requested", "submitted_at", "plan__title"
            )
        ),
        "scores": list(Score.objects.order_by("pk").values_list("points", "ground")),
        "money": list(Entry.objects.values_list("kind", "amount", "happened_at")),
        "uses": list(
            MonthlyUse.objects.order_by("pk").values_list("month", "uses", "users")
        ),
        "messages": list(
            Message.objects.order_by("pk").values_list("kind", "created_at")
        ),
        "answers": list(Submission.objects.order_by("pk").values_list("sha256")),
        "results": list(Edition.objects.order_by("pk").values_list("digest")),
    }


@pytest.mark.once
@pytest.mark.django_db
def test_it_is_the_same_whenever_it_is_loaded(short_year, clock):
    found = []
    for now in (AT, AT + timedelta(days=400)):
        clock.move_to(now)
        with transaction.atomic():
            actions.load_sample(AT)
            found.append(facts())
            transaction.set_rollback(True)
    assert found[0] == found[1]
    assert all(found[0].values())


@pytest.mark.once
@pytest.mark.django_db
def test_control_another_moment_tells_another_year(money_only, clock):
    clock.move_to(AT)
    found = []
    for at in (AT, AT - timedelta(days=45)):
        with transaction.atomic():
            actions.load_sample(at)
            found.append(facts())
            transaction.set_rollback(True)
    assert found[0]["uses"] != found[1]["uses"]


@pytest.mark.django_db
def test_many_need_the_sample_first():
    with pytest.raises(Call.DoesNotExist):
        many.load_many(1, AT)
    assert not Service.objects.exists()


@pytest.mark.parametrize(
    ("sent", "received"),
    [
        ((2026, 3, 31, 14, 0), (2026, 3, 31, 14, 0)),
        ((2026, 3, 31, 18, 30), (2026, 3, 31, 14, 59)),
        ((2026, 4, 1, 0, 0), (2026, 4, 1, 0, 0)),
    ],
)
def test_no_request_falls_between_the_last_round_and_the_next_year(
    monkeypatch, sent, received
):
    """The sample can be loaded on any day, so a request may lie at any hour."""
    taken = []
    monkeypatch.setattr(
        requesting.dispatch, "request_dispatch", lambda **said: taken.append(said["at"])
    )
    idea = SimpleNamespace(
        body=SimpleNamespace(is_local_government=True), officer=None, place=None
    )
    at = datetime(*sent, tzinfo=JAPAN)
    requesting.send_request(idea, None, at=at, wanted_from=at.date())
    assert taken == [datetime(*received, tzinfo=JAPAN)]


@pytest.mark.parametrize(
    ("wanted", "said"),
    [(date(2026, 4, 25), date(2026, 3, 31)), (date(2026, 3, 30), date(2026, 3, 30))],
)
def test_a_request_of_march_wishes_for_days_that_its_year_pays(
    monkeypatch, wanted, said
):
    taken = []
    monkeypatch.setattr(
        requesting.dispatch,
        "request_dispatch",
        lambda **kept: taken.append(kept["wanted_from"]),
    )
    idea = SimpleNamespace(
        body=SimpleNamespace(is_local_government=True), officer=None, place=None
    )
    at = datetime(2026, 3, 20, tzinfo=JAPAN)
    requesting.send_request(idea, None, at=at, wanted_from=wanted)
    assert taken == [said]
