"""What a scheme's terms say of members and signatures, stage by stage."""

import pytest

from chiiki_web.consortia import queries
from chiiki_web.plans import engine_input
from chiiki_web.plans import queries as plans
from scheme_samples import general, parsed
from web import make
from web.consortia import made

pytestmark = pytest.mark.django_db


@pytest.fixture
def who():
    return made.together()


def scheme(**sign_off):
    """The sample scheme; its proposal comes before its grant application."""
    content = general()
    content["terms"]["sign_off"] |= sign_off
    return parsed(content)


def is_demanded(who, found):
    members = queries.taking_part(who.plan)
    return queries.is_demanded(made.fresh(who.plan), members, found)


def test_a_signature_of_a_later_stage_is_not_asked_on_sending(who):
    assert not is_demanded(who, scheme(by_stage="grant_application"))
    assert is_demanded(who, scheme(by_stage="proposal"))


def test_the_terms_say_for_whom_a_signature_is_asked(who):
    only_alone = "applicant.kind == 'municipality'"
    assert not is_demanded(who, scheme(by_stage="proposal", when=only_alone))


def test_without_terms_a_plan_that_applies_as_a_consortium_is_signed(who):
    content = general()
    del content["terms"]["sign_off"]
    assert is_demanded(who, parsed(content))
    who.plan.as_consortium = False
    who.plan.save()
    assert not is_demanded(who, parsed(content))


def joining(who, by_stage):
    content = general()
    for one in content["terms"]["members"]:
        one["by_stage"] = by_stage
    return plans.joining_later(who.plan, parsed(content))


def test_who_is_invited_counts_only_where_members_may_join_after_the_sending(who):
    town = make.organisation()
    made.invite(who.plan, who.lead, town)
    made.invite(who.plan, who.lead, None, name="見本", email="a@example.jp")

    assert joining(who, "proposal") == []
    later = joining(who, "grant_application")
    assert later == [town]

    plan = made.fresh(who.plan)
    name = "consortium.municipality_count"
    assert engine_input.facts_of(plan)[name] == 1
    assert engine_input.facts_of(plan, joining=later)[name] == 2
