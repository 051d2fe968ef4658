"""What every published scheme must carry, and how a version is found."""

import re
import tomllib
from dataclasses import replace
from datetime import date, timedelta
from importlib.resources import files

import pytest

from chiiki import rules
from chiiki.errors import EngineError
from chiiki.rules.published import all_versions, version_in_force
from scheme_samples import GENERAL

SCHEMES = rules.published_schemes()
JAPANESE = re.compile(r"[ぁ-んァ-ヶ一-龠]")


def test_there_is_one_scheme_for_each_programme_of_the_deck():
    assert [(scheme.slide, scheme.code) for scheme in SCHEMES] == [
        (7, "model_building"),
        (8, "ubiquitous_town"),
        (9, "furusato_genki"),
        (10, "kizuna"),
        (11, "wide_area_cooperation"),
        (13, "adviser_dispatch"),
        (14, "manager_dispatch"),
    ]


@pytest.mark.parametrize("scheme", SCHEMES, ids=lambda scheme: scheme.code)
def test_every_rule_speaks_both_languages_and_names_its_source(scheme):
    for rule in scheme.rules:
        for say in (rule.text, rule.remedy, rule.clause, rule.source.text):
            assert JAPANESE.search(say("ja"))
            assert say("en").isascii() or not JAPANESE.search(say("en"))


@pytest.mark.parametrize("scheme", SCHEMES, ids=lambda scheme: scheme.code)
def test_points_that_nobody_published_are_marked_as_a_setting(scheme):
    assert scheme.criteria_note("ja")
    assert scheme.criteria_note("en")
    for criterion in scheme.criteria:
        assert criterion.assumed
        assert criterion.max_points > 0
        assert criterion.weight > 0
        assert JAPANESE.search(criterion.text("ja"))


def test_no_fact_of_the_vocabulary_is_idle():
    schemes = [*SCHEMES, rules.parse_scheme(GENERAL, name="general.toml")]
    asked = {fact for scheme in schemes for rule in scheme.rules for fact in rule.facts}

    assert set(rules.vocabulary()) - asked == set()


def test_every_fact_and_choice_has_a_label_in_both_languages():
    for fact in rules.vocabulary().values():
        assert JAPANESE.search(fact.label("ja"))
        assert fact.label("en").strip()
        assert bool(fact.choices) == (fact.type in ("choice", "choices"))
        for choice in fact.choices:
            assert JAPANESE.search(fact.choice_label(choice, "ja"))
            assert fact.choice_label(choice, "en").strip()
        if fact.type == "number":
            assert fact.unit("ja")
            assert fact.unit("en")


@pytest.mark.parametrize("scheme", SCHEMES, ids=lambda scheme: scheme.code)
def test_a_version_is_found_by_its_day_and_by_its_name(scheme):
    day_before = scheme.first_day - timedelta(days=1)

    assert rules.load_scheme(scheme.code, on=scheme.first_day) == scheme
    assert rules.scheme_version(scheme.code, scheme.version) == scheme
    first = min(
        (one for one in all_versions() if one.code == scheme.code),
        key=lambda one: one.first_day,
    )
    if first != scheme:
        assert rules.load_scheme(scheme.code, on=day_before).version < scheme.version
        day_before = first.first_day - timedelta(days=1)
    with pytest.raises(EngineError) as refused:
        rules.load_scheme(scheme.code, on=day_before)
    assert refused.value.code == "rules.not_yet_published"


@pytest.mark.parametrize(
    "ask",
    [
        lambda: rules.load_scheme("nothing"),
        lambda: rules.scheme_version("kizuna", "1900"),
    ],
)
def test_it_refuses_a_scheme_that_was_never_published(ask):
    with pytest.raises(EngineError) as refused:
        ask()

    assert refused.value.code == "rules.unknown_scheme"


def test_a_fixed_grant_has_a_cap_and_a_dispatch_has_no_amount():
    for scheme in SCHEMES:
        assert (scheme.funding is None) == (scheme.instrument == "dispatch")
        if scheme.instrument == "grant":
            assert scheme.funding.caps
    assert rules.load_scheme("kizuna").first_day == date(2010, 10, 13)


@pytest.mark.parametrize(
    ("day", "version"),
    [
        (date(2010, 3, 31), None),
        (date(2010, 4, 1), "2010"),
        (date(2011, 3, 31), "2010"),
        (date(2011, 4, 1), "2011"),
        (None, "2011"),
    ],
)
def test_a_new_version_holds_from_its_first_day_and_the_old_one_stays(day, version):
    old = replace(SCHEMES[0], version="2010", first_day=date(2010, 4, 1))
    new = replace(old, version="2011", first_day=date(2011, 4, 1))

    for versions in ([old, new], [new, old]):
        found = version_in_force(versions, day)
        assert (found and found.version) == version


