"""What an index said stays: the database refuses to change or remove it."""

import pytest
from django.db import DatabaseError, connection, transaction

from chiiki_web.indices import queries
from chiiki_web.indices.models import Definition, Edition, Run

pytestmark = pytest.mark.django_db
MODELS = (Definition, Edition, Run)


@pytest.mark.parametrize(
    ("model", "change"),
    [
        (Edition, {"figures": {}}),
        (Edition, {"source": "別の出典"}),
        (Edition, {"name_ja": "別の名"}),
        (Edition, {"published_by_id": None}),
        (Run, {"result": {}}),
        (Run, {"seed": 99}),
        (Run, {"inputs_digest": "0" * 64}),
        (Run, {"engine": "another"}),
        (Definition, {"text": "other"}),
        (Definition, {"note": "other"}),
    ],
    ids=lambda one: one.__name__ if isinstance(one, type) else next(iter(one)),
)
def test_the_database_refuses_to_change_what_was_published(published, model, change):
    with pytest.raises(DatabaseError), transaction.atomic():
        model.objects.update(**change)


@pytest.mark.parametrize("model", MODELS)
def test_the_database_refuses_to_remove_what_was_published(published, model):
    with pytest.raises(DatabaseError, match="keeps what it says"), transaction.atomic():
        model.objects.all()._raw_delete("default")


def test_a_draft_can_be_changed_and_removed(edition):
    assert Edition.objects.update(source="別の出典") == 1
    assert Edition.objects.filter(pk=edition.pk)._raw_delete("default") == 1


def test_control_without_the_triggers_a_run_would_no_longer_be_its_digest(published):
    on = "" if connection.vendor != "postgresql" else " ON indices_run"
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER indices_run_kept{on}")
    Run.objects.update(result={})
    run = Run.objects.get(pk=published.run_id)
    assert queries.digest_of_run(run) != run.digest


def test_control_without_the_triggers_an_edition_would_be_gone(published):
    on = "" if connection.vendor != "postgresql" else " ON indices_edition"
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER indices_edition_stays{on}")
    with transaction.atomic():
        assert Edition.objects.filter(pk=published.pk)._raw_delete("default") == 1
        transaction.set_rollback(True)
