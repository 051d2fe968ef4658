"""A person in the role of adviser is entered once, and the entry is kept up to date."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from chiiki_web.advisers import actions, queries
from chiiki_web.advisers.models import Adviser, DeclaredVendor, Employment
from chiiki_web.advisers.queries import said
from chiiki_web.audit import queries as audit
from chiiki_web.outbox.models import Message
from chiiki_web.regions.models import Prefecture
from chiiki_web.schemes.models import Field
from web import make
from web.advisers import made
from web.make import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def person():
    return make.member("adviser")


@pytest.fixture
def office():
    return make.member("office")


def register(person, by, *, fields=("welfare",), **changes):
    values = {
        "affiliation_kind": "npo",
        "affiliation": "見本会",
        "speciality_ja": "見守り",
        "sides": ["use", "people"],
        "prefecture": Prefecture.objects.get(pk=made.NAGANO),
        "capacity_days": 10,
    } | changes
    return actions.register_adviser(
        person.pk,
        fields=Field.objects.filter(pk__in=fields),
        by=by,
        at=NOW,
        **values,
    )


def change(adviser, by, *, fields=("welfare",), employers=(), **values):
    return actions.change_adviser(
        adviser.pk,
        fields=Field.objects.filter(pk__in=fields),
        employers=employers,
        by=by,
        at=NOW,
        **values,
    )


def refused(deed, *args, **values):
    with pytest.raises(actions.CannotRegisterAdviser) as caught:
        deed(*args, **values)
    return [one.code for one in caught.value.reasons]


def names(adviser):
    return [one.name for one in audit.history_of(adviser)]


def test_the_office_enters_a_person_who_is_told(person, office):
    assert list(queries.without_entry()) == [person]
    adviser = register(person, office, fields=("welfare", "education"))

    assert {one.pk for one in adviser.fields.all()} == {"welfare", "education"}
    assert names(adviser) == ["adviser.registered"]
    assert Message.objects.get(kind="adviser.registered").recipient == person.user
    assert list(queries.active()) == [adviser]
    assert not queries.without_entry().exists()


def test_a_person_is_entered_once(person, office):
    adviser = register(person, office)
    assert refused(register, person, office) == ["advisers.already_registered"]
    assert Adviser.objects.get() == adviser
    assert Message.objects.filter(kind="adviser.registered").count() == 1


def test_control_without_the_question_the_database_says_no(person, office):
    adviser = register(person, office)
    adviser.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        adviser.save()


def test_only_people_in_the_role_of_adviser_are_entered(office):
    assert refused(register, make.member(), office) == ["advisers.wrong_role"]


@pytest.mark.parametrize("role", ["officer", "adviser", "reviewer", "auditor"])
def test_only_the_office_enters_and_corrects(person, office, role):
    stranger = make.member(role)
    assert refused(register, person, stranger) == ["advisers.office_only"]
    adviser = register(person, office)
    assert refused(change, adviser, stranger) == ["advisers.office_only"]


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({"sides": []}, ["advisers.side_missing"]),
        ({"sides": ["use", "magic"]}, ["advisers.side_missing"]),
        ({"fields": ()}, ["advisers.field_missing"]),
        ({"capacity_days": 367}, ["advisers.too_many_days"]),
        ({"languages": ["xx"]}, ["advisers.language_missing"]),
        (
            {"sides": [], "fields": ()},
            ["advisers.side_missing", "advisers.field_missing"],
        ),
    ],
)
def test_an_entry_that_says_too_little_or_too_much_is_refused(
    person, office, changes, codes
):
    assert refused(register, person, office, **changes) == codes
    assert not Adviser.objects.exists()
    adviser = register(person, office)
    assert refused(change, adviser, office, **changes) == codes


def test_the_database_refuses_more_days_than_a_year_has(person, office):
    adviser = register(person, office)
    with pytest.raises(IntegrityError), transaction.atomic():
        Adviser.objects.filter(pk=adviser.pk).update(capacity_days=367)


def test_the_office_corrects_an_entry_with_both_texts_in_the_history(office):
    adviser = made.adviser()
    body = make.organisation(name_ja="見本市役所")
    changed = change(
        adviser,
        office,
        fields=("education",),
        employers=[body],
        sides=["people"],
        prefecture=Prefecture.objects.get(pk=made.TOKYO),
        is_active=False,
    )
    assert [one.pk for one in changed.fields.all()] == ["education"]
    assert list(changed.employers.all()) == [body]
    assert not queries.active().exists()
    event = audit.history_of(adviser).last()
    assert event.details["before"] == {
        "sides": ["use"],
        "prefecture": made.NAGANO,
        "is_active": True,
        "fields": ["welfare"],
        "employers": [],
    }
    assert [one.name for one in adviser.employments.all()] == ["見本市役所"]


def test_a_body_that_is_not_registered_here_is_kept_by_name(office):
    adviser = made.adviser()
    tie = said.body("知らない大学", date(2020, 4, 1), None, "非常勤講師")
    change(adviser, office, employers=[tie])
    kept = adviser.employments.get()
    assert (kept.organisation, str(kept), kept.ground) == (
        None,
        "知らない大学",
        "非常勤講師",
    )
    assert not adviser.employers.exists()
    assert queries.said_of(adviser)["employers"] == [tie]


def test_vendors_are_kept_by_name_and_by_row_where_it_is_known(office):
    adviser, known = made.adviser(), make.organisation(name_ja="見本システムズ")
    ties = [said.body("見本クラウド"), said.body("見本システムズ", ground="顧問")]
    change(adviser, office, vendors=ties)
    rows = {one.name: one.organisation for one in adviser.vendors.all()}
    assert rows == {"見本クラウド": None, "見本システムズ": known}


def test_control_the_database_keeps_no_body_twice_and_none_without_a_name():
    adviser = made.adviser()
    DeclaredVendor.objects.create(adviser=adviser, name="見本クラウド")
    for row in (
        DeclaredVendor(adviser=adviser, name="見本クラウド"),
        DeclaredVendor(adviser=adviser, name=""),
        Employment(adviser=adviser),
        Employment(
            adviser=adviser, name="x", since=date(2026, 4, 2), until=date(2026, 4, 1)
        ),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            row.save()


def test_correcting_nothing_is_no_change(office):
    adviser = made.adviser()
    change(adviser, office, sides=["use"], is_active=True)
    assert names(adviser) == ["adviser.registered"]


def test_only_what_an_entry_holds_is_taken(office):
    with pytest.raises(TypeError):
        change(made.adviser(), office, membership=None)
