"""What the rules are told of fiscal strength: published before stated, never made up."""

import pytest

from chiiki_web.backgrounds import actions
from chiiki_web.backgrounds.queries import place_of
from chiiki_web.plans import queries as plans
from chiiki_web.regions import actions as regions
from chiiki_web.regions.models import Municipality, Prefecture
from web import make
from web.backgrounds import made
from web.make import MATSUMOTO, NOW

pytestmark = pytest.mark.django_db
STRENGTH = "region.fiscal_strength_thousandths"
NAGANO, OTHER = "200000", "202037"


@pytest.fixture
def officer():
    return make.member()


@pytest.fixture
def call():
    return made.excluding(make.member("office"), made.NOT_STRONG)


def published(code, year, value):
    row = {"code": code, "year": year, "value": value, "source": "見本の表"}
    regions.update_fiscal_strengths([row], by=None, at=NOW)


def state(officer, year=2025, thousandths=480, **more):
    said = {"source": "見本の表", "case": "", "at": NOW} | more
    return actions.state_strength(
        officer.organisation,
        Municipality.objects.get(pk=MATSUMOTO),
        fiscal_year=year,
        thousandths=thousandths,
        by=officer,
        **said,
    )


def test_the_newest_published_figure_up_to_the_year_of_the_call_is_known(officer, call):
    published(MATSUMOTO, "令和6年度", "0.71")
    published(MATSUMOTO, "令和7年度", "0.70")
    assert made.known(make.plan(officer), call) == {STRENGTH: 700}
    call.fiscal_year = 2024
    assert made.known(make.plan(officer), call) == {STRENGTH: 710}


def test_the_figure_of_another_place_is_not_taken(officer, call):
    published(OTHER, "2025", "0.5")
    assert made.known(make.plan(officer), call) == {}


def test_a_stated_figure_is_marked_as_stated(officer, call):
    state(officer)
    plan = make.plan(officer)
    assert made.known(plan, call) == {STRENGTH: 480}
    assert plans.check(made.fresh(plan), call).stated == {STRENGTH}


def test_a_published_figure_goes_before_a_stated_one(officer, call):
    state(officer)
    published(MATSUMOTO, "2024", "0.71")
    plan = make.plan(officer)
    assert made.known(plan, call) == {STRENGTH: 710}
    assert plans.check(made.fresh(plan), call).stated == frozenset()


def test_what_another_organisation_stated_does_not_count(officer, call):
    state(make.member())
    assert made.known(make.plan(officer), call) == {}


def test_the_finances_of_the_local_government_that_applies_are_meant():
    town = Municipality.objects.get(pk=MATSUMOTO)
    other = Municipality.objects.get(pk=OTHER)
    nagano = Prefecture.objects.get(pk=NAGANO)
    assert place_of(make.organisation(municipality=other), town) == other
    assert place_of(make.organisation("prefecture", prefecture=nagano), town) == nagano
    assert place_of(make.organisation("npo", municipality=other), town) == town


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"year": 2027}, "backgrounds.year_to_come"),
        ({"source": ""}, "backgrounds.source_missing"),
    ],
)
def test_what_cannot_be_stated_is_refused(officer, more, code):
    with pytest.raises(actions.CannotState) as refused:
        state(officer, **more)
    assert [one.code for one in refused.value.reasons] == [code]


@pytest.mark.parametrize(
    ("year", "thousandths", "code"),
    [
        (1, 480, "backgrounds.year_too_early"),
        (1999, 480, "backgrounds.year_too_early"),
        (2025, 5_001, "backgrounds.index_too_high"),
        (2025, 99_999, "backgrounds.index_too_high"),
    ],
)
def test_a_slip_of_the_pen_is_not_stated(officer, year, thousandths, code):
    with pytest.raises(actions.CannotState) as caught:
        state(officer, year, thousandths)
    assert [one.code for one in caught.value.reasons] == [code]


@pytest.mark.parametrize(("year", "thousandths"), [(2000, 480), (2025, 5_000)])
def test_what_may_be_so_is_stated(officer, year, thousandths):
    assert state(officer, year, thousandths).thousandths == thousandths
