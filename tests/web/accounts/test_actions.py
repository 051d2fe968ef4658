"""People, organisations and hats: registered, given, taken away, all in the history."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from chiiki_web.accounts import actions, queries
from chiiki_web.accounts.models import Membership, Organisation, User
from chiiki_web.audit import queries as audit
from chiiki_web.regions.models import Municipality
from web import make
from web.make import NOW

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)


@pytest.fixture
def administrator():
    return make.member("administrator")


@pytest.fixture
def town():
    return make.organisation(name_ja="見本市")


def register(by, **values):
    wanted = {"name_ja": "NPO法人見本", "kind": "npo"} | values
    return actions.register_organisation(by=by, at=NOW, **wanted)


def add(town, by, email="person@example.jp", role="officer", **values):
    wanted = {"name": "見本 花子", "since": TODAY} | values
    return actions.add_member(town.pk, email=email, role=role, by=by, at=NOW, **wanted)


def end(member, by, on=TODAY):
    actions.end_membership(member.pk, by=by, at=NOW, on=on)


def code(deed, *args, **values):
    with pytest.raises(actions.CannotChangeMembers) as caught:
        deed(*args, **values)
    return caught.value.reasons[0].code


def test_an_organisation_is_registered_once(administrator):
    made, again = register(administrator), register(administrator)
    assert made == again
    (event,) = audit.history_of(made)
    assert (event.name, event.details) == ("organisation.registered", {"kind": "npo"})
    assert event.actor == f"user:{administrator.user_id}"


def test_control_without_the_question_there_are_two(administrator, monkeypatch):
    monkeypatch.setattr(queries, "same_organisation", lambda values: None)
    register(administrator)
    register(administrator)
    assert Organisation.objects.filter(name_ja="NPO法人見本").count() == 2


def test_the_same_name_elsewhere_is_another_organisation(administrator):
    rows = {
        register(administrator),
        register(administrator, kind="other"),
        register(administrator, corporate_number="7000012050002"),
        register(
            administrator, municipality=Municipality.objects.get(pk=make.MATSUMOTO)
        ),
    }
    assert len(rows) == 4


def test_a_new_person_gets_an_account_without_a_password(town, administrator):
    member = add(town, administrator)
    assert (member.user.email, member.user.name) == ("person@example.jp", "見本 花子")
    assert not member.user.has_usable_password()
    assert [one.name for one in audit.history_of(member.user)] == ["user.registered"]
    (event,) = audit.history_of(member)
    assert (event.name, event.details) == (
        "membership.given",
        {"role": "officer", "since": "2026-11-23"},
    )


def test_a_known_person_keeps_account_and_name(town, administrator):
    known = make.member("reviewer").user
    member = add(town, administrator, email=known.email.upper(), name="別の名")
    assert member.user == known
    assert User.objects.get(pk=known.pk).name == "見本 太郎"


def test_a_person_wears_several_hats(town, administrator):
    officer = add(town, administrator)
    reviewer = add(town, administrator, role="reviewer")
    assert officer.user == reviewer.user
    assert officer != reviewer


def test_the_same_hat_is_given_once(town, administrator):
    member = add(town, administrator)
    assert code(add, town, administrator) == "accounts.already_member"
    assert audit.history_of(member).count() == 1


def test_control_without_the_question_the_database_keeps_one_hat(town, administrator):
    member = add(town, administrator)
    member.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        member.save()


def test_a_hat_that_ended_can_be_given_again(town, administrator):
    member = add(town, administrator)
    end(member, administrator)
    again = add(town, administrator)
    assert again == member
    assert again.until is None
    assert [one.name for one in audit.history_of(member)] == [
        "membership.given",
        "membership.ended",
        "membership.given",
    ]


def test_a_hat_ends_on_a_day_and_a_second_press_is_no_change(town, administrator):
    member = add(town, administrator)
    end(member, administrator)
    end(member, administrator)
    member.refresh_from_db()
    assert member.until == TODAY
    (event,) = audit.history_of(member).filter(name="membership.ended")
    assert event.details == {"until": "2026-11-23"}


def test_what_ended_before_does_not_end_later(town, administrator):
    member = add(town, administrator)
    end(member, administrator)
    later = TODAY + timedelta(days=1)
    assert code(end, member, administrator, later) == "accounts.already_ended"


def test_nobody_takes_away_the_hat_they_act_in(administrator):
    assert code(end, administrator, administrator) == "accounts.own_membership"
    assert Membership.objects.get(pk=administrator.pk).until is None


def test_a_language_is_kept_with_the_person(administrator):
    actions.choose_language(administrator.user, "en")
    administrator.user.refresh_from_db()
    assert administrator.user.language == "en"


def given_again(town, administrator, since, until):
    first = add(town, administrator)
    actions.end_membership(first.pk, by=administrator, at=NOW, on=until)
    return add(town, administrator, since=since)


def test_a_role_given_again_after_a_pause_counts_from_the_new_day(town, administrator):
    later = date(2027, 4, 1)
    member = given_again(town, administrator, later, NOW.date())
    member.refresh_from_db()
    assert (member.since, member.until) == (later, None)
    assert audit.history_of(member).last().details["since"] == "2027-04-01"


def test_a_role_given_again_without_a_pause_goes_on(town, administrator):
    member = given_again(town, administrator, date(2026, 11, 24), NOW.date())
    member.refresh_from_db()
    assert (member.since, member.until) == (NOW.date(), None)


@pytest.mark.parametrize(
    ("kind", "role", "fits"),
    [
        ("npo", "officer", True),
        ("npo", "adviser", True),
        ("npo", "auditor", False),
        ("npo", "administrator", False),
        ("municipality", "office", False),
        ("office", "office", True),
        ("office", "officer", False),
        ("audit", "auditor", True),
        ("audit", "office", False),
    ],
)
def test_a_role_has_to_fit_the_kind_of_organisation(administrator, kind, role, fits):
    body = make.organisation(kind)
    if fits:
        assert add(body, administrator, role=role).role == role
        return
    with pytest.raises(actions.CannotChangeMembers) as refusal:
        add(body, administrator, role=role)
    assert refusal.value.reasons[0].code == "accounts.role_does_not_fit"
    assert not body.memberships.exists()
