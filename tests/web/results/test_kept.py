"""What was published stays: the actions never touch it, and the database refuses too."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from chiiki.digests import digest_of
from chiiki_web.results.models import Edition
from web.make import NOW
from web.results import made

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition():
    return made.published(made.closed())


@pytest.mark.parametrize(
    "change",
    [
        {"content": {"publication": {}}},
        {"inputs": {}},
        {"inputs_digest": "0" * 64},
        {"digest": "0" * 64},
        {"state": "ready"},
        {"number": 7},
        {"ground": "別の理由"},
        {"drawn": 1},
        {"answered": 1},
        {"choices": {}},
        {"engine": "another"},
        {"form_key": uuid4()},
        {"published_at": NOW - timedelta(days=9)},
    ],
    ids=lambda change: next(iter(change)),
)
def test_the_database_refuses_to_change_what_was_published(edition, change):
    before = Edition.objects.values().get(pk=edition.pk)
    with pytest.raises(DatabaseError), transaction.atomic():
        Edition.objects.filter(pk=edition.pk).update(**change)
    assert Edition.objects.values().get(pk=edition.pk) == before


def test_the_database_refuses_to_remove_what_was_published(edition):
    with pytest.raises(DatabaseError), transaction.atomic():
        Edition.objects.filter(pk=edition.pk)._raw_delete("default")
    assert Edition.objects.filter(pk=edition.pk).exists()


def test_an_edition_in_preparation_can_be_changed_and_removed():
    edition = made.ready(made.closed())
    Edition.objects.filter(pk=edition.pk).update(drawn=1)
    Edition.objects.filter(pk=edition.pk).delete()
    assert not Edition.objects.exists()


def test_control_without_the_triggers_it_would_be_changed_and_gone(edition):
    on = " ON results_edition" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        for name in ("kept", "stays"):
            cursor.execute(f"DROP TRIGGER results_edition_{name}{on}")
    Edition.objects.filter(pk=edition.pk).update(content={"publication": {}})
    edition.refresh_from_db()
    assert digest_of(edition.content) != edition.digest
    Edition.objects.filter(pk=edition.pk).delete()
    assert not Edition.objects.exists()
