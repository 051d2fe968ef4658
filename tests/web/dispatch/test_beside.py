"""The pages of the register show what dispatch knows: past work, and promised days."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import translation

from chiiki_web.advisers import queries
from chiiki_web.dispatch.models import Report, Request, Schedule, Visit
from web import make
from web.advisers import made as advisers
from web.dispatch import made
from web.make import NOW

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


@pytest.fixture
def adviser():
    return advisers.adviser()


@pytest.fixture
def accepted(adviser):
    """A request that this adviser has accepted."""
    officer, office = make.member(), make.member("office")
    request = made.ranked(officer, office)
    made.accept(request)
    return request


def report(request, side, outcome):
    return Report.objects.create(
        request=request,
        side=side,
        held_on=TODAY,
        done="助言した",
        outcome=outcome,
        submitted_at=NOW,
    )


def test_only_what_requesters_share_is_read_by_everybody(adviser, accepted):
    report(accepted, "requester", "絞ることができた")
    report(accepted, "adviser", "内輪の話")
    rows = Request.objects.filter(pk=accepted.pk)
    assert not queries.past_dispatches(adviser)
    rows.update(status="reported")
    assert not queries.past_dispatches(adviser)
    rows.update(shares_case=True)
    (found,) = queries.past_dispatches(adviser)
    assert (found.outcome, found.project) == ("絞ることができた", accepted.project)
    type(accepted.organisation).objects.update(name_en="Sample Town")
    with translation.override("en"):
        (found,) = queries.past_dispatches(adviser)
    assert found.body == "Sample Town"


def test_days_of_a_schedule_stand_in_the_calendar(adviser, accepted):
    schedule = Schedule.objects.create(
        request=accepted,
        form_key=uuid4(),
        side="adviser",
        entered_by=adviser.membership,
        entered_at=NOW,
    )
    starts = NOW + timedelta(days=14)
    Visit.objects.create(
        schedule=schedule, starts_at=starts, ends_at=starts + timedelta(hours=3)
    )
    month = starts.date().replace(day=1)
    days = [one for one in queries.month_of(adviser, month, TODAY).days if one.promised]
    assert [one.on for one in days] == [starts.date()]
    Schedule.objects.update(ended_at=NOW)
    shown = queries.month_of(adviser, month, TODAY)
    assert not [one for one in shown.days if one.promised]
