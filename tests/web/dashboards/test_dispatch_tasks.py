"""What a dispatch asks of both sides on My page once its first day has come."""

from datetime import timedelta

import pytest
from django.utils.translation import override

from chiiki_web.dashboards.queries.tasks import tasks_for
from web import make
from web.advisers import made as advisers
from web.dispatch import made
from web.make import NOW

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=90)


@pytest.fixture
def sides():
    """Officer and adviser of a dispatch whose days both have agreed on."""
    officer, office = make.member(), make.member("office")
    adviser = advisers.adviser()
    request = made.ranked(officer, office)
    made.accept(request)
    made.agree(request)
    return officer, adviser.membership


def to_report(member, at):
    with override("en"):
        found = [(str(one.label), one.count) for one in tasks_for(member, at)]
    return [count for label, count in found if "to report on" in label]


@pytest.mark.parametrize("side", [0, 1])
def test_nobody_is_asked_to_report_before_the_first_day(sides, side):
    assert sum(to_report(sides[side], NOW)) == 0


@pytest.mark.parametrize("side", [0, 1])
def test_from_the_first_day_on_each_side_is(sides, side):
    assert to_report(sides[side], LATER) == [1]
