"""What everybody reads of one published edition, and takes along."""

from __future__ import annotations

import hashlib
import io
import tomllib
from pathlib import Path
from urllib.parse import unquote

import duckdb
import openpyxl
import pytest

from chiiki_web.results.queries.giving import COLUMNS
from chiiki_web.surveys.models import Survey
from web.results import made
from web.results.made import page_of

pytestmark = pytest.mark.django_db
TABLES = ("rates", "difficulties", "effects", "plans")


@pytest.fixture(scope="module")
def survey(kept: None) -> Survey:
    found = made.closed()
    made.published(found)
    return found


def test_everybody_reads_the_list(client, survey):
    assert "Sample survey 2026" in page_of(client, "")


def test_an_edition_says_whom_it_is_about_and_whom_not(client, survey):
    page = page_of(client, "sample-2026/")
    assert "（見本）被災のため。" in page
    assert survey.editions.get().digest in page


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("by", ["whole", "size_class", "prefecture", "field"])
def test_each_table_is_read_in_each_part(client, survey, table, by):
    page = page_of(client, f"sample-2026/{table}/?by={by}")
    assert "95 % interval" in page


def test_a_page_takes_few_statements(client, survey, django_assert_max_num_queries):
    with django_assert_max_num_queries(20):
        page_of(client, "sample-2026/rates/?by=prefecture")


@pytest.mark.parametrize(
    "address", ["nothing/", "sample-2026/colours/", "sample-2026/?edition=9"]
)
def test_an_address_that_leads_nowhere(client, survey, address):
    assert client.get(f"/results/{address}").status_code == 404


def test_the_workbook_has_figures_codebook_items_and_how_it_was_made(client, survey):
    response = client.get("/results/sample-2026/results.xlsx", {"table": "rates"})
    said = unquote(response.headers["Content-Disposition"])
    assert "調査結果（第1版）-システムの利活用率.xlsx" in said
    book = openpyxl.load_workbook(io.BytesIO(response.content))
    assert book.worksheets[2]["B1"].value == "項目のコード"
    assert len(book.sheetnames) == 4
    heads = [cell.value for cell in book.worksheets[0][1]]
    assert heads == [one.head.ja for one in COLUMNS]
    row = dict(zip(heads, book.worksheets[0][2], strict=True))
    assert row["分母"].value == "設問に回答した団体に占める割合"
    assert (row["年度"].value, row["年度"].number_format) == (2026, "0")
    codes = [cell.value for cell in book.worksheets[1]["B"]]
    assert codes[1:] == [one.name for one in COLUMNS]


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


def test_rows_without_names_are_for_the_office(client, survey):
    address = "/results/sample-2026/prepare/units.csv"
    assert client.get(address).status_code == 302
    client.force_login(survey.made_by.user)
    content = b"".join(client.get(address)).decode("utf-8-sig")
    assert "見本city" not in content
    assert len(content.splitlines()) == 41
