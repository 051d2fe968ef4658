"""How near a case is to a scheme."""

from chiiki import rules
from scheme_samples import GENERAL

KIZUNA = rules.load_scheme("kizuna")
FITS = {
    "applicant.kind": "municipality",
    "plan.fields": ["tourism"],
    "plan.is_education": False,
    "plan.trains_people": True,
    "plan.uses_local_ict_people": True,
    "plan.creates_jobs": True,
    "costs.people": 10_000_000,
    "costs.system": 15_000_000,
    "costs.equipment": 25_000_000,
    "costs.equipment_purchase": 10_000_000,
    "costs.equipment_lease_rental": 5_000_000,
    "costs.total": 50_000_000,
    "request.amount": 50_000_000,
}


def _near(**changes):
    facts = FITS | {name.replace("__", "."): value for name, value in changes.items()}
    return rules.nearness(rules.assess(KIZUNA, facts))


def test_a_no_in_principle_is_nearer_than_a_plain_no_and_a_gap_is_nearer_still():
    fits = _near()
    gap = _near(plan__creates_jobs=None)
    in_principle = _near(
        costs__equipment_purchase=25_000_000, costs__equipment_lease_rental=0
    )
    plain = _near(plan__creates_jobs=False)

    assert fits < gap < in_principle < plain
    assert (in_principle.noes, in_principle.noes_in_principle) == (0, 1)


def test_fewer_gaps_are_nearer():
    assert _near(plan__creates_jobs=None) < _near(
        plan__creates_jobs=None, plan__trains_people=None
    )


def test_what_is_missing_comes_in_the_order_of_the_vocabulary():
    missing = rules.nearness(rules.assess(KIZUNA, {})).missing

    order = list(rules.vocabulary())
    assert list(missing) == sorted(missing, key=order.index)
    assert missing[0] == "applicant.kind"
    assert missing[-1] == "request.amount"


def test_a_no_that_no_plan_can_lift_is_farther_than_any_that_it_can():
    scheme = rules.parse_scheme(GENERAL, name="general.toml")
    near = [
        rules.nearness(rules.assess(scheme, facts))
        for facts in (
            {"applicant.kind": "other", "request.amount": 1, "costs.total": 10**9},
            {"region.fiscal_strength_thousandths": 1200},
            {"award.had_before": True, "award.years_since_last": 1},
        )
    ]
    reachable, strong, recent = near
    assert reachable.noes > strong.noes
    assert reachable < min(strong, recent)
    assert [one.lasting_noes for one in near] == [0, 1, 1]
