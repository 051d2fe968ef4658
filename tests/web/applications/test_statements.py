"""How many statements a submission asks of the database: nothing is read twice."""

from uuid import uuid4

import pytest

from chiiki_web.applications import actions
from web.applications import made
from web.make import CLOCK, NOW

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    monkeypatch.setattr(CLOCK, lambda value: NOW)


@pytest.mark.parametrize(("is_prepared", "most"), [(True, 14), (False, 24)])
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
