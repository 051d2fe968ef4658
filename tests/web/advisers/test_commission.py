"""The office commissions advisers for a fiscal year; who is not commissioned is not sent."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from chiiki_web.advisers import actions, queries
from chiiki_web.advisers.models import Commission, Unavailable
from chiiki_web.audit import queries as audit
from chiiki_web.outbox.models import Message
from web import make
from web.advisers import made
from web.make import NOW

pytestmark = pytest.mark.django_db
YEAR = 2026


@pytest.fixture
def office():
    return make.member("office")


@pytest.fixture
def adviser():
    return made.adviser(commissioned=False)


def commission(adviser, by, **values):
    said = {"fiscal_year": YEAR, "capacity_days": 8} | values
    return actions.commission_adviser(adviser.pk, by=by, at=NOW, **said)


def refused(deed, *args, **values):
    with pytest.raises(actions.CannotCommission) as caught:
        deed(*args, **values)
    return [one.code for one in caught.value.reasons]


def test_who_is_commissioned_can_be_sent_and_is_told(adviser, office):
    assert not queries.commissioned(YEAR).exists()
    done = commission(adviser, office)
    assert (done.number, done.capacity_days) == ("令和8年度委嘱第1号", 8)
    assert done.rate_class == "standard"
    assert list(queries.commissioned(YEAR)) == [adviser]
    assert queries.commissioned(YEAR).get().of_year == [done]
    assert not queries.commissioned(YEAR + 1).exists()
    assert audit.history_of(done).last().name == "commission.decided"
    told = Message.objects.get(kind="adviser.commissioned")
    assert told.recipient == adviser.membership.user


def test_numbers_of_a_year_come_one_after_another(office):
    numbers = [
        commission(made.adviser(commissioned=False), office).number for _ in range(3)
    ]
    assert numbers == [f"令和8年度委嘱第{number}号" for number in (1, 2, 3)]


def test_nobody_is_commissioned_twice_for_a_year(adviser, office):
    commission(adviser, office)
    assert refused(commission, adviser, office) == ["advisers.already_commissioned"]
    commission(adviser, office, fiscal_year=YEAR + 1)
    assert Commission.objects.count() == 2


def test_control_without_the_question_the_database_says_no(adviser, office):
    done = commission(adviser, office)
    done.pk, done.number = None, "令和8年度委嘱第2号"
    with pytest.raises(IntegrityError), transaction.atomic():
        done.save()


@pytest.mark.parametrize(
    ("values", "codes"),
    [
        ({"fiscal_year": YEAR - 1}, ["advisers.year_out_of_reach"]),
        ({"fiscal_year": YEAR + 2}, ["advisers.year_out_of_reach"]),
        ({"capacity_days": 0}, ["advisers.days_to_commission"]),
        ({"capacity_days": 367}, ["advisers.days_to_commission"]),
        ({"rate_class": "gold"}, ["advisers.unknown_rate_class"]),
    ],
)
def test_what_no_commission_can_say_is_refused(adviser, office, values, codes):
    assert refused(commission, adviser, office, **values) == codes
    assert not Commission.objects.exists()


def test_who_is_out_of_the_list_is_not_commissioned(office):
    adviser = made.adviser(commissioned=False, is_active=False)
    assert refused(commission, adviser, office) == ["advisers.not_in_the_list"]


@pytest.mark.parametrize("role", ["officer", "adviser", "reviewer", "auditor"])
def test_only_the_office_commissions_and_ends(adviser, office, role):
    stranger = make.member(role)
    assert refused(commission, adviser, stranger) == ["advisers.office_only"]
    done = commission(adviser, office)
    again = refused(actions.end_commission, done.pk, ground="x", by=stranger, at=NOW)
    assert again == ["advisers.office_only"]


def test_an_ended_commission_sends_nobody_and_the_adviser_reads_why(adviser, office):
    done = commission(adviser, office)
    actions.end_commission(done.pk, ground="本人の申出", by=office, at=NOW)
    done.refresh_from_db()
    assert (done.state, done.end_ground) == (Commission.State.ENDED, "本人の申出")
    assert not queries.commissioned(YEAR).exists()
    assert "本人の申出" in Message.objects.get(kind="adviser.commission_ended").body


def test_an_end_needs_a_ground_and_comes_once(adviser, office):
    done = commission(adviser, office)
    end = {"by": office, "at": NOW}
    without = refused(actions.end_commission, done.pk, ground=" ", **end)
    assert without == ["advisers.ground_missing"]
    actions.end_commission(done.pk, ground="本人の申出", **end)
    again = refused(actions.end_commission, done.pk, ground="再び", **end)
    assert again == ["advisers.commission_ended"]


def test_control_the_database_keeps_no_end_without_a_ground(adviser, office):
    done = commission(adviser, office)
    with pytest.raises(IntegrityError), transaction.atomic():
        Commission.objects.filter(pk=done.pk).update(is_ended=True, ended_at=NOW)


def test_after_an_end_the_same_year_can_be_commissioned_again(adviser, office):
    done = commission(adviser, office)
    actions.end_commission(done.pk, ground="区分の変更", by=office, at=NOW)
    assert commission(adviser, office).number == "令和8年度委嘱第2号"
    assert list(queries.commissioned(YEAR)) == [adviser]


def test_a_month_without_a_free_weekday_is_not_free(adviser):
    other = made.adviser(commissioned=False)
    for first, last in (
        (date(2026, 4, 20), date(2026, 6, 29)),
        (date(2027, 3, 31), date(2027, 5, 1)),
    ):
        Unavailable.objects.create(adviser=adviser, first_day=first, last_day=last)
    free = queries.months_free([adviser.pk, other.pk], YEAR)
    assert len(free[other.pk]) == 12
    assert free[other.pk] - free[adviser.pk] == {"2026-05"}


def test_an_empty_question_has_an_empty_answer():
    assert queries.months_free([], YEAR) == {}
