"""Every fact that a rule may ask for is filled by the site, and has a place to be said."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import pytest

from chiiki.rules import vocabulary
from chiiki_web.backgrounds import actions as backgrounds
from chiiki_web.dispatch.engine_input import scheme_and_facts
from chiiki_web.plans import forms, queries
from chiiki_web.plans.forms.places import NOT_IN_A_PLAN
from chiiki_web.regions.models import Municipality
from chiiki_web.schemes import queries as schemes
from web import make
from web.backgrounds import made
from web.dispatch import made as dispatch
from web.make import MATSUMOTO, NOW

pytestmark = [pytest.mark.django_db, pytest.mark.once]
# Facts that nothing fills, each with the reason. Rules that ask for one stay "cannot tell".
NOT_FILLED: dict[str, str] = {}


def filled() -> set[str]:
    """What the site tells the rules of a plan that says everything, and of a request."""
    officer = make.member()
    plan = make.full_plan(officer)
    plan.as_consortium, plan.school_count, plan.recommended_by = True, 3, "見本県"
    plan.save()
    partner = make.partner(plan)
    for one in (officer, partner):
        made.state(one, decided_on=date(2015, 4, 1))
    backgrounds.state_strength(
        officer.organisation,
        Municipality.objects.get(pk=MATSUMOTO),
        fiscal_year=2024,
        thousandths=480,
        source="見本の表",
        case=plan.case,
        by=officer,
        at=NOW,
    )
    call = made.excluding(make.member("office"), made.NOT_AGAIN, made.NOT_STRONG)
    scheme = schemes.scheme_of(call)
    known = queries.PlanFacts(made.fresh(plan), scheme).of(call, scheme)
    _scheme, asked = scheme_and_facts(dispatch.request(officer, months=5))
    return {*known.facts, *(name for name, value in asked.items() if value is not None)}


def silent(names: Iterable[str]) -> list[str]:
    """Facts of the vocabulary that neither the site fills nor the list names."""
    found = filled()
    return [name for name in names if name not in found and name not in NOT_FILLED]


def test_the_site_fills_every_fact_or_the_list_says_why_not():
    assert silent(vocabulary()) == []


def test_a_fact_that_nothing_fills_is_found():
    assert silent([*vocabulary(), "plan.colour"]) == ["plan.colour"]


def test_the_list_names_no_fact_that_the_site_fills():
    assert not NOT_FILLED.keys() & filled()
    assert NOT_FILLED.keys() <= vocabulary().keys()


def test_every_fact_has_a_place_in_a_plan_or_it_is_said_why_not():
    plan = make.plan()
    without = [name for name in vocabulary() if not forms.place_of(name, plan)]
    groups = {name.partition(".")[0] for name in without}
    assert groups == set(NOT_IN_A_PLAN)
    assert all(NOT_IN_A_PLAN.values())


def test_every_place_is_on_its_page(client):
    """The anchor of each fact's place stands on the page that it leads to."""
    officer = make.member()
    client.force_login(officer.user)
    plan = make.plan(officer)
    plan.recommended_by = "見本県"
    plan.save()
    lost = []
    for name in vocabulary():
        url, _hash, anchor = forms.place_of(name, plan).partition("#")
        if url and f'id="{anchor}' not in client.get(url).content.decode():
            lost.append(name)
    assert lost == []
