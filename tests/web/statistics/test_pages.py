"""Pages of the numbers: the office sees all and the rows behind, the public sums only."""

from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from chiiki_web.statistics.queries import LEAST
from web import make
from web.advisers import made as advisers
from web.make import NOW
from web.statistics import made
from web.visit import content, get, opened_by, text

pytestmark = pytest.mark.django_db
MOST_STATEMENTS = 20
OVERVIEW, ADVISERS, PLACES, ROWS = (
    reverse(f"statistics:{name}")
    for name in ("overview", "advisers", "municipalities", "rows")
)
ODD = {"year": "x", "kind": "²", "field": "'", "adviser": "9" * 40, "part": "<b>"}


@pytest.fixture
def office():
    return make.member("office")


@pytest.fixture
def town():
    return make.organisation()


@pytest.fixture
def person():
    return advisers.adviser()


@pytest.fixture
def rows(town, person):
    """Seven of welfare, two of education, all placed by one adviser."""
    for _ in range(7):
        made.placed(town, person)
    for _ in range(2):
        made.placed(town, person, field_id="education")
    made.asked(made.request(town), advisers.adviser(), "declined", note="多忙のため")


def test_the_office_sees_every_figure_and_where_its_rows_are(client, office, rows):
    html = text(get(client, office, OVERVIEW))
    assert f"{ROWS}?field=education" in html
    assert "多忙のため" in html
    by_field = html.split('id="by-field"', 1)[1].split("</section>", 1)[0]
    assert (by_field.count("<figure"), by_field.count("<table")) == (1, 1)
    found = text(get(client, office, ROWS, field="education", part="placed"))
    assert found.count("見本の案件") == 2


def test_the_public_sees_no_small_figure_no_row_and_no_person(client, rows, person):
    html = text(client.get(OVERVIEW))
    assert ROWS not in html
    assert person.membership.user.name not in html
    assert "多忙のため" not in html
    lines = content(client.get(reverse("statistics:table_csv"), {"by": "field"}))
    figures = [line.split(",")[1:3] for line in lines.decode().splitlines()[1:]]
    assert figures == [["", ""], ["", ""]]


def test_control_the_office_gets_the_same_table_in_full(client, office, rows):
    table = reverse("statistics:table_csv")
    lines = content(get(client, office, table, by="field")).decode().splitlines()
    assert [line.split(",")[1:3] for line in lines[1:]] == [["8", "7"], ["2", "2"]]


def test_the_public_cannot_choose_a_year_to_work_figures_out(client, rows):
    whole, chosen = (
        text(client.get(OVERVIEW, params)).split("<main")[1].split("</main>")[0]
        for params in ({}, {"year": "2020"})
    )
    assert chosen == whole


def test_too_few_are_not_shown_to_the_public_at_all(client, town, person):
    made.placed(town, person)
    html = text(client.get(OVERVIEW))
    assert "件数が少ないため" in html


@pytest.mark.parametrize("visits", [LEAST - 1, LEAST])
def test_a_median_over_few_visits_is_not_shown_to_the_public(
    client, office, town, person, visits
):
    for number in range(7):
        one = made.placed(town, person)
        if number < visits:
            made.reported(one, 2, NOW.date())
    label = "依頼から初回訪問まで"
    assert label in text(get(client, office, OVERVIEW))
    client.logout()
    assert (label in text(client.get(OVERVIEW))) == (visits >= LEAST)


def test_published_figures_stand_apart_with_their_source(client):
    html = text(client.get(OVERVIEW))
    assert "このサイトの集計ではありません" in html
    for figure in ("27人", "242人", "370件", "170件", "363件", "16団体"):
        assert f'<td class="num">{figure}</td>' in html
    assert "dx-navi.soumu.go.jp" in html


@pytest.mark.parametrize("address", [OVERVIEW, ADVISERS, PLACES, ROWS])
@pytest.mark.parametrize("params", [{}, {"year": "2026"}, ODD])
def test_pages_take_few_statements_whatever_is_asked(
    client, office, rows, address, params
):
    client.force_login(office.user)
    with CaptureQueriesContext(connection) as found:
        assert client.get(address, params).status_code == 200
    assert len(found) <= MOST_STATEMENTS


def test_each_page_has_its_readers(client, rows):
    people = {role: make.member(role) for role in ("officer", "office", "auditor")}
    assert opened_by(client, ROWS, people) == {"office", "auditor"}
    assert opened_by(client, ADVISERS, people) == {"office", "auditor"}
    assert opened_by(client, OVERVIEW, people) == set(people)


def test_who_was_never_asked_is_named(client, office, rows):
    idle = advisers.adviser()
    html = text(get(client, office, ADVISERS, year="2026"))
    assert idle.membership.user.name in html.split('id="never"')[1]


def test_who_never_asked_is_listed_by_prefecture_for_the_office_only(
    client, office, rows
):
    html = text(get(client, office, PLACES, prefecture="200000"))
    assert "長野市" in html
    assert "松本市" not in html.split('id="never"')[1]
    client.logout()
    assert 'id="never"' not in text(client.get(PLACES))


def test_the_rows_go_out_as_csv_and_excel(client, office, rows):
    lines = content(get(client, office, reverse("statistics:rows_csv"))).decode()
    assert len(lines.splitlines()) == 11
    book = load_workbook(
        BytesIO(content(get(client, office, reverse("statistics:rows_xlsx"))))
    )
    sheet = book.active
    assert (sheet.max_row, sheet["L3"].value) == (11, 2)


def test_no_cell_that_goes_out_starts_a_formula(client, office, town):
    made.request(town, project="=1+1")
    lines = content(get(client, office, reverse("statistics:rows_csv"))).decode()
    assert "'=1+1" in lines


def test_a_table_goes_out_as_a_workbook(client, office, rows):
    address = reverse("statistics:table_xlsx")
    book = load_workbook(BytesIO(content(get(client, office, address, by="field"))))
    assert book.active["B2"].value == 8
    assert get(client, office, address, by="luck").status_code == 404


def test_everybody_reads_one_division_by_place(client, office):
    """Two would give away by their difference what each of them leaves out."""
    table = reverse("statistics:table_csv")
    assert client.get(table, {"by": "region"}).status_code == 200
    assert client.get(table, {"by": "prefecture"}).status_code == 404
    assert get(client, office, table, by="prefecture").status_code == 200


def test_a_picture_in_which_most_is_left_out_is_not_drawn(client, office, rows):
    by_field = 'aria-labelledby="by-field"'
    html = text(get(client, office, OVERVIEW))
    assert "<svg" in html[html.index(by_field) : html.index("by-region")]
    client.logout()
    html = text(client.get(OVERVIEW))
    part = html[html.index(by_field) : html.index("by-region")]
    assert "<svg" not in part
    assert "いずれも件数が少なく" in part
    assert "<table" not in part
