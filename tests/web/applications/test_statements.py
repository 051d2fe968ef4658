"""How many statements a submission asks of the database: nothing is read twice."""

from uuid import uuid4

import pytest

from chiiki_web.applications import actions, queries
from web.applications import made
from web.make import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    monkeypatch.setattr(queries, "database_now", lambda: NOW)


@pytest.mark.parametrize(("is_prepared", "most"), [(True, 19), (False, 27)])
def test_a_submission_takes_few_statements(
    client, django_assert_max_num_queries, is_prepared, most
):
    who = made.people()
    application = made.draft(who)
    client.force_login(who.officer.user)
    if is_prepared:
        actions.prepare_application(application.pk, by=who.officer, at=NOW)
    typed = {"key": uuid4(), "requested": application.requested, "recommended_by": ""}

    with django_assert_max_num_queries(most):
        answer = client.post(f"/applications/{application.pk}/submit/", typed)

    assert answer["Location"] == f"/applications/{application.pk}/receipt/"
