"""A log of each month: written by the manager, confirmed or returned by the region."""

from datetime import date

import pytest

from chiiki_web.outbox.models import Message
from chiiki_web.placements import actions, queries
from chiiki_web.placements.actions.reminding import step
from web.placements import made
from web.placements.made import refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def placement(officer, office):
    return made.running(officer, office)


@pytest.fixture
def log(placement):
    return placement.logs.first()


def write(log, placement, day=date(2027, 1, 5), **changes):
    said = {"days_worked": 4, "done": "聞き取り"} | changes
    return actions.write_log(
        log.pk, by=made.manager_of(placement), at=made.at(day), **said
    )


def count(kind):
    return Message.objects.filter(kind=kind).count()


def test_it_is_written_and_confirmed(placement, log, officer):
    assert write(log, placement).status == "sent"
    assert count("placement.log_sent") == 1
    assert actions.confirm_log(log.pk, by=officer, at=made.at(made.HALF)).status == (
        "confirmed"
    )


def test_returned_with_a_ground_it_is_written_anew(placement, log, officer):
    write(log, placement)
    day = made.at(date(2027, 1, 6))
    found = refused(actions.return_log, log.pk, ground=" ", by=officer)
    assert found == {"returned_without_ground"}
    actions.return_log(log.pk, ground="3日だった。", by=officer, at=day)
    again = write(log, placement, date(2027, 1, 7), days_worked=3)
    assert (again.status, again.days_worked) == ("sent", 3)
    assert again.return_ground == "3日だった。"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"day": date(2026, 12, 30)}, "month_not_over"),
        ({"days_worked": 32}, "more_days_than_month"),
        ({"done": " "}, "nothing_said"),
        ({"days_worked": 0, "done": ""}, "no_day_without_why"),
    ],
)
def test_it_is_refused(placement, log, changes, code):
    day = changes.pop("day", date(2027, 1, 5))
    said = {"days_worked": 4, "done": "聞き取り"} | changes
    found = refused(
        actions.write_log,
        log.pk,
        by=made.manager_of(placement),
        at=made.at(day),
        **said,
    )
    assert found == {code}


def test_the_last_day_of_the_month_is_early_enough(placement, log):
    assert write(log, placement, date(2026, 12, 31)).status == "sent"


def test_a_month_without_a_day_says_why(placement, log):
    assert write(log, placement, days_worked=0, done="", obstacles="入院").status == (
        "sent"
    )


def test_it_is_sent_once(placement, log):
    write(log, placement)
    found = refused(
        actions.write_log,
        log.pk,
        days_worked=4,
        done="見本",
        by=made.manager_of(placement),
    )
    assert found == {"log_sent_already"}


def test_what_was_not_sent_is_not_confirmed(log, officer):
    assert refused(actions.confirm_log, log.pk, by=officer) == {"log_not_sent"}


def test_each_side_does_its_own_part(placement, log, officer):
    manager = made.manager_of(placement)
    assert refused(actions.confirm_log, log.pk, by=manager) == {"not_yours"}
    found = refused(actions.write_log, log.pk, days_worked=1, done="見本", by=officer)
    assert found == {"not_yours"}


def test_it_is_late_after_the_tenth(placement, log):
    assert not queries.late_logs(date(2027, 1, 10)).exists()
    assert list(queries.late_logs(date(2027, 1, 11))) == [log]


def test_the_manager_is_reminded_on_each_step_once(placement):
    for day in (date(2026, 12, 30), date(2026, 12, 31), date(2027, 1, 9)):
        actions.remind(made.at(day))
    assert count("placement.log_reminder") == 1
    for day in (date(2027, 1, 10), date(2027, 1, 11), date(2027, 1, 17)):
        actions.remind(made.at(day))
    assert count("placement.log_reminder") == 3


def test_what_was_written_is_not_reminded_of(placement, log):
    write(log, placement)
    actions.remind(made.at(date(2027, 1, 17)))
    assert not count("placement.log_reminder")


def test_the_region_is_reminded_to_confirm_after_a_week(placement, log):
    write(log, placement)
    actions.remind(made.at(date(2027, 1, 11)))
    assert not count("placement.confirm_reminder")
    actions.remind(made.at(date(2027, 1, 12), hour=13))
    assert count("placement.confirm_reminder") == 1


def test_control_a_step_is_told_apart_from_the_next():
    due, week = date(2027, 1, 10), queries.usual().log_again
    steps = {step(due, due + week * n, week) for n in range(-1, 3)}
    assert steps == {"open", "due", "late-1", "late-2"}
