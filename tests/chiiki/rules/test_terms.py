"""What a scheme states beside its requirements, and what it honestly does not state."""

from datetime import date, time
from fractions import Fraction

import pytest

from chiiki import rules
from chiiki.errors import EngineError
from scheme_samples import GENERAL, general, parsed

SCHEME = rules.parse_scheme(GENERAL, name="general.toml")
TERMS = SCHEME.terms


def _refusal(content):
    with pytest.raises(EngineError) as refused:
        parsed(content)
    return refused.value


def test_stages_keep_their_order_and_tell_candidate_adopted_and_decided_apart():
    assert [stage.code for stage in TERMS.stages] == [
        "proposal",
        "candidate",
        "adopted",
        "grant_application",
        "decided",
    ]
    assert [stage.actor for stage in TERMS.stages][:2] == ["applicant", "office"]


def test_the_legal_instrument_is_its_own_thing():
    assert (SCHEME.instrument, TERMS.legal.act) == ("subsidy", "grants_act")
    assert TERMS.legal.words.ja == "見本補助金"
    assert TERMS.legal.is_indirect


def test_every_term_is_read_with_its_unit():
    assert TERMS.minor_change.share_of_head == Fraction(1, 5)
    assert (TERMS.retention.years, TERMS.retention.counted_from) == (
        5,
        "fiscal_year_end",
    )
    assert TERMS.follow_up.years == 5
    assert TERMS.assets.threshold_yen == 500_000
    assert TERMS.assets.report_suffices_after_years == 10
    assert TERMS.year_end.complete_by == rules.MonthDay(3, 31)
    assert TERMS.year_end.pay_by == rules.MonthDay(4, 30)
    assert TERMS.consultation.is_required
    assert (TERMS.processing.days, TERMS.withdrawal.days) == (60, 20)
    assert TERMS.publication.words.en == "The results are published."


def test_rounds_close_on_days_and_stop_when_the_budget_is_used():
    first, second = TERMS.rounds.published

    assert (TERMS.rounds.per_year, TERMS.rounds.stop_when_used) == (2, True)
    assert (first.closes_on, first.closes_at) == (date(2026, 5, 29), time(15, 0))
    assert second.closes_at is None


def test_a_scheme_without_terms_states_nothing():
    content = general()
    del content["terms"], content["form"]

    scheme = parsed(content)

    assert scheme.form is None
    assert set(scheme.terms.not_stated()) >= {"stages", "retention", "processing"}
    assert list(scheme.terms.assumed()) == []


def test_what_this_system_set_is_told_apart_from_what_was_published():
    assert list(TERMS.assumed()) == ["stages", "assets"]
    assert TERMS.not_stated() == ("dispatch",)  # nobody is sent


@pytest.mark.parametrize(
    ("facts", "refused"),
    [
        ({"applicant.kind": "consortium", "consortium.municipality_count": 1}, "two"),
        ({"applicant.kind": "npo", "applicant.recommended": False}, "recommended"),
        ({"region.fiscal_strength_thousandths": 1000}, "not_strong"),
        ({"award.had_before": True, "award.years_since_last": 2}, "not_again"),
        ({"costs.own_share": 249, "costs.total": 1000}, "own_share"),
    ],
)
def test_a_demand_of_the_terms_is_a_rule(facts, refused):
    found = rules.assess(SCHEME, facts)

    noes = [one.rule.id for one in found.findings if one.verdict == "no"]
    assert [rule for rule in noes if rule.startswith(refused)]


@pytest.mark.parametrize(
    ("facts", "fulfilled"),
    [
        (
            {"applicant.kind": "consortium", "consortium.municipality_count": 2},
            "two_local_governments",
        ),
        ({"applicant.kind": "municipality"}, "two_local_governments"),
        ({"applicant.kind": "municipality"}, "recommended"),
        ({"region.fiscal_strength_thousandths": 999}, "not_strong"),
        ({"award.had_before": False}, "not_again"),
        ({"award.years_since_last": 3}, "not_again"),
        ({"costs.own_share": 250, "costs.total": 1000}, "own_share"),
    ],
)
def test_a_demand_that_is_met_is_a_yes(facts, fulfilled):
    verdicts = {
        one.rule.id: one.verdict for one in rules.assess(SCHEME, facts).findings
    }

    assert verdicts[fulfilled] == "yes"


