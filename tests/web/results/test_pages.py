"""What everybody reads of an edition, and what the office sees before."""

from __future__ import annotations

from uuid import uuid4

import pytest

from chiiki.publication import Choices
from chiiki_web.surveys.models import Survey
from web import make
from web.make import NOW
from web.results import made
from web.results.made import page_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def survey() -> Survey:
    found = made.closed()
    made.published(found)
    return found


def test_what_is_not_published_is_not_there(client):
    found = made.closed()
    made.ready(found)
    assert "not published yet" in page_of(client, "sample-2026/")
    assert client.get("/results/sample-2026/rates/").status_code == 404
    assert client.get("/results/sample-2026/results.csv").status_code == 404


def test_a_small_part_is_said_not_to_be_shown(client):
    found = made.closed(classes={"city": 5, "town": 24, "village": 20})
    made.published(found)
    page = page_of(client, "sample-2026/rates/?by=size_class")
    assert "not shown: too few answered" in page
    assert "not shown, so that another figure cannot be reckoned" in page


def test_a_hidden_figure_is_in_no_download(client):
    found = made.closed(classes={"city": 5, "town": 24, "village": 20})
    made.published(found)
    table = client.get("/results/sample-2026/results.csv").content.decode("utf-8-sig")
    heads, *rows = [line.split(",") for line in table.splitlines()]
    hidden = [row for row in rows if row[heads.index("hidden")] == "few"]
    assert hidden
    assert {row[heads.index("value")] for row in hidden} == {""}


def test_the_old_edition_stays_readable(client, survey):
    first = survey.editions.get()
    made.answer(
        survey.recipients.filter(state="submitted").first(),
        {"status.disaster_mail": "none"},
    )
    made.published(survey, ground="回答の訂正")
    assert "回答の訂正" in page_of(client, "sample-2026/")
    old = page_of(client, "sample-2026/?edition=1")
    assert first.digest in old
    assert "There is a newer edition." in old


@pytest.fixture
def two_years() -> Survey:
    office = make.member("office")
    before = made.closed(office, name="sample_2025", year=2025, seed=2)
    made.published(before)
    after = made.closed(office, year=2026)
    made.published(after)
    return after


def test_two_years_are_compared_on_what_both_asked(client, two_years):
    page = page_of(client, "sample-2026/compare/sample-2025/")
    assert "Not compared: the systems or their words changed" in page
    assert "must not be compared with each other" in page
    assert "Change with its interval" in page


def test_a_year_that_was_not_compared_is_not_there(client, two_years):
    assert client.get("/results/sample-2025/compare/sample-2026/").status_code == 404


def test_a_comparison_stays_where_the_earlier_survey_is_corrected(client, two_years):
    before = Survey.objects.get(code="sample-2025")
    page = page_of(client, "sample-2026/compare/sample-2025/")
    made.answer(before.recipients.filter(state="submitted").first(), {})
    made.published(before, ground="訂正")
    assert _without_marks(page) == _without_marks(
        page_of(client, "sample-2026/compare/sample-2025/")
    )


def _without_marks(page: str) -> str:
    return "\n".join(one for one in page.splitlines() if "csrf" not in one)


def test_the_survey_of_2011_says_that_its_answers_are_not_at_hand(client):
    page = page_of(client, "earlier/2011/")
    assert "The answers are not at hand" in page
    assert "27.4%" in page


def test_the_office_prepares_looks_and_publishes(client):
    found = made.closed()
    client.force_login(found.made_by.user)
    address = "/results/sample-2026/prepare/"
    choices = {
        "form_key": uuid4(),
        "cells": "size_class",
        "smallest_cell": 5,
        "level": "0.95",
    }
    client.post(address, choices)
    assert "worked out" in page_of(client, "sample-2026/prepare/")
    made.actions.work_out_waiting(NOW)
    assert "Look at the tables" in page_of(client, "sample-2026/prepare/")
    assert "preview" in page_of(client, "sample-2026/prepare/rates/")
    edition = found.editions.get()
    client.post(address, {"publish": edition.pk})
    assert found.editions.get().state == "ready"
    client.post(address, {"publish": edition.pk, "confirm": "yes"})
    assert found.editions.get().state == "published"


def test_tables_that_were_prepared_anew_are_not_published_unseen(client):
    found = made.closed()
    client.force_login(found.made_by.user)
    address = "/results/sample-2026/prepare/"
    looked_at = made.ready(found).pk
    made.ready(found, Choices(smallest_cell=3))
    for confirmed in ({}, {"confirm": "yes"}):
        answer = client.post(address, {"publish": looked_at, **confirmed}, follow=True)
        assert "もう一度ご確認ください" in answer.content.decode()
        assert found.editions.get().state == "ready"


def test_a_second_click_leads_to_what_the_first_published(client):
    found = made.closed()
    client.force_login(found.made_by.user)
    form = {"publish": made.published(found).pk, "confirm": "yes"}
    answer = client.post("/results/sample-2026/prepare/", form)
    assert answer.url == "/results/sample-2026/"


def test_a_smallest_cell_below_three_is_not_taken(client):
    found = made.closed()
    client.force_login(found.made_by.user)
    client.post(
        "/results/sample-2026/prepare/",
        {"form_key": uuid4(), "cells": "", "smallest_cell": 1, "level": "0.95"},
    )
    assert not found.editions.exists()


def test_an_auditor_looks_and_cannot_act(client):
    found = made.closed()
    made.ready(found, Choices())
    client.force_login(make.member("auditor").user)
    page = page_of(client, "sample-2026/prepare/")
    assert "Look at the tables" in page
    assert 'name="publish"' not in page
