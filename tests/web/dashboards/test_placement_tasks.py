"""My page says what waits in a manager's placement, for each side its own."""

from datetime import date

import pytest

from chiiki_web.dashboards.queries.tasks import tasks_for
from chiiki_web.placements import actions
from web import make
from web.make import NOW
from web.placements import made

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return make.member()


@pytest.fixture
def office():
    return make.member("office")


def addresses(member, at=NOW):
    found = [task.url for task in tasks_for(member, at)]
    return {one for one in found if one.startswith("/placements/")}


def test_a_placement_to_agree_on_waits_for_both(officer, office):
    placement = made.written(made.opened(officer, office), officer)
    page = f"/placements/{placement.pk}/"
    assert addresses(officer) == addresses(made.manager_of(placement)) == {page}
    made.agree(placement, officer)
    assert addresses(officer) == set()


def test_a_late_log_waits_for_the_manager_and_a_sent_one_for_the_region(
    officer, office
):
    placement = made.running(officer, office)
    log, late = placement.logs.first(), made.at(date(2027, 1, 11))
    manager = made.manager_of(placement)
    assert addresses(manager, late) == {f"/placements/logs/{log.pk}/"}
    actions.write_log(log.pk, days_worked=4, done="聞き取り", by=manager, at=late)
    assert addresses(manager, late) == set()
    assert addresses(officer, late) == {f"/placements/logs/{log.pk}/"}
