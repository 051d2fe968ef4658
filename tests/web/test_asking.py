"""A statement that stands as text is asked again and again on one connection."""

import pytest
from django.db import DataError, connection, transaction

from chiiki_web import rows
from chiiki_web.rows import ask

SUM = "SELECT %s + %s"
BY_NAME = "SELECT name_ja FROM regions_prefecture WHERE code = %(code)s"

pytestmark = pytest.mark.django_db


def test_the_same_statement_answers_each_time_for_its_own_values():
    assert [ask(BY_NAME, {"code": code})[0][0] for code in ("010006", "200000")] == [
        "北海道",
        "長野県",
    ]


@pytest.mark.parametrize("first", [1, 70_000, 3_000_000_000])
def test_numbers_of_every_size_go_through_one_statement(first):
    assert ask(SUM, [1, 1]) == [(2,)]
    assert ask(SUM, [first, 2]) == [(first + 2,)]


def test_an_answer_stays_while_the_same_is_asked_again():
    before = ask(BY_NAME, {"code": "010006"})
    ask(BY_NAME, {"code": "200000"})
    assert before == [("北海道",)]


def test_nothing_found_is_an_empty_list_also_after_something_was():
    ask(BY_NAME, {"code": "010006"})
    assert ask(BY_NAME, {"code": "990000"}) == []


@pytest.mark.skipif(
    connection.vendor == "sqlite", reason="SQLite divides by 0 without a word"
)
def test_a_statement_that_was_refused_can_be_asked_again():
    asked = "SELECT 1 / %s::int"
    with pytest.raises(DataError), transaction.atomic():
        ask(asked, [0])
    assert ask(asked, [1]) == [(1,)]


@pytest.mark.django_db(transaction=True)
def test_a_new_connection_begins_anew():
    ask(SUM, [1, 1])
    connection.close()
    assert ask(SUM, [1, 2]) == [(3,)]


def test_only_so_many_statements_are_kept_ready(monkeypatch):
    monkeypatch.setattr(rows, "MOST_KEPT", 3)
    for number in range(10):
        assert ask(f"SELECT {number} + %s", [1]) == [(number + 1,)]
    assert len(rows._READY.cursors) <= 4


def test_a_statement_that_names_many_rows_is_not_kept():
    asked = f"SELECT 1 WHERE 7 IN ({', '.join(['%s'] * 3_000)})"
    assert ask(asked, range(3_000)) == [(1,)]
    assert asked not in rows._READY.cursors
