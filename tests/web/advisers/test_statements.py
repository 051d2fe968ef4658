"""A person offers to become an adviser, or states a change; the office decides."""

import pytest
from django.db import IntegrityError, transaction

from chiiki_web import stale
from chiiki_web.advisers import actions, forms, queries
from chiiki_web.advisers.models import Adviser, Statement
from chiiki_web.audit import queries as audit
from chiiki_web.outbox.models import Message
from web import make
from web.advisers import made
from web.make import NOW

pytestmark = pytest.mark.django_db
State = Statement.State


@pytest.fixture
def person():
    return make.member("adviser")


@pytest.fixture
def office():
    return make.member("office")


@pytest.fixture
def adviser():
    return made.adviser()


def accept(held, by, seen=None):
    seen = queries.stamp_of(held) if seen is None else seen
    return actions.accept_statement(held.pk, seen=seen, by=by, at=NOW)


def refused(kind, deed, *args, **values):
    with pytest.raises(kind) as caught:
        deed(*args, **values)
    return [one.code for one in caught.value.reasons]


def test_who_offers_and_is_accepted_stands_in_the_register(person, office):
    held = made.offer(person, **{"vendors-0-name": ["見本クラウド"]})
    assert Message.objects.get(kind="adviser.statement_sent").recipient == office.user
    assert not Adviser.objects.exists()

    accept(held, office)

    adviser = Adviser.objects.get()
    assert (adviser.membership, adviser.capacity_days) == (person, 8)
    assert adviser.languages == ["ja", "en"]
    assert [one.name for one in adviser.vendors.all()] == ["見本クラウド"]
    assert [one.name for one in audit.history_of(held)] == [
        "statement.started",
        "statement.sent",
        "statement.accepted",
    ]
    assert Message.objects.get(kind="adviser.registered").recipient == person.user
    assert not queries.commissioned(2026).exists(), "commissioned only by a deed"


def test_only_a_person_in_the_role_of_adviser_offers():
    for role in ("officer", "office", "reviewer"):
        member = make.member(role)
        codes = refused(actions.CannotState, made.statement, member)
        assert codes == ["advisers.wrong_role"]


def test_a_person_has_one_statement_at_a_time(person):
    assert made.statement(person) == made.statement(person)
    assert Statement.objects.count() == 1


def test_control_the_database_keeps_one_open_statement(person):
    held = made.statement(person)
    held.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        held.save()


def test_what_is_returned_comes_back_with_its_ground_and_is_sent_again(adviser, office):
    member = adviser.membership
    held = made.sent(member, speciality_ja=["遠隔医療"])
    actions.return_statement(held.pk, ground="具体的に", by=office, at=NOW)
    told = Message.objects.get(kind="adviser.statement_returned")
    assert told.recipient == member.user
    assert "具体的に" in told.body
    held = made.sent(member)
    assert (held.times_sent, held.ground) == (2, "")


def test_what_is_declined_is_over_and_something_new_can_be_begun(person, office):
    held = made.offer(person)
    actions.decline_statement(held.pk, ground="実績が分からない", by=office, at=NOW)
    assert queries.open_statement(person) is None
    assert queries.last_decided(person).ground == "実績が分からない"
    assert not Adviser.objects.exists()
    assert made.statement(person) != held


@pytest.mark.parametrize("deed", [actions.return_statement, actions.decline_statement])
def test_a_no_needs_a_ground(person, office, deed):
    held = made.offer(person)
    codes = refused(actions.CannotDecide, deed, held.pk, ground=" ", by=office, at=NOW)
    assert codes == ["advisers.ground_missing"]


def test_control_the_database_keeps_no_no_without_a_ground(person):
    held = made.offer(person)
    for state in (State.RETURNED, State.DECLINED):
        with pytest.raises(IntegrityError), transaction.atomic():
            Statement.objects.filter(pk=held.pk).update(state=state)


@pytest.mark.parametrize("role", ["officer", "adviser", "reviewer", "auditor"])
def test_only_the_office_decides(person, role):
    held, stranger = made.offer(person), make.member(role)
    deeds = (
        lambda: accept(held, stranger),
        lambda: actions.return_statement(held.pk, ground="x", by=stranger, at=NOW),
        lambda: actions.decline_statement(held.pk, ground="x", by=stranger, at=NOW),
    )
    for deed in deeds:
        assert refused(actions.CannotDecide, deed) == ["advisers.office_only"]


def test_what_was_decided_is_not_decided_again(person, office):
    held = made.offer(person)
    accept(held, office)
    for deed in (
        lambda: accept(held, office),
        lambda: actions.return_statement(held.pk, ground="x", by=office, at=NOW),
        lambda: actions.recall_statement(held.pk, by=person, at=NOW),
    ):
        with pytest.raises((actions.CannotDecide, actions.CannotState)) as caught:
            deed()
        assert caught.value.reasons[0].code == "advisers.not_at_the_office"


def test_what_lies_with_the_office_is_not_written_on(person):
    held = made.offer(person)
    keep = {"typed": {}, "seen": "", "page": "", "by": person, "at": NOW}
    for deed in (
        lambda: actions.keep_typed(held.pk, **keep),
        lambda: actions.put_photo(held.pk, upload=None, by=person, at=NOW),
        lambda: actions.drop_statement(held.pk, by=person, at=NOW),
        lambda: actions.send_statement(held.pk, values={}, by=person, at=NOW),
    ):
        assert refused(actions.CannotState, deed) == ["advisers.not_editable"]


def test_what_is_taken_back_is_hidden_from_the_office(person):
    held = made.offer(person)
    assert queries.at_the_office().exists()
    actions.recall_statement(held.pk, by=person, at=NOW)
    assert not queries.at_the_office().exists()
    actions.drop_statement(held.pk, by=person, at=NOW)
    assert queries.open_statement(person) is None


def test_nobody_writes_on_what_another_states(person):
    held, other = made.statement(person), make.member("adviser")
    keep = {"typed": {}, "seen": "", "page": "", "by": other, "at": NOW}
    for deed in (
        lambda: actions.keep_typed(held.pk, **keep),
        lambda: actions.drop_statement(held.pk, by=other, at=NOW),
        lambda: actions.recall_statement(held.pk, by=other, at=NOW),
        lambda: actions.send_statement(held.pk, values={}, by=other, at=NOW),
    ):
        assert refused(actions.CannotState, deed) == ["advisers.not_yours"]


def test_an_adviser_does_not_say_what_the_office_alone_says(person):
    held = made.statement(person)
    with pytest.raises(TypeError):
        actions.send_statement(held.pk, values={"is_manager": True}, by=person, at=NOW)


def test_an_entry_goes_through_its_own_form_unchanged(adviser, office):
    ties = {"employers": [], "vendors": []}
    actions.change_adviser(
        adviser.pk,
        languages=["en", "ja"],
        profile_ja="一行目\n二行目",
        by=office,
        at=NOW,
        **ties,
    )
    adviser.refresh_from_db()
    said = queries.said_of(adviser)
    form = forms.EntryForm(forms.as_query(forms.typed_as_shown(said)))
    assert form.is_valid()
    assert not stale.changes(None, form.values(), said)
