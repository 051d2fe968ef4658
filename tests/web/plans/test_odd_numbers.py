"""Numbers that no person types: longer than a database, or than Python, can read."""

from __future__ import annotations

import pytest
from django.test import Client

from web import make
from web.visit import get, post

pytestmark = pytest.mark.django_db
LONG = ["9" * 19, "9" * 400, "9" * 5_000]


@pytest.mark.parametrize("number", LONG)
def test_a_list_asked_for_a_call_of_any_number_opens(
    client: Client, number: str
) -> None:
    assert get(client, make.member(), "/plans/", call=number).status_code == 200


@pytest.mark.parametrize("number", LONG)
@pytest.mark.parametrize("step", ["problem", "people"])
def test_a_version_of_any_length_counts_as_old(
    client: Client, number: str, step: str
) -> None:
    plan = make.plan(by := make.member())
    answer = post(
        client, by, f"/plans/{plan.pk}/edit/{step}/", version=number, title="見本"
    )
    assert answer.status_code in {200, 302}


@pytest.mark.parametrize("number", ["2147483648", "9" * 18])
def test_what_is_kept_as_typed_names_a_version_that_there_is(
    client: Client, number: str
) -> None:
    plan = make.plan(by := make.member())
    typed = {"version": number, "target_users": "たくさん"}
    post(client, by, f"/plans/{plan.pk}/edit/users/", **typed)
    assert plan.working_copies.get().version == 0


@pytest.mark.parametrize("number", LONG)
def test_a_table_of_any_length_comes_back(client: Client, number: str) -> None:
    plan = make.plan(by := make.member())
    typed = {"rows-TOTAL_FORMS": number, "rows-INITIAL_FORMS": "0", "do": "more"}
    answer = post(client, by, f"/plans/{plan.pk}/costs/", **typed)
    assert answer.status_code == 200
