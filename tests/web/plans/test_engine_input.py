"""What the engines are told about a plan: what it says, and nothing that it does not."""

import json

import pytest

from chiiki.rules import Verdict, assess, load_scheme
from chiiki_web.plans import actions, engine_input, queries
from chiiki_web.plans.models import Plan
from chiiki_web.regions.models import Municipality
from chiiki_web.schemes.models import Field
from web import make
from web.backgrounds import made
from web.make import NOW

pytestmark = pytest.mark.django_db


def facts(plan, **more):
    fresh = queries.with_parts(Plan.objects.all()).get(pk=plan.pk)
    return engine_input.facts_of(fresh, **more)


def test_a_new_plan_says_who_and_where_and_leaves_the_rest_out():
    assert facts(make.plan()) == {
        "applicant.kind": "municipality",
        "consortium.municipality_count": 1,
        "consortium.local_governments_only": False,
        "consortium.includes_local_government": True,
        "plan.fields": ["welfare"],
        "plan.is_education": False,
    }


@pytest.mark.parametrize(
    ("kind", "fact"),
    [
        ("municipality", "municipality"),
        ("prefecture", "prefecture"),
        ("third_sector", "third_sector"),
        ("npo", "npo"),
        ("other", "other"),
    ],
)
def test_kinds_of_organisations_are_kinds_of_applicants(kind, fact):
    plan = make.plan(make.member(of=make.organisation(kind)))
    assert facts(plan)["applicant.kind"] == fact


@pytest.mark.parametrize(
    ("partners", "as_consortium", "wanted"),
    [
        (["municipality"], None, (None, 2, True, True)),
        (["municipality"], True, ("consortium", 2, True, True)),
        (["municipality", "npo"], True, ("consortium", 2, False, True)),
        (["npo"], False, ("municipality", 1, False, True)),
        ([], True, ("municipality", 1, False, True)),
    ],
)
def test_partners_make_a_consortium_if_the_plan_says_so(
    partners, as_consortium, wanted
):
    officer = make.member()
    plan = make.plan(officer, as_consortium=as_consortium)
    for kind in partners:
        make.partner(plan, make.organisation(kind))

    found = facts(plan)

    assert wanted == (
        found.get("applicant.kind"),
        found["consortium.municipality_count"],
        found["consortium.local_governments_only"],
        found["consortium.includes_local_government"],
    )


def test_costs_are_summed_under_the_heads_of_the_programmes():
    officer = make.member()
    lines = [
        actions.Cost("people", "研修", 1),
        actions.Cost("system", "システム", 20),
        actions.Cost("equipment_purchase", "購入", 300),
        actions.Cost("equipment_lease", "リース", 4_000),
        actions.Cost("other", "その他", 50_000),
    ]
    plan = make.plan(officer)
    actions.set_costs(
        plan.pk, lines, requested=None, version=plan.version, by=officer, at=NOW
    )

    costs = {n: v for n, v in facts(plan).items() if n.startswith("costs.")}

    assert costs == {
        "costs.people": 1,
        "costs.system": 20,
        "costs.equipment": 4_300,
        "costs.equipment_purchase": 300,
        "costs.equipment_lease_rental": 4_000,
        "costs.total": 54_321,
    }


def test_an_application_may_name_its_own_amount_and_recommender():
    plan = make.plan(make.member(of=make.organisation("npo")))
    assert "applicant.recommended" not in facts(plan)

    found = facts(plan, requested=5_000_000, recommended_by="見本市長")

    assert found["request.amount"] == 5_000_000
    assert found["applicant.recommended"] is True


@pytest.mark.parametrize(
    ("payer", "running", "said"),
    [
        ("general_account", 1, True),
        ("general_account", 0, True),
        ("general_account", None, None),
        ("undecided", 1, None),
        ("", 1, None),
    ],
)
def test_a_plan_goes_on_afterwards_once_somebody_pays(payer, running, said):
    plan = make.plan(payer_after=payer, running_cost_per_year=running)
    assert facts(plan).get("plan.continues_after_funding") is said