def test_an_award_of_which_nothing_is_known_stays_open():
    verdicts = {one.rule.id: one for one in rules.assess(SCHEME, {}).findings}

    assert verdicts["not_again"].verdict == "unknown"
    assert verdicts["not_again"].missing == (
        "award.had_before",
        "award.years_since_last",
    )


def test_a_demand_knows_its_rule_and_the_stage_by_which_it_holds():
    (member,) = TERMS.members

    assert (member.rule, member.by_stage) == (
        "two_local_governments",
        "grant_application",
    )
    assert member.kinds == ("municipality", "prefecture")
    assert TERMS.recommendation.of_kinds == ("municipality",)
    assert TERMS.sign_off.by_stage == "grant_application"


@pytest.mark.parametrize(
    ("kind", "counted", "year", "day"),
    [
        ("performance", date(2027, 2, 1), 1, date(2027, 3, 3)),
        ("performance", date(2027, 3, 31), 1, date(2027, 4, 10)),
        ("operation", date(2027, 3, 31), 1, date(2027, 5, 30)),
        ("operation", date(2027, 3, 31), 5, date(2031, 5, 30)),
        ("tax_return", date(2028, 2, 29), 1, date(2029, 2, 28)),
    ],
)
def test_a_report_falls_due_on_its_first_day_that_comes(kind, counted, year, day):
    assert rules.due_on(TERMS.report(kind), counted, year=year) == day


def test_a_report_without_a_stated_day_has_none():
    content = general()
    content["terms"]["reports"] = [
        {"kind": "profit", "counted_from": "fiscal_year_end", "source": "sample"}
    ]

    (report,) = parsed(content).terms.reports

    assert rules.due_on(report, date(2027, 3, 31)) is None
    assert (report.years, report.even_if_nil) == (1, False)


@pytest.mark.parametrize(
    ("part", "key", "value", "code"),
    [
        ("retention", "source", "hearsay", "rules.wrong_part"),
        ("retention", "years", 0, "rules.wrong_part"),
        ("retention", "counted_from", "birth", "rules.wrong_part"),
        ("year_end", "complete_by", "02-30", "rules.wrong_part"),
        ("year_end", "complete_by", "02-29", "rules.wrong_part"),
        ("year_end", "colour", "red", "rules.unknown_part"),
        ("legal", "act", "custom", "rules.wrong_part"),
        ("sign_off", "when", "plan.is_blue", "rules.unknown_fact"),
        ("sign_off", "by_stage", "paid", "rules.unknown_stage"),
        ("recommendation", "of_kinds", ["king"], "rules.wrong_part"),
        ("minor_change", "share_of_head", "3/2", "rules.wrong_part"),
        ("processing", "days", True, "rules.wrong_part"),
        ("rounds", "published", [{"closes_on": "soon"}], "rules.wrong_part"),
    ],
)
def test_it_refuses_a_term_with_a_fault(part, key, value, code):
    content = general()
    content["terms"][part][key] = value

    refused = _refusal(content)

    assert refused.code == code
    assert refused.values["part"].startswith("scheme.terms")
    assert key in (
        refused.values.get("key"),
        refused.values["part"].split(".")[-1][:-3],
    )


def test_a_term_without_a_source_is_refused():
    content = general()
    del content["terms"]["assets"]["source"]

    assert _refusal(content).values["key"] == "source"


def test_a_stage_stands_once():
    content = general()
    content["terms"]["stages"] += [content["terms"]["stages"][0]]

    refused = _refusal(content)

    assert (refused.code, refused.values["found"]) == (
        "rules.duplicate_code",
        "proposal",
    )


def test_whether_awards_of_partners_count_is_said_by_the_exclusion():
    assert not TERMS.counts_partners()
    content = general()
    content["terms"]["exclusions"][1]["of_partners"] = True
    assert parsed(content).terms.counts_partners()


def test_an_index_has_no_partners():
    content = general()
    content["terms"]["exclusions"][0]["of_partners"] = True
    with pytest.raises(EngineError):
        parsed(content)


def test_facts_on_which_only_the_form_depends_are_read_too():
    content = general()
    assert "region.fiscal_strength_thousandths" in rules.facts_read(parsed(content))
    del content["terms"]["exclusions"]
    assert "award.had_before" not in rules.facts_read(parsed(content))
    content["form"]["questions"][0]["when"] = "award.had_before"
    assert "award.had_before" in rules.facts_read(parsed(content))
