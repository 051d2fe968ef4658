"""What fits the filters goes out as Excel or CSV, with the chosen columns."""

import csv
from datetime import date, timedelta
from io import BytesIO, StringIO

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chiiki_web.awards.models import Award
from chiiki_web.desk.queries.columns import COLUMNS
from chiiki_web.plans.models import Plan
from web.applications import made
from web.desk.made import several, url
from web.make import NOW
from web.visit import content, text

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def now(clock):
    clock.move_to(NOW + timedelta(days=3))


@pytest.fixture
def who(client):
    found = made.people()
    client.force_login(found.office.user)
    return found


@pytest.fixture
def application(who):
    return made.received(who)


def rows(response):
    return list(csv.reader(StringIO(content(response).decode("utf-8-sig"))))


def cells(response):
    book = openpyxl.load_workbook(BytesIO(content(response)))
    return list(book.active.iter_rows())


def test_the_csv_begins_with_its_mark_and_says_what_the_desk_says(client, application):
    response = client.get(url("csv"))
    assert content(response).startswith("\ufeff".encode())
    head, row = rows(client.get(url("csv")))
    assert head[:3] == ["受付番号", "計画の名称", "団体"]
    assert row[:7] == [
        application.number,
        application.plan.title,
        application.organisation.name_ja,
        "見本公募",
        "12000000",
        "2026-11-23 12:00:00",
        "受付済み",
    ]
    assert len(rows(client.get(url("csv"), {"state": "accepted"}))) == 1


@pytest.mark.parametrize("first", ["=", "+", "-", "@", "＝", "＠", "\t="])
def test_no_cell_starts_a_formula(client, application, first):
    Plan.objects.update(title=f"{first}1+1")
    _head, row = rows(client.get(url("csv")))
    assert row[1].startswith("'")
    _head, row = cells(client.get(url("xlsx")))
    assert (row[1].value, row[1].data_type) == (f"{first}1+1", "s")


def test_cells_of_the_workbook_have_their_types(client, application):
    head, row = cells(client.get(url("xlsx")))
    found = dict(zip([one.value for one in head], row, strict=True))
    assert found["申請額"].value == 12_000_000
    assert found["受付"].value.isoformat() == "2026-11-23T12:00:00"
    assert found["決定の期限"].value.date() == application.decide_by
    assert found["受付番号"].data_type == "s"
    assert isinstance(application.decide_by, date)


def test_only_the_chosen_columns_go_out_in_their_own_order(client, application):
    head, row = rows(client.get(url("csv"), {"columns": ["field", "number"]}))
    assert head == ["受付番号", "分野"]
    assert row == [application.number, "福祉"]


def test_the_page_keeps_the_filters_and_counts_what_fits(client, who):
    several(who, 2)
    page = text(client.get(url("export"), {"q": "見守り", "state": "submitted"}))
    assert "2件" in page
    assert '<input type="hidden" name="q" value="見守り">' in page
    assert '<input type="hidden" name="state" value="submitted">' in page


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_many_rows_cost_no_more_statements(client, who, kind):

    several(who, 1)
    with CaptureQueriesContext(connection) as one:
        content(client.get(url(kind)))
    several(who, 3)
    with CaptureQueriesContext(connection) as four:
        content(client.get(url(kind)))
    assert len(four) == len(one) <= 20


@pytest.mark.parametrize("code", [one.code for one in COLUMNS])
def test_each_column_alone_is_read_at_once(client, who, code):
    awarded, _other = several(who, 2)
    Award.objects.create(
        application=awarded, status="not_selected", ground="見本", selected_at=NOW
    )
    with CaptureQueriesContext(connection) as queries:
        said = rows(client.get(url("csv"), {"columns": code}))
    assert len(said) == 3
    assert sum('FROM "applications_application"' in one["sql"] for one in queries) == 1
    assert len(queries) <= 12
