"""What was sent stands under the headings of the plan's steps, with jumps on top."""

import pytest
from django.urls import reverse

from chiiki_web.plans import forms as plan_forms
from web.applications import made
from web.visit import get, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def html(client):
    who = made.people()
    application = made.received(who)
    address = reverse("applications:examine", args=[application.pk])
    return text(get(client, who.office, address))


def test_the_steps_of_the_plan_are_the_headings_in_their_order(html):
    places = [html.index(f"<h3>{step.title}</h3>") for step in plan_forms.STEPS]
    assert places == sorted(places)


def test_each_part_stands_below_the_heading_of_its_step(html):
    users = next(one for one in plan_forms.STEPS if one.code == "users")
    _before, _heading, below = html.partition(f"<h3>{users.title}</h3>")
    here = below.partition("<h3>")[0]
    assert 'id="part-target_users"' in here
    assert 'id="part-goal"' not in here


def test_the_table_of_costs_stands_once_below_the_heading_of_the_costs(html):
    costs = next(one for one in plan_forms.STEPS if one.code == "costs")
    _before, _heading, below = html.partition(f"<h3>{costs.title}</h3>")
    assert 'id="part-cost_lines"' in below.partition("<h3>")[0]
    assert html.count('id="part-cost_lines"') == 1


def test_a_running_cost_has_its_unit_once(html):
    assert "終了後の年間運用経費</dt>" in html
    assert "年間運用経費（円）" not in html


def test_the_page_begins_with_jumps_that_all_arrive(html):
    jumps = html.partition('class="jumps"')[2].partition("</nav>")[0]
    names = [one.partition('"')[0] for one in jumps.split('href="#')[1:]]
    assert {"complete", "sent-plan", "part-files", "give-back"} <= set(names)
    assert all(f'id="{name}"' in html for name in names)
