"""A scheme that could not be applied is refused when it is read, with its rule and fact."""

import pytest

from chiiki import rules
from chiiki.errors import EngineError

TEXT = """
code = "sample"
version = "1"
first_day = 2026-04-01
instrument = "grant"
slide = 1
[name]
ja = "見本"
en = "Sample"
[sources]
sample = "見本の要綱"
[[rules]]
id = "people"
expression = "plan.trains_people"
ja = "人材を育成すること。"
en = "It trains people."
remedy_ja = "計画に加えてください。"
remedy_en = "Add it to the plan."
clause_ja = "第3条"
clause_en = "Article 3"
source = "sample"
[[rules]]
id = "jobs"
expression = "plan.creates_jobs"
ja = "雇用を生むこと。"
en = "It creates jobs."
remedy_ja = "計画に加えてください。"
remedy_en = "Add it to the plan."
clause_ja = "第4条"
clause_en = "Article 4"
source = "sample"
[amount]
heads = ["costs.total"]
rate = "1/2"
rounding_unit = 1000
[criteria]
note_ja = "見本です。"
note_en = "A sample."
"""
EXPRESSION = '"plan.trains_people"'


def _refusal(text):
    with pytest.raises(EngineError) as refused:
        rules.parse_scheme(text, name="sample.toml")
    return refused.value


@pytest.mark.parametrize(
    ("expression", "code", "values"),
    [
        ("plan.trains_cats", "rules.unknown_fact", {"fact": "plan.trains_cats"}),
        ("plan", "rules.unknown_fact", {"fact": "plan"}),
        ("applicant . kind == 'npo'", "rules.unknown_fact", {"fact": "applicant"}),
        ("plan.trains_people &&", "rules.not_an_expression", {}),
        ("applicant.kind == 'nop'", "rules.unknown_choice", {"choice": "nop"}),
        ("applicant.kind > 3", "rules.expression_failed", {}),
        ("plan.trains_people > 3", "rules.expression_failed", {}),
        ("plan.creates_jobs && costs.total", "rules.expression_failed", {}),
        ("costs.total / plan.school_count > 3", "rules.expression_failed", {}),
        ("costs.total + 1", "rules.not_a_question", {}),
        ("plan.fields", "rules.not_a_question", {}),
        ("applicant.kind == 3", "rules.never_yes", {}),
        ("costs.total >= 0", "rules.never_no", {}),
        ("true", "rules.never_no", {}),
        ("plan.fields.exists(f, true) && f", "rules.expression_failed", {}),
    ],
)
def test_it_refuses_an_expression_that_is_no_rule(expression, code, values):
    refused = _refusal(TEXT.replace(EXPRESSION, f'"{expression}"'))

    assert refused.code == code
    assert refused.values["scheme"] == "sample.toml"
    assert refused.values["rule"] == "people"
    assert values.items() <= refused.values.items()


def test_it_refuses_a_rule_with_too_many_combinations():
    counts = [name for name, fact in rules.vocabulary().items() if fact.type == "yen"]
    limits = " && ".join(f"{name} < {10 + 5 * i}" for i, name in enumerate(counts))

    refused = _refusal(TEXT.replace(EXPRESSION, f'"{limits}"'))

    assert refused.code == "rules.too_many_combinations"
    assert refused.values["rule"] == "people"


def test_it_refuses_a_cap_whose_condition_is_no_expression():
    cap = """[amount.cap]
    limits = [{ yen = 5, when = "plan.is_blue" }]
    [criteria]"""

    refused = _refusal(TEXT.replace("[criteria]", cap))

    assert refused.code == "rules.unknown_fact"
    assert refused.values["fact"] == "plan.is_blue"
    assert refused.values["part"] == "scheme.amount.cap.limits[1]"


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ('code = "sample"', "code = ", "rules.not_toml"),
        ('code = "sample"', "", "rules.missing_part"),
        ('code = "sample"', "code = 3", "rules.wrong_part"),
        ('code = "sample"', 'code = "sample"\ncolour = "red"', "rules.unknown_part"),
        ('"grant"', '"present"', "rules.wrong_part"),
        ("slide = 1", "slide = true", "rules.wrong_part"),
        ('en = "Sample"', "", "rules.missing_part"),
        ('en = "It trains people."', "", "rules.missing_part"),
        ('remedy_ja = "計画に加えてください。"\n', "", "rules.missing_part"),
        ('clause_ja = "第3条"', "", "rules.missing_part"),
        ('source = "sample"', 'source = "hearsay"', "rules.wrong_part"),
        ('id = "jobs"', 'id = "people"', "rules.duplicate_rule"),
        ('"1/2"', '"half"', "rules.wrong_part"),
        ('"1/2"', '"1/0"', "rules.wrong_part"),
        ('"costs.total"', '"costs.love"', "rules.unknown_fact"),
        ('"costs.total"', '"plan.is_education"', "rules.not_a_count"),
        ("rounding_unit = 1000", "rounding_unit = 0", "rules.wrong_part"),
        ('note_en = "A sample."', "", "rules.missing_part"),
    ],
)
def test_it_refuses_a_text_with_a_fault(old, new, code):
    assert old in TEXT
    assert _refusal(TEXT.replace(old, new)).code == code