def test_fields_and_programmes_go_by_the_codes_of_the_reference_data():
    data = files("chiiki.reference").joinpath("data")
    fields = tomllib.loads(data.joinpath("fields.toml").read_text("utf-8"))["fields"]
    named = tomllib.loads(data.joinpath("programmes.toml").read_text("utf-8"))
    programmes = {row["code"] for row in named["programmes"]}

    assert set(rules.vocabulary()["plan.fields"].choices) == {
        field["code"] for field in fields
    }
    assert {scheme.code for scheme in SCHEMES} <= programmes


@pytest.mark.parametrize("scheme", SCHEMES, ids=lambda scheme: scheme.code)
def test_every_scheme_states_its_legal_form_its_stages_and_its_form(scheme):
    acts = {"commission": "contract", "grant": "grants_act", "dispatch": "none"}

    assert scheme.terms.legal.act == acts[scheme.instrument]
    assert scheme.terms.stages[0].actor == "applicant"
    assert scheme.form.version == scheme.version


def test_a_commission_names_candidates_before_the_contract_and_a_grant_decides():
    for scheme in SCHEMES:
        stages = [stage.code for stage in scheme.terms.stages]
        if scheme.instrument == "commission":
            assert stages.index("candidate") < stages.index("contract")
            assert "decided" not in stages
        if scheme.instrument == "grant":
            assert stages.index("candidate") < stages.index("decided")
            assert "contract" not in stages


def test_rounds_of_advisers_close_at_three_and_stop_when_the_budget_is_used():
    rounds = rules.load_scheme("adviser_dispatch").terms.rounds

    assert rounds.stop_when_used
    assert len(rounds.published) == 9
    assert {one.closes_at.isoformat() for one in rounds.published} == {"15:00:00"}
    assert rounds.published[-1].closes_on == date(2025, 12, 19)


def test_no_scheme_of_the_deck_leaves_anybody_out_for_money_or_earlier_awards():
    for scheme in SCHEMES:
        assert "exclusions" in scheme.terms.not_stated()
        assert "minor_change" in scheme.terms.not_stated()


def test_what_was_not_published_about_kizuna_is_marked():
    terms = rules.load_scheme("kizuna").terms

    assert {"legal", "retention", "assets", "processing"} <= set(terms.assumed())
    assert terms.processing.days == (date(2010, 12, 27) - date(2010, 11, 4)).days


def test_every_amount_says_where_it_was_read():
    for scheme in SCHEMES:
        if scheme.funding is not None:
            assert scheme.funding.ground.source
            assert "切捨て" in scheme.funding.ground.remark.ja


@pytest.mark.parametrize(
    ("code", "takes", "takes_on_condition"),
    [
        ("model_building", {"municipality", "prefecture"}, set()),
        ("ubiquitous_town", {"municipality", "prefecture"}, {"consortium"}),
        (
            "kizuna",
            {"municipality", "prefecture", "third_sector", "npo", "consortium"},
            set(),
        ),
        (
            "wide_area_cooperation",
            {"municipality", "prefecture"},
            {"third_sector", "npo"},
        ),
        (
            "adviser_dispatch",
            {"municipality", "prefecture"},
            {"third_sector", "npo", "consortium", "other"},
        ),
    ],
)
def test_who_may_apply_follows_from_the_rules(code, takes, takes_on_condition):
    kinds = rules.applicant_kinds(rules.load_scheme(code))

    assert {kind for kind, said in kinds.items() if said == "yes"} == takes
    assert {k for k, said in kinds.items() if said == "unknown"} == takes_on_condition


def test_limits_fees_and_days_of_a_dispatch_are_data_and_the_limits_are_rules_too():
    scheme = rules.load_scheme("adviser_dispatch")
    said = scheme.terms.dispatch
    assert (said.days_on_site.most, said.hours_online.most, said.may_split) == (
        3,
        10,
        True,
    )
    assert (said.asking.nominations, said.asking.days_to_answer) == (3, 7)
    expressions = {one.id: one.expression for one in scheme.rules}
    assert expressions["days_on_site"] == "dispatch.days_on_site <= 3"
    assert expressions["hours_online"] == "dispatch.hours_online <= 10"
    assert not said.days_on_site.ground.assumed
    assert said.asking.ground.assumed
    assert all(one.ground.assumed for one in said.fees)


@pytest.mark.parametrize(
    ("old", "new", "code", "key"),
    [
        ("most = 3", "most = 0", "rules.wrong_part", "most"),
        (
            "remind_days_before = 2",
            "remind_days_before = 7",
            "rules.wrong_part",
            "remind_days_before",
        ),
        (
            "team = 3",
            'team = 3\npriority_fields = ["luck"]',
            "rules.wrong_part",
            "priority_fields",
        ),
        ("team = 3", "teams = 3", "rules.missing_part", "team"),
        ("yen = 17_000", "yen = -1", "rules.wrong_part", "yen"),
    ],
)
def test_terms_of_a_dispatch_that_cannot_be_are_refused(old, new, code, key):
    text = rules.load_scheme("adviser_dispatch").text
    assert old in text
    problems = rules.problems_of(text.replace(old, new, 1), name="sample")
    assert (code, key) in {(one.code, one.key) for one in problems}
