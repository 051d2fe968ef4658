"""What a call stands on can never change: the action refuses, and the database too."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models import ProtectedError

from chiiki_web.schemes import actions, queries
from chiiki_web.schemes.models import SchemeVersion
from web import make
from web.make import NOW

pytestmark = pytest.mark.django_db


def frozen():
    return make.call().rules


@pytest.mark.parametrize(
    "change",
    [
        {"text": "code = 'kizuna'"},
        {"digest": "0" * 64},
        {"state": "draft"},
        {"state": "published"},
        {"version": "2011"},
        {"first_day": date(2030, 4, 1)},
    ],
    ids=lambda change: "".join(f"{k}={v}" for k, v in change.items())[:20],
)
def test_the_database_refuses_to_change_it(change):
    version = frozen()
    with pytest.raises(DatabaseError), transaction.atomic():
        SchemeVersion.objects.filter(pk=version.pk).update(**change)
    assert SchemeVersion.objects.filter(pk=version.pk).values().get() == {
        name: getattr(version, name) for name in SchemeVersion.objects.values().first()
    }


def test_without_the_guard_the_text_would_change_and_be_noticed():
    call = make.call()
    with connection.cursor() as cursor:
        on = " ON schemes_schemeversion" if connection.vendor == "postgresql" else ""
        cursor.execute(f"DROP TRIGGER scheme_version_frozen{on}")
    text = call.rules.text.replace("100_000_000", "900_000_000")
    SchemeVersion.objects.filter(pk=call.rules_id).update(text=text)
    assert not queries.rules_are_unchanged(call)


def test_it_cannot_be_deleted_while_a_call_stands_on_it():
    with pytest.raises(ProtectedError):
        frozen().delete()


def test_what_is_no_part_of_the_rules_can_still_be_noted():
    SchemeVersion.objects.filter(pk=frozen().pk).update(note="見本")


def test_opening_a_call_freezes_its_version_once():
    office = make.member("office")
    first = make.call(office)
    at = first.rules.frozen_at
    second = make.call(office)
    assert (first.rules, first.rules.frozen_at) == (second.rules, at)


def test_a_call_stands_on_the_version_in_force_on_its_first_day_and_not_the_newest():
    office = make.member("office")
    draft = actions.start_version(
        form_key=uuid4(),
        based_on=SchemeVersion.objects.get(code="kizuna"),
        version="2027",
        first_day=NOW.date() + timedelta(days=10),
        by=office,
        at=NOW,
    )
    early = make.call(office, opens_at=NOW)
    before_publishing = make.call(
        office, opens_at=NOW + timedelta(12), closes_at=NOW + timedelta(30)
    )
    actions.publish_version(draft.pk, by=office, at=NOW)
    late = make.call(
        office, opens_at=NOW + timedelta(12), closes_at=NOW + timedelta(30)
    )
    assert [one.scheme_version for one in (early, before_publishing, late)] == [
        "2010",
        "2010",
        "2027",
    ]
    assert queries.scheme_of(early).version == "2010"
    assert queries.scheme_of(late).version == "2027"


def test_no_call_opens_where_no_version_is_in_force():
    SchemeVersion.objects.filter(code="kizuna").update(first_day=date(2099, 4, 1))
    with pytest.raises(actions.CannotOpenCall) as caught:
        make.call()
    assert [one.code for one in caught.value.reasons] == ["schemes.no_rules_in_force"]