def test_it_says_which_part_is_misspelt():
    refused = _refusal(TEXT.replace("clause_en", "clause_eng", 1))

    assert refused.values["part"] == "scheme.rules[1]"
    assert refused.values["key"] == "clause_en"


def test_a_digest_follows_the_content_and_not_the_layout():
    head, first, second = TEXT.split("[[rules]]")
    jobs, rest = second.split("[amount]")
    reordered = f"{head}# a remark\n[[rules]]{jobs}[[rules]]{first}[amount]{rest}"
    digest = rules.parse_scheme(TEXT, name="a").digest

    assert rules.parse_scheme(reordered, name="b").digest == digest
    changed = TEXT.replace('"1/2"', '"2/3"')
    assert rules.parse_scheme(changed, name="c").digest != digest


def test_a_figure_of_the_amount_block_is_also_a_rule():
    floor = """[amount.floor]
    id = "floor"
    yen = 5000
    ja = "5千円以上であること。"
    en = "At least ¥5,000."
    remedy_ja = "申請額を上げてください。"
    remedy_en = "Raise the amount."
    clause_ja = "第5条"
    clause_en = "Article 5"
    source = "sample"
    [criteria]"""
    scheme = rules.parse_scheme(TEXT.replace("[criteria]", floor), name="a")
    facts = {"costs.total": 9_998, "request.amount": 4_999}

    found = rules.assess(scheme, facts)

    assert scheme.rules[-1].expression == "request.amount >= 5000"
    assert found.findings[-1].verdict == "no"
    assert found.amount.payable == 0
    assert "rules.amount_below_floor" in [step.code for step in found.amount.steps]


def test_texts_come_from_the_file_in_both_languages():
    scheme = rules.parse_scheme(TEXT, name="a")
    rule = scheme.rules[0]

    assert (scheme.name("ja"), scheme.name("en")) == ("見本", "Sample")
    assert (rule.text("ja"), rule.text("en")) == (
        "人材を育成すること。",
        "It trains people.",
    )
    assert (rule.clause("ja"), rule.clause("en")) == ("第3条", "Article 3")
    assert rule.source.ja == "見本の要綱"


FIXED = """fixed = [
    { yen = 300, when = "plan.is_education", per = "plan.school_count" },
    { yen = 500 },
]
"""


def test_a_fixed_amount_is_read_with_its_conditions_and_needs_no_rate():
    text = TEXT.replace('heads = ["costs.total"]\nrate = "1/2"\n', FIXED)

    funding = rules.parse_scheme(text, name="a").funding

    assert (funding.heads, funding.rate) == ((), 1)
    assert [limit.yen for limit in funding.fixed] == [300, 500]


def test_an_amount_is_fixed_or_capped_and_has_a_base():
    cap = "[amount.cap]\nlimits = [{ yen = 5 }]\n[criteria]"
    both = TEXT.replace("rounding_unit", FIXED + "rounding_unit")
    neither = TEXT.replace('heads = ["costs.total"]\n', "")

    codes = [one.code for one in rules.problems_of(both.replace("[criteria]", cap))]

    assert "rules.fixed_and_cap" in codes
    assert rules.problems_of(both) == ()
    assert _refusal(neither).values["key"] == "heads"


def test_a_ratio_stays_under_a_part_or_reaches_it():
    ratio = """[[amount.ratio_limits]]
    id = "ratio"
    parts = ["costs.equipment_purchase"]
    under = "1/3"
    ja = "3分の1未満であること。"
    en = "Under a third."
    remedy_ja = "減らしてください。"
    remedy_en = "Buy less."
    clause_ja = "第6条"
    clause_en = "Article 6"
    source = "sample"
    [criteria]"""
    under = TEXT.replace("[criteria]", ratio)
    at_most = under.replace("under = ", "at_most = ")

    said = [
        rules.parse_scheme(t, name="a").rules[-1].expression for t in (under, at_most)
    ]

    assert said == [
        "3 * (costs.equipment_purchase) < 1 * request.amount",
        "3 * (costs.equipment_purchase) <= 1 * request.amount",
    ]


def test_a_source_without_english_words_keeps_the_japanese():
    rule = rules.parse_scheme(TEXT, name="a").rules[0]
    assert rule.source.text("en") == rule.source.text("ja") == "見本の要綱"


def test_a_source_is_named_in_english_where_the_text_does():
    said = '[sources_en]\nsample = "Sample guideline"\n\n[sources]'
    rule = rules.parse_scheme(TEXT.replace("[sources]", said), name="a").rules[0]
    assert rule.source.text("en") == "Sample guideline"


def test_english_words_for_a_source_that_is_not_there_are_refused():
    said = '[sources_en]\nhearsay = "Somebody said"\n\n[sources]'
    assert _refusal(TEXT.replace("[sources]", said)).code == "rules.unknown_part"
