"""What everybody reads of an edition, and what the office sees before."""

from __future__ import annotations

import hashlib
import io
import tomllib
from pathlib import Path
from uuid import uuid4

import duckdb
import openpyxl
import pytest
from django.test import Client

from chiiki.publication import Choices
from chiiki_web.results.queries.giving import COLUMNS
from chiiki_web.surveys.models import Survey
from web import make
from web.make import NOW
from web.results import made

pytestmark = pytest.mark.django_db
TABLES = ("rates", "difficulties", "effects", "plans")


@pytest.fixture
def survey() -> Survey:
    found = made.closed()
    made.published(found)
    return found


def _page(client: Client, address: str) -> str:
    client.cookies["django_language"] = "en"
    answer = client.get(f"/results/{address}")
    assert answer.status_code == 200, address
    return answer.content.decode()


def test_everybody_reads_the_list(client, survey):
    assert "Sample survey 2026" in _page(client, "")


def test_an_edition_says_whom_it_is_about_and_whom_not(client, survey):
    page = _page(client, "sample-2026/")
    assert "（見本）被災のため。" in page
    assert survey.editions.get().digest in page


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("by", ["whole", "size_class", "prefecture", "field"])
def test_each_table_is_read_in_each_part(client, survey, table, by):
    page = _page(client, f"sample-2026/{table}/?by={by}")
    assert "95 % interval" in page


def test_a_page_takes_few_statements(client, survey, django_assert_max_num_queries):
    with django_assert_max_num_queries(20):
        _page(client, "sample-2026/rates/?by=prefecture")


def test_what_is_not_published_is_not_there(client):
    found = made.closed()
    made.ready(found)
    assert "not published yet" in _page(client, "sample-2026/")
    assert client.get("/results/sample-2026/rates/").status_code == 404
    assert client.get("/results/sample-2026/results.csv").status_code == 404


@pytest.mark.parametrize(
    "address", ["nothing/", "sample-2026/colours/", "sample-2026/?edition=9"]
)
def test_an_address_that_leads_nowhere(client, survey, address):
    assert client.get(f"/results/{address}").status_code == 404


def test_a_small_part_is_said_not_to_be_shown(client):
    found = made.closed(classes={"city": 5, "town": 24, "village": 20})
    made.published(found)
    page = _page(client, "sample-2026/rates/?by=size_class")
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
    assert "回答の訂正" in _page(client, "sample-2026/")
    old = _page(client, "sample-2026/?edition=1")
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
    page = _page(client, "sample-2026/compare/sample-2025/")
    assert "Not compared: the systems or their words changed" in page
    assert "must not be compared with each other" in page
    assert "Change with its interval" in page


def test_a_year_that_was_not_compared_is_not_there(client, two_years):
    assert client.get("/results/sample-2025/compare/sample-2026/").status_code == 404


def test_a_comparison_stays_where_the_earlier_survey_is_corrected(client, two_years):
    before = Survey.objects.get(code="sample-2025")
    page = _page(client, "sample-2026/compare/sample-2025/")
    made.answer(before.recipients.filter(state="submitted").first(), {})
    made.published(before, ground="訂正")
    assert _without_marks(page) == _without_marks(
        _page(client, "sample-2026/compare/sample-2025/")
    )


def _without_marks(page: str) -> str:
    return "\n".join(one for one in page.splitlines() if "csrf" not in one)


def test_the_workbook_has_figures_codebook_items_and_how_it_was_made(client, survey):
    content = client.get("/results/sample-2026/results.xlsx").content
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert len(book.sheetnames) == 4
    heads = [cell.value for cell in book.worksheets[0][1]]
    assert heads == [one.name for one in COLUMNS]


def test_the_csv_has_its_mark(client, survey):
    content = client.get("/results/sample-2026/results.csv").content
    assert content.startswith(b"\xef\xbb\xbf")


def test_parquet_is_typed_and_the_same(client, survey, tmp_path: Path):
    place = tmp_path / "results.parquet"
    place.write_bytes(client.get("/results/sample-2026/results.parquet").content)
    (found,) = duckdb.sql(
        f"SELECT value, typeof(value) FROM '{place}' WHERE item = 'any_field' AND breakdown = 'whole'"
    ).fetchall()
    figure = survey.editions.get().content["publication"]["tables"][0]["figures"][0]
    assert found == (figure["value"], "DOUBLE")


def test_the_codebook_names_every_column_in_both_languages(client, survey):
    text = client.get("/results/sample-2026/codebook.toml").content.decode()
    book = tomllib.loads(text)
    assert [one["column"] for one in book["column"]] == [one.name for one in COLUMNS]
    assert all(one["ja"] and one["en"] for one in book["column"])
    assert {one["item"] for one in book["item"]} >= {"any_field", "field.education"}


def test_what_was_frozen_has_the_digest_that_is_shown(client, survey):
    content = client.get("/results/sample-2026/results.json").content
    assert hashlib.sha256(content).hexdigest() == survey.editions.get().digest


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_report_is_a_pdf(client, survey, language):
    client.cookies["django_language"] = language
    answer = client.get("/results/sample-2026/results.pdf")
    assert answer.content.startswith(b"%PDF")


def test_the_survey_of_2011_says_that_its_answers_are_not_at_hand(client):
    page = _page(client, "earlier/2011/")
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
    assert "worked out" in _page(client, "sample-2026/prepare/")
    made.actions.work_out_waiting(NOW)
    assert "Look at the tables" in _page(client, "sample-2026/prepare/")
    assert "preview" in _page(client, "sample-2026/prepare/rates/")
    edition = found.editions.get()
    client.post(address, {"publish": edition.pk})
    assert found.editions.get().state == "ready"
    client.post(address, {"publish": edition.pk, "confirm": "yes"})
    assert found.editions.get().state == "published"


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
    page = _page(client, "sample-2026/prepare/")
    assert "Look at the tables" in page
    assert 'name="publish"' not in page


def test_rows_without_names_are_for_the_office(client, survey):
    address = "/results/sample-2026/prepare/units.csv"
    assert client.get(address).status_code == 302
    client.force_login(survey.made_by.user)
    content = b"".join(client.get(address)).decode("utf-8-sig")
    assert "見本city" not in content
    assert len(content.splitlines()) == 41
