"""Fields and programmes come from the packaged reference, once, and follow it."""

import pytest

from chiiki import reference
from chiiki_web.audit import queries as audit
from chiiki_web.schemes import actions, queries
from chiiki_web.schemes.models import Field, Programme
from web.make import NOW

pytestmark = pytest.mark.django_db


def test_every_field_and_programme_of_the_deck_is_there():
    actions.load_programmes(NOW)

    assert list(Field.objects.values_list("pk", flat=True)) == [
        one.code for one in reference.load_fields()
    ]
    assert list(Programme.objects.values_list("pk", flat=True)) == [
        one.code for one in reference.load_programmes()
    ]


def test_a_second_load_changes_nothing_and_a_changed_row_is_put_right():
    actions.load_programmes(NOW)
    Programme.objects.filter(pk="kizuna").update(slide=99)
    before = audit.recent_events().count()

    actions.load_programmes(NOW)
    actions.load_programmes(NOW)

    programme = Programme.objects.get(pk="kizuna")
    assert programme.slide == 10
    assert audit.recent_events().count() == before + 1
    assert audit.history_of(programme).get().details == {"fields": ["slide"]}


def test_published_facts_are_read_from_the_files():
    town = Programme.objects.get(pk="ubiquitous_town")
    published = queries.published(town)

    assert published is not None
    assert [one.amount for one in published.budgets] == [11_900_000_000]
    assert (83, 47) in [
        (one.applied, one.chosen) for one in queries.published_calls(town)
    ]
    assert queries.rules_of(Programme.objects.get(pk="regional_intranet")) is None
