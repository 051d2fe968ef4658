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


def test_what_is_half_typed_is_kept_and_sent_to_nobody(person):
    held = made.statement(person)
    actions.keep_typed(
        held.pk,
        typed={"capacity_days": ["多め"], "speciality_ja": ["見守"]},
        seen="",
        page="a",
        by=person,
        at=NOW,
    )
    held.refresh_from_db()
    assert held.typed == {"capacity_days": ["多め"], "speciality_ja": ["見守"]}
    assert not queries.at_the_office().exists()
    assert not Message.objects.exists()


def test_a_page_never_clashes_with_what_it_wrote_itself(person):
    held = made.statement(person)
    seen = stale.stamp({"speciality_ja": []})
    for text in ("見", "見守", "見守り"):
        actions.keep_typed(
            held.pk,
            typed={"speciality_ja": [text]},
            seen=seen,
            page="a",
            by=person,
            at=NOW,
        )
    held.refresh_from_db()
    assert held.typed["speciality_ja"] == ["見守り"]


def test_another_page_does_not_overwrite_what_it_has_not_seen(person):
    held = made.statement(person)
    seen = stale.stamp({"speciality_ja": []})
    values = {"seen": seen, "by": person, "at": NOW}
    actions.keep_typed(held.pk, typed={"speciality_ja": ["一"]}, page="a", **values)
    with pytest.raises(stale.HasChanged):
        actions.keep_typed(held.pk, typed={"speciality_ja": ["二"]}, page="b", **values)
    held.refresh_from_db()
    assert held.typed["speciality_ja"] == ["一"]


def test_control_without_the_stamp_the_later_page_wins(person):
    held = made.statement(person)
    values = {"seen": "", "by": person, "at": NOW}
    for page, text in (("a", "一"), ("b", "二")):
        actions.keep_typed(
            held.pk, typed={"speciality_ja": [text]}, page=page, **values
        )
    held.refresh_from_db()
    assert held.typed["speciality_ja"] == ["二"]


def test_a_change_shows_before_and_after_and_counts_once_it_is_accepted(
    adviser, office
):
    held = made.sent(adviser.membership, speciality_ja=["遠隔医療"])
    assert held.said == {"speciality_ja": "遠隔医療"}
    assert held.before == {"speciality_ja": "見守りのICT"}
    adviser.refresh_from_db()
    assert adviser.speciality_ja == "見守りのICT"

    accept(held, office)

    adviser.refresh_from_db()
    assert adviser.speciality_ja == "遠隔医療"
    event = audit.history_of(adviser).last()
    assert event.name == "adviser.changed"
    assert event.details["before"] == {"speciality_ja": "見守りのICT"}
    assert event.details["statement"] == held.pk


def test_a_change_that_changes_nothing_is_refused(adviser):
    codes = refused(actions.CannotState, made.sent, adviser.membership)
    assert codes == ["advisers.nothing_changed"]


def test_what_the_office_corrected_meanwhile_is_not_undone(adviser, office):
    member = adviser.membership
    held = made.statement(member, speciality_ja=["遠隔医療"])
    actions.change_adviser(adviser.pk, affiliation="新大学", by=office, at=NOW)
    form = forms.EntryForm(forms.as_query(held.typed))
    assert form.is_valid()
    actions.send_statement(held.pk, values=form.values(), by=member, at=NOW)
    held.refresh_from_db()
    assert set(held.said) == {"speciality_ja"}
    accept(held, office)
    adviser.refresh_from_db()
    assert (adviser.affiliation, adviser.speciality_ja) == ("新大学", "遠隔医療")


def test_control_without_the_stamp_the_office_s_correction_would_be_undone(
    adviser, office
):
    member = adviser.membership
    held = made.statement(member, speciality_ja=["遠隔医療"])
    actions.change_adviser(adviser.pk, affiliation="新大学", by=office, at=NOW)
    Statement.objects.filter(pk=held.pk).update(seen="")
    form = forms.EntryForm(forms.as_query(held.typed))
    assert form.is_valid()
    actions.send_statement(held.pk, values=form.values(), by=member, at=NOW)
    held.refresh_from_db()
    assert held.said["affiliation"] == "見本大学"


def test_a_part_that_both_have_changed_is_shown_before_it_is_sent(adviser, office):
    member = adviser.membership
    held = made.statement(member, speciality_ja=["遠隔医療"])
    actions.change_adviser(adviser.pk, speciality_ja="介護", by=office, at=NOW)
    form = forms.EntryForm(forms.as_query(held.typed))
    assert form.is_valid()
    send = {"values": form.values(), "by": member, "at": NOW}
    with pytest.raises(stale.HasChanged) as caught:
        actions.send_statement(held.pk, **send)
    assert caught.value.names == {"speciality_ja"}

    actions.see_entry_anew(held.pk, names=caught.value.names, by=member)
    actions.send_statement(held.pk, **send)
    held.refresh_from_db()
    assert held.before == {"speciality_ja": "介護"}


def test_what_was_sent_anew_is_not_accepted_unseen(adviser, office):
    member = adviser.membership
    held = made.sent(member, speciality_ja=["遠隔医療"])
    seen = queries.stamp_of(held)
    actions.recall_statement(held.pk, by=member, at=NOW)
    form = forms.EntryForm(
        forms.as_query(held.typed | {"speciality_ja": ["何でもできます"]})
    )
    assert form.is_valid()
    actions.send_statement(held.pk, values=form.values(), by=member, at=NOW)
    codes = refused(actions.CannotDecide, accept, held, office, seen)
    assert codes == ["advisers.changed_since"]
    adviser.refresh_from_db()
    assert adviser.speciality_ja == "見守りのICT"


def test_an_entry_that_was_corrected_since_is_looked_at_again(adviser, office):
    held = made.sent(adviser.membership, speciality_ja=["遠隔医療"])
    seen = queries.stamp_of(held)
    actions.change_adviser(adviser.pk, speciality_ja="介護", by=office, at=NOW)
    codes = refused(actions.CannotDecide, accept, held, office, seen)
    assert codes == ["advisers.changed_since"]
    accept(held, office)
    adviser.refresh_from_db()
    assert adviser.speciality_ja == "遠隔医療"


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
