"""The table of costs is set as a whole, with the amount to be applied for."""

import pytest

from chiiki_web.audit import queries as audit
from chiiki_web.plans import actions, queries
from chiiki_web.plans.actions import Cost
from web import make
from web.make import NOW

pytestmark = pytest.mark.django_db
LINES = [
    Cost("people", "研修", 3_000_000),
    Cost("system", "システム", 6_000_000),
    Cost("people", "講師", 1_000_000),
]


def set_costs(plan, by, lines=LINES, requested=9_000_000, version=None):
    return actions.set_costs(
        plan.pk,
        lines,
        requested=requested,
        version=plan.version if version is None else version,
        by=by,
        at=NOW,
    )


def test_it_keeps_the_order_and_sums_by_head():
    officer = make.member()
    plan = set_costs(make.plan(officer), officer)

    lines = list(plan.cost_lines.all())
    assert [one.description for one in lines] == ["研修", "システム", "講師"]
    heads, total = queries.costs_by_head(lines)
    assert total == 10_000_000
    assert [(one.head, one.amount, one.share) for one in heads] == [
        ("people", 4_000_000, 0.4),
        ("system", 6_000_000, 0.6),
    ]
    event = audit.history_of(plan).last()
    assert event.name == "plan.costs_set"
    assert event.details == {
        "version": plan.version,
        "fields": ["costs", "requested"],
        "lines": 3,
        "amount": 10_000_000,
        "requested": 9_000_000,
    }


def test_the_same_table_again_is_no_change():
    officer = make.member()
    plan = set_costs(make.plan(officer), officer)
    assert set_costs(plan, officer, version=0).version == plan.version


def test_lines_can_be_removed_and_added():
    officer = make.member()
    plan = set_costs(make.plan(officer), officer)

    plan = set_costs(plan, officer, [LINES[1], Cost("other", "その他", 5)])

    assert [(one.head, one.amount) for one in plan.cost_lines.all()] == [
        ("system", 6_000_000),
        ("other", 5),
    ]


def test_a_table_that_somebody_else_changed_meanwhile_is_not_replaced():
    one = make.member()
    plan = make.plan(one)
    set_costs(plan, make.member(of=one.organisation))

    with pytest.raises(actions.PlanHasChanged):
        set_costs(plan, one, [Cost("people", "別の表", 1)], version=plan.version)

    assert plan.cost_lines.count() == 3


def test_another_organisation_is_refused():
    plan = make.plan()
    with pytest.raises(actions.CannotChangePlan):
        set_costs(plan, make.member())
    assert not plan.cost_lines.exists()
