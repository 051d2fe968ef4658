"""Who declined, let the last day pass or was lifted reads that they were asked, no more."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from chiiki_web.dispatch import actions, queries
from chiiki_web.finding.queries import rows as finding
from web.advisers import made as advisers
from web.dispatch import made
from web.make import NOW
from web.services.browse import get, text

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def now(clock):
    clock.move_to(NOW)


@pytest.fixture
def two():
    return [advisers.adviser(), advisers.adviser(sides=["people"])]


def declines(candidate, office):
    person = candidate.adviser.membership
    actions.decline_dispatch(candidate.pk, note="見本の理由", by=person, at=NOW)


def lets_it_lapse(candidate, office):
    actions.chase_answers(candidate.answer_by)


def is_lifted(candidate, office):
    actions.accept_dispatch(candidate.pk, by=candidate.adviser.membership, at=NOW)
    actions.lift_acceptance(candidate.pk, ground="見本", by=office, at=NOW)


@pytest.fixture(params=[declines, lets_it_lapse, is_lifted])
def gone(request, officer, office, two):
    """The first of two does not come; the second has accepted, the days are agreed."""
    wanted = made.ranked(officer, office)
    first = made.asked(wanted)
    request.param(first, office)
    second = made.accept(wanted)
    start = NOW + 20 * DAY
    schedule = actions.enter_schedule(
        wanted.pk,
        [
            actions.Stretch(
                starts_at=start, ends_at=start + timedelta(hours=2), place="見本庁舎"
            )
        ],
        form_key=uuid4(),
        by=officer,
        at=NOW,
    )
    actions.confirm_schedule(schedule.pk, by=second.adviser.membership, at=NOW)
    return wanted, first.adviser.membership, second.adviser.membership


def page(name, request):
    return reverse(f"dispatch:{name}", args=[request.pk])


def test_who_does_not_come_reads_nothing_of_the_request(client, gone, officer):
    wanted, out, comes = gone
    html = text(get(client, out, page("detail", wanted)))
    assert wanted.number in html
    private = (wanted.project, wanted.problem, officer.user.email, "見本庁舎")
    assert not [one for one in private if one in html]
    assert not queries.contacts(wanted, out)
    control = text(get(client, comes, page("detail", wanted)))
    assert all(one in control for one in private)


def test_their_list_has_the_number_and_the_answer_alone(client, gone):
    wanted, out, comes = gone
    html = text(get(client, out, reverse("dispatch:list")))
    assert wanted.number in html
    assert wanted.project not in html
    assert wanted.project in text(get(client, comes, reverse("dispatch:list")))


@pytest.mark.parametrize(("name", "opens"), [("calendar", 200), ("report", 200)])
def test_no_other_page_opens(client, clock, gone, name, opens):
    wanted, out, comes = gone
    clock.move_to(NOW + 20 * DAY)
    assert get(client, out, page(name, wanted)).status_code == 404
    assert get(client, comes, page(name, wanted)).status_code == opens


def test_they_do_not_find_it_by_its_words(gone):
    wanted, out, comes = gone
    key = f"request:{wanted.pk}"
    assert (key in finding.requests_of(out), key in finding.requests_of(comes)) == (
        False,
        True,
    )


def test_everybody_reads_the_same_state(client, gone, officer, office):
    wanted, _out, comes = gone
    for by in (officer, comes):
        actions.report_dispatch(
            wanted.pk,
            held_on=(NOW + 20 * DAY).date(),
            days_used=1,
            done="見本",
            outcome="見本",
            by=by,
            at=NOW + 21 * DAY,
        )
    for member in (officer, office, comes):
        html = text(get(client, member, page("detail", wanted)))
        lead = html.split('class="lead">')[1].split("</p>")[0]
        assert "報告済" in lead
