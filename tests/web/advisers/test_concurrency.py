"""Two officers at one moment: one commission, one number, one decision."""

import pytest

from chiiki_web.advisers import actions, queries
from chiiki_web.advisers.actions import commissioning, stating
from chiiki_web.advisers.models import Adviser, Commission, Statement
from chiiki_web.refusals import Refusal
from web import make
from web.advisers import made
from web.at_once import at_once, faults_at_once, looking_together
from web.make import NOW

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def commission(adviser, by):
    return actions.commission_adviser(
        adviser.pk, fiscal_year=2026, capacity_days=5, by=by, at=NOW
    )


def test_two_officers_who_commission_one_person_make_one_commission():
    adviser = made.adviser(commissioned=False)
    officers = [make.member("office") for _ in range(4)]
    faults = faults_at_once(
        [lambda by=one: commission(adviser, by) for one in officers]
    )
    assert len(faults) == 3
    assert all(isinstance(one, Refusal) for one in faults)
    assert Commission.objects.count() == 1


def test_many_commissioned_at_once_have_numbers_of_their_own():
    by = make.member("office")
    people = [made.adviser(commissioned=False) for _ in range(5)]
    assert not faults_at_once([lambda one=one: commission(one, by) for one in people])
    numbers = set(Commission.objects.values_list("number", flat=True))
    assert numbers == {f"令和8年度委嘱第{number}号" for number in range(1, 6)}


def test_control_without_the_lock_numbers_meet(monkeypatch):
    """All have counted before the first is written: the database says no to the others."""
    by = make.member("office")
    people = [made.adviser(commissioned=False) for _ in range(3)]
    monkeypatch.setattr(
        commissioning.Programme.objects, "select_for_update", lambda: Unlocked()
    )
    number = looking_together(commissioning._next_number, 3)
    monkeypatch.setattr(commissioning, "_next_number", number)
    faults = faults_at_once([lambda one=one: commission(one, by) for one in people])
    assert len(faults) == 2
    assert not any(isinstance(one, Refusal) for one in faults)


class Unlocked:
    """Stands in for the row that would be locked."""

    def get(self, pk):
        return None


def test_two_officers_who_decide_on_one_offer_decide_once():
    held = made.offer(make.member("adviser"))
    seen, officers = queries.stamp_of(held), [make.member("office") for _ in range(4)]

    def accept(by):
        return actions.accept_statement(held.pk, seen=seen, by=by, at=NOW)

    def decline(by):
        return actions.decline_statement(held.pk, ground="否", by=by, at=NOW)

    deeds = [accept, decline, accept, decline]
    given = at_once(
        [lambda d=d, by=by: d(by) for d, by in zip(deeds, officers, strict=True)]
    )
    done = [one for one in given if isinstance(one, Statement)]
    assert len(done) == 1
    held.refresh_from_db()
    assert Adviser.objects.exists() is (held.state == "accepted")


def test_control_without_the_lock_an_offer_is_accepted_and_declined(monkeypatch):
    held = made.offer(make.member("adviser"))
    seen, officers = queries.stamp_of(held), [make.member("office") for _ in range(2)]

    def look(pk):
        return Statement.objects.select_related("membership__user").get(pk=pk)

    monkeypatch.setattr(stating, "hold", looking_together(look, 2))
    deeds = [
        lambda: actions.accept_statement(held.pk, seen=seen, by=officers[0], at=NOW),
        lambda: actions.decline_statement(held.pk, ground="否", by=officers[1], at=NOW),
    ]
    assert not faults_at_once(deeds)


def test_two_who_correct_one_entry_come_one_after_the_other():
    adviser = made.adviser()
    officers = [make.member("office") for _ in range(3)]
    deeds = [
        lambda by=by, n=n: actions.change_adviser(
            adviser.pk, affiliation=f"大学{n}", by=by, at=NOW
        )
        for n, by in enumerate(officers)
    ]
    assert not faults_at_once(deeds)
    adviser.refresh_from_db()
    assert adviser.affiliation.startswith("大学")
