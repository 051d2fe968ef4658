"""Who wears which hat today, who stands for whom, and names behind the history."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser

from chiiki_web.accounts import queries
from chiiki_web.accounts.backends import PersonBackend
from chiiki_web.accounts.models import Membership, User
from chiiki_web.regions.models import Municipality
from web import make
from web.make import NOW

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


@pytest.fixture(autouse=True)
def now(clock):
    clock.move_to(NOW)


def member(since=-9, until=None, role="officer", of=None):
    made = make.member(role, of)
    made.since = TODAY + timedelta(days=since)
    made.until = None if until is None else TODAY + timedelta(days=until)
    made.save()
    return made


@pytest.mark.parametrize(
    ("since", "until", "is_worn"),
    [(0, None, True), (1, None, False), (-9, 0, True), (-9, -1, False)],
)
def test_a_hat_is_worn_from_its_first_to_its_last_day(since, until, is_worn):
    one = member(since, until)
    assert (one in queries.memberships_of(one.user)) is is_worn
    assert (one in queries.holders("officer")) is is_worn


def test_a_stranger_wears_none():
    assert queries.memberships_of(AnonymousUser()) == []


def test_a_person_who_is_signed_in_comes_with_all_hats_in_one_statement(
    django_assert_num_queries,
):
    older = member()
    older.organisation.municipality = Municipality.objects.earliest("pk")
    older.organisation.save()
    newer = Membership.objects.create(
        user=older.user, organisation=older.organisation, role="office", since=TODAY
    )
    with django_assert_num_queries(1):
        person = PersonBackend().get_user(older.user_id)
        found = queries.memberships_of(person)
        assert all(one.organisation.municipality.name_ja for one in found)
    assert found == [older, newer]
    assert found[0].organisation == older.organisation


def test_a_person_without_a_hat_is_still_a_person():
    one = member(since=1)
    assert PersonBackend().get_user(one.user_id).hats == []


@pytest.mark.parametrize("change", [{"is_active": False}, None])
def test_who_is_gone_or_shut_out_is_signed_in_no_more(client, change):
    one = member()
    client.force_login(one.user)
    people = User.objects.filter(pk=one.user_id)
    if change:
        people.update(**change)
    else:
        Membership.objects.filter(pk=one.pk).delete()
        people.delete()
    assert client.get("/my/").status_code == 302


def test_a_hat_taken_away_is_gone_with_the_next_page(client):
    one = member()
    client.force_login(one.user)
    assert client.get("/my/").status_code == 200
    Membership.objects.filter(pk=one.pk).update(until=TODAY - timedelta(days=1))
    assert client.get("/my/").status_code == 403


def test_those_who_hold_a_role_are_of_one_organisation_or_of_all():
    town = make.organisation()
    own, other, reviewer = (
        member(of=town),
        member(),
        member(role="reviewer", of=town),
    )
    assert list(queries.holders("officer", town)) == [own]
    assert set(queries.holders("officer")) == {own, other}
    assert list(queries.holders("reviewer")) == [reviewer]


def test_a_person_who_may_not_sign_in_is_told_nothing():
    one = member()
    one.user.is_active = False
    one.user.save()
    assert not queries.holders("officer").exists()


def test_organisations_of_the_past_still_count_for_conflicts():
    former = member(until=-100)
    assert queries.organisation_ids_of(former.user_id) == {former.organisation_id}


def test_an_organisation_counts_the_people_of_today():
    town = make.organisation()
    for since, until in ((-9, None), (-9, 0), (-9, -1), (1, None)):
        member(since, until, of=town)
    (found,) = queries.organisations()
    assert found.people == 2


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("見本港", ["見本港市"]),
        ("MINATO", ["見本港市"]),
        ("", ["NPO法人見本", "見本港市"]),
        (" 見本港\x00 ", ["見本港市"]),
        ("%", []),
        ("'", []),
    ],
)
def test_organisations_are_found_by_either_name(text, found):
    make.organisation(name_ja="見本港市", name_en="Mihonminato-shi")
    make.organisation("npo", name_ja="NPO法人見本")
    assert sorted(one.name_ja for one in queries.organisations(text)) == found


def test_the_history_is_read_with_names():
    one = make.member("office", of=make.organisation("office", name_ja="見本省"))
    names = queries.names_behind(
        [f"user:{one.user_id}", "system"], [f"office@{one.organisation_id}", ""]
    )
    assert names == {
        f"user:{one.user_id}": "見本 太郎",
        f"office@{one.organisation_id}": "見本省 · 事務局",
    }
