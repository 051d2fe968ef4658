"""What one table's page and the page of two years make of the figures."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest
from django.utils import translation

from chiiki.survey import Excluded
from chiiki_web.results import queries
from chiiki_web.results.views import comparing, showing, tables
from chiiki_web.results.views.showing import table_code_or_404
from web import visit
from web.results import made

pytestmark = pytest.mark.django_db


@pytest.fixture
def read():
    return queries.read(made.published(made.closed()))


def context(read, table, **asked):
    wish = queries.wish_of(read, table_code_or_404(table), asked)
    return tables.table_context(read, wish, "/results/")


def test_what_is_planned_and_what_is_not_stand_apart(read):
    planned, without = context(read, "plans")["groups"]
    assert planned.name != without.name
    assert [one.label for one in planned.rows[1:]] == [
        one.label for one in without.rows[1:]
    ]


def test_in_parts_the_choice_says_which_of_the_two_is_meant(read):
    items = context(read, "plans", by="size_class")["items"]
    labels = [name for _code, name, _here in items]
    assert len(set(labels)) == len(labels)


def test_a_table_is_taken_along_by_itself(client, read):
    address = context(read, "plans")["take"]["csv"]
    rows = csv.DictReader(io.StringIO(client.get(address).content.decode("utf-8-sig")))
    assert {one["table"] for one in rows} == {"plans"}


def test_who_is_left_out_for_one_reason_stands_together():
    named = (("甲町", "被災"), ("乙町", "合併"), ("丙町", "被災"))
    out = [Excluded(name=name, reason=why) for name, why in named]
    told = showing._left_out(made.closed(), out)
    assert told == [("甲町、丙町", "被災"), ("乙町", "合併")]


def test_what_estimates_cover_is_a_share_of_the_frame():
    assert showing.share_of_frame(0.975) == "名簿の97.5%"


def test_a_second_edition_asks_for_its_ground_before_it_asks_to_confirm(client, read):
    survey = read.survey
    edition = made.ready(survey)
    address = f"/results/{survey.code}/prepare/"
    said = {"publish": str(edition.pk), "ground": ""}
    assert "必須の項目です" in visit.text(
        visit.post(client, survey.made_by, address, **said)
    )
    asked = visit.post(client, survey.made_by, address, **said | {"ground": "訂正した"})
    assert "訂正した" in visit.text(asked)
    question = asked.context["question"]
    assert question.said[1][1] == "第2版"
    assert "照合値が同じ" in question.follows[0]


def test_a_table_that_is_none_is_not_there(client, read):
    assert client.get("/results/sample-2026/results.csv?table=none").status_code == 404


def shares(read, *values):
    figures = read.publication.table(table_code_or_404("effects")).figures
    return [queries.Line("見本", replace(figures[0], value=value)) for value in values]


@pytest.mark.parametrize(
    ("values", "is_said"),
    [
        ((1 / 3, 1 / 3, 1 / 3), True),
        ((0.25, 0.25, 0.5), False),
        ((0.333, 0.5), False),
        ((None, 0.5, 0.5), False),
    ],
)
def test_rounded_shares_of_one_whole_that_miss_100_are_said(read, values, is_said):
    assert tables._adds_not_up(shares(read, *values)) is is_said


@pytest.mark.parametrize(
    ("share", "said"),
    [
        (0.0123, "+1.2"),
        (-0.0123, "−1.2"),
        (0.0003, "+0.03"),
        (-0.0003, "−0.03"),
        (0.0, "±0.0"),
        (None, "–"),
    ],
)
def test_a_small_change_keeps_its_sign(share, said):
    assert comparing._points(share) == said


def test_the_interval_of_a_change_is_drawn_from_the_earlier_share():
    line = {"before": 0.4, "after": 0.5, "low": 0.02, "high": 0.18}
    assert comparing._end(line, "low") == pytest.approx(42)
    assert comparing._end(line, "high") == pytest.approx(58)
    assert comparing._end(line | {"low": None}, "low") is None


def test_on_an_english_page_a_prefecture_stands_beside_its_municipality():
    survey = made.closed()
    left_out = survey.recipients.exclude(excluded_reason="")
    left_out.update(name_en="Sample Coast", prefecture_en="Sample 1")
    with translation.override("en"):
        (name,) = queries.english_names(survey).values()
    assert name == "Sample Coast (Sample 1)"