def test_every_fact_is_in_the_vocabulary_and_a_full_plan_fits():
    plan = make.full_plan()

    assessment = assess(load_scheme("kizuna"), facts(plan))

    assert assessment.verdict is Verdict.YES
    assert assessment.amount is not None
    assert assessment.amount.payable == 12_000_000


def test_a_municipality_and_a_field_are_enough_for_a_first_answer():
    town = Municipality.objects.get(pk=make.MATSUMOTO)
    known = engine_input.facts_of_municipality(town, Field.objects.get(pk="education"))

    found = {
        one.rule.id: one.verdict
        for one in assess(load_scheme("kizuna"), known).findings
    }

    assert found["applicant_kind"] is Verdict.YES
    assert found["field"] is Verdict.YES
    assert found["creates_jobs"] is Verdict.UNKNOWN


def test_the_check_list_reads_the_same_plan():
    plan = queries.with_parts(Plan.objects.all()).get(pk=make.full_plan().pk)

    read = engine_input.plan_facts_of(plan)

    assert (read.people_asked, read.payer_after) == (60, "general_account")
    assert read.stakeholder_kinds == {"user"}
    assert read.costs_by_head == {
        "people": 3_000_000,
        "system": 7_000_000,
        "equipment": 2_000_000,
    }


def test_what_was_not_looked_into_and_what_is_undecided_is_not_said():
    plan = make.plan(need_method="none", payer_after="undecided")
    read = engine_input.plan_facts_of(plan)
    assert (read.need_method, read.payer_after, read.costs_by_head) == (
        None,
        None,
        None,
    )


def test_the_snapshot_is_plain_json_with_everything_in_it():
    officer = make.member()
    plan = make.full_plan(officer)
    make.partner(plan, make.organisation("npo", name_ja="見本ネット"))
    actions.answer_check(
        plan.pk,
        "right_leader",
        state="yes",
        evidence="事務分掌表",
        version=99,
        by=officer,
        at=NOW,
    )
    plan = queries.with_parts(Plan.objects.all()).get(pk=plan.pk)

    frozen = queries.snapshot(plan)

    assert json.loads(json.dumps(frozen)) == frozen
    assert frozen["goal"] == plan.goal
    assert frozen["cost_total"] == 12_000_000
    assert frozen["cost_lines"][0] == {
        "head": "people",
        "description": "見守り員の研修",
        "amount": 3_000_000,
    }
    assert [one["name_ja"] for one in frozen["partners"]] == ["見本ネット"]
    assert frozen["answers"][0]["evidence"] == "事務分掌表"
    said = {field.name for field in Plan._meta.fields} - {
        *("id", "form_key", "created_at", "organisation", "municipality", "field"),
        *("version", "changed_at"),
    }
    assert said <= set(frozen)


@pytest.mark.parametrize(
    ("requested", "share"), [(12_000_000, 0), (9_000_000, 3_000_000), (20_000_000, 0)]
)
def test_the_own_share_is_what_the_amount_applied_for_leaves(requested, share):
    plan = make.full_plan()
    assert facts(plan, requested=requested)["costs.own_share"] == share


def test_without_costs_or_amount_the_own_share_is_not_said():
    assert "costs.own_share" not in facts(make.plan())
    assert "costs.own_share" not in facts(make.plan(), requested=1_000)


@pytest.mark.parametrize(
    ("requested", "verdict"), [(9_000_000, Verdict.YES), (9_001_000, Verdict.NO)]
)
def test_a_scheme_that_wants_a_quarter_is_answered(requested, verdict):
    call = made.sharing(make.member("office"), made.OWN_SHARE)
    plan = make.full_plan()
    plan.requested = requested
    plan.save()
    assessment = queries.check(made.fresh(plan), call).assessment
    (found,) = [one for one in assessment.findings if one.rule.id == "bears_its_share"]
    assert found.verdict is verdict
