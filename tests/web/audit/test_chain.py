"""The hash chain: whole when untouched, and the first broken row is named."""

from datetime import UTC, datetime

import pytest
from django.db import connection, transaction

from chiiki_web.accounts.models import Organisation
from chiiki_web.audit import chain, guards, log
from chiiki_web.audit.models import Event, Seal

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 3, tzinfo=UTC)


@pytest.fixture
def events():
    """Five events on one organisation, sealed."""
    organisation = Organisation.objects.create(name_ja="見本市", kind="municipality")
    for number in range(5):
        log.record("thing.done", organisation, by=None, at=NOW, case="plan:1", n=number)
    chain.seal_events(NOW)
    return list(Event.objects.order_by("pk"))


@pytest.fixture
def unguarded():
    """Someone with the owner's rights over the database takes the triggers away."""
    guards.remove(connection)


def test_an_untouched_chain_is_whole(events):
    verdict = chain.verify_history()

    assert verdict.is_whole
    assert (verdict.sealed, verdict.unsealed) == (5, 0)


def test_sealing_twice_changes_nothing(events):
    head = chain.verify_history().head

    assert chain.seal_events(NOW) == 0
    assert chain.verify_history().head == head


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("name", "thing.undone"),
        ("subject", "accounts.organisation:999"),
        ("case", "plan:2"),
        ("details", {"n": 99}),
        ("happened_at", datetime(2026, 1, 1, tzinfo=UTC)),
        ("actor", "user:1"),
        ("hat", "office@1"),
    ],
)
def test_a_changed_column_names_the_event(events, unguarded, column, value):
    Event.objects.filter(pk=events[2].pk).update(**{column: value})

    verdict = chain.verify_history()

    assert verdict.broken == f"seal 3: event {events[2].pk} was changed"


def test_a_removed_event_is_named(events, unguarded):
    Seal.objects.filter(event=events[3]).delete()
    Event.objects.filter(pk=events[3].pk).delete()

    assert chain.verify_history().broken == "seal 4: missing"


def test_two_swapped_events_are_named(events, unguarded):
    first, second = events[0].details, events[1].details
    Event.objects.filter(pk=events[0].pk).update(details=second)
    Event.objects.filter(pk=events[1].pk).update(details=first)

    assert chain.verify_history().broken == f"seal 1: event {events[0].pk} was changed"


def test_a_cut_tail_shows_only_against_an_anchor(events, unguarded):
    anchor = (5, chain.verify_history().head)
    Seal.objects.filter(number=5).delete()
    Event.objects.filter(pk=events[4].pk).delete()

    assert chain.verify_history().is_whole
    assert chain.verify_history(anchor).broken == "seal 5: missing, the anchor is at 5"


def test_a_chain_made_anew_differs_from_the_anchor(events, unguarded):
    anchor = (5, chain.verify_history().head)
    Seal.objects.all().delete()
    Event.objects.filter(pk=events[0].pk).update(details={"n": 7})
    chain.seal_events(NOW)

    assert chain.verify_history(anchor).broken == "seal 5: differs from the anchor"


@pytest.mark.parametrize("model", [Event, Seal])
def test_the_database_refuses_to_change_history(events, model):
    with pytest.raises(Exception, match="append-only"), transaction.atomic():
        model.objects.all().update(id=1)
    with pytest.raises(Exception, match="append-only"), transaction.atomic():
        model.objects.all()._raw_delete("default")


def test_control_without_the_guard_history_can_be_changed(events, unguarded):
    Event.objects.filter(pk=events[0].pk).update(name="thing.undone")

    assert Event.objects.filter(name="thing.undone").exists()


@pytest.mark.django_db(transaction=True)
def test_an_event_outside_a_transaction_is_refused():
    organisation = Organisation(pk=1, name_ja="見本市", kind="municipality")

    with pytest.raises(RuntimeError, match=r"thing\.done"):
        log.record("thing.done", organisation, by=None, at=NOW)
