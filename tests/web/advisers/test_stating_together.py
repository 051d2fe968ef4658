"""Two windows, and the office beside them: nothing stated is lost or undone unseen."""

import pytest

from chiiki_web import stale
from chiiki_web.advisers import actions, forms, queries
from chiiki_web.advisers.models import Statement
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
