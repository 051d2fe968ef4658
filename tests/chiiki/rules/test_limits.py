"""What a text may ask of the machine: no expression and no text can hold a worker."""

import pytest

from chiiki import rules
from chiiki.errors import EngineError
from chiiki.rules import expressions, limits, probe
from scheme_samples import general

NUMBERS = "[" + ", ".join(["1"] * 30) + "]"
NESTED = f"{NUMBERS}.all(x, {NUMBERS}.all(y, x + y == 2)) && plan.trains_people"


def _refused(expression):
    with pytest.raises(EngineError) as caught:
        probe.check_expression(expression)
    return caught.value


def _codes(text):
    return [one.code for one in rules.problems_of(text)]


@pytest.mark.parametrize(
    "expression",
    [
        NESTED,
        NESTED.replace(".all(", " . all\n ("),
        f"{NUMBERS}.all(x, [x].exists(y, true)) && plan.trains_people",
        f"// ' \r {NUMBERS}.all(x, {NUMBERS}.all(y, true)) && plan.trains_people //'",
        f"{NUMBERS}.all(x, (true && [2].exists(y, y == 2))) && plan.trains_people",
    ],
)
def test_no_list_is_gone_through_inside_another(expression):
    assert _refused(expression).code == "rules.loop_in_loop"


def test_without_that_limit_every_list_multiplies_the_steps(monkeypatch):
    monkeypatch.setattr(limits, "_refuse_loop", lambda loop, around: None)
    compiled = expressions.compile_question.__wrapped__(NESTED)
    assert expressions.evaluate(compiled, {"plan.trains_people": True}) is True


def test_lists_beside_each_other_are_gone_through():
    both = (
        "plan.fields.exists(f, f == 'welfare') && plan.fields.exists(f, f == 'tourism')"
    )
    assert probe.check_expression(both).facts == ("plan.fields",)


def test_a_text_in_quotes_is_no_loop():
    said = "plan.fields.exists(f, f == 'all(') && plan.trains_people"
    assert _refused(said).code == "rules.unknown_choice"


@pytest.mark.parametrize("loop", ["map", "filter", "exists_one"])
def test_lists_are_not_built_anew(loop):
    found = _refused(f"[1].exists(s, true) && [[1]].{loop}(s, s + s) == []")
    assert (found.code, found.values["found"]) == ("rules.unknown_loop", loop)


def test_a_long_list_is_refused():
    items = ", ".join(["1"] * (limits.MOST_ITEMS + 1))
    assert _refused(f"plan.school_count in [{items}]").code == "rules.list_too_long"


def test_a_long_expression_is_refused_before_it_is_read():
    found = _refused("costs.total > 0 // " + "9" * 5_000)
    assert (found.code, found.values["length"]) == ("rules.expression_too_long", 5_019)


@pytest.mark.parametrize("text", ["r'\\'", "'''npo'''", 'b"npo"'])
def test_texts_stand_in_plain_quotes(text):
    assert _refused(f"applicant.kind == {text}").code == "rules.other_quotes"


def test_the_steps_of_one_expression_are_limited(monkeypatch):
    heavy = "costs.people + costs.system > 1 && costs.total > 7"
    assert probe.check_expression(heavy)
    monkeypatch.setattr(limits, "MOST_STEPS", 100)
    assert _refused(heavy).code == "rules.too_many_steps"


def test_the_steps_of_a_whole_text_are_limited():
    content = general()
    rule = content["rules"][0] | {
        "expression": "plan.trains_people && costs.people + costs.system + costs.equipment"
        " < 10 * costs.total - 5"
    }
    content["rules"] = [rule | {"id": f"rule{number}"} for number in range(30)]
    codes = _codes(rules.dump_scheme(content))
    assert set(codes) == {"rules.text_asks_too_much"}
    assert 0 < len(codes) < 30


def test_the_expressions_of_a_whole_text_are_limited_before_they_are_read():
    content = general()
    long = "plan.trains_people" + " || plan.creates_jobs" * 80
    rule = content["rules"][0] | {"expression": long}
    content["rules"] = [rule | {"id": f"rule{number}"} for number in range(30)]
    codes = _codes(rules.dump_scheme(content))
    assert set(codes) == {"rules.text_too_long"}
    assert 0 < len(codes) < 30


def test_published_schemes_are_far_below_the_limits():
    for scheme in rules.published_schemes():
        effort = limits.Effort()
        for rule in scheme.rules:
            probe.check_expression(rule.expression, effort)
        assert effort.steps > limits.MOST_STEPS_OF_TEXT / 2
        assert effort.characters > limits.MOST_CHARACTERS_OF_TEXT / 2


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("x = " + "[" * 5_000 + "]" * 5_000, "rules.too_deep"),
        ("x = " + "{b=" * 900 + "1" + "}" * 900, "rules.too_deep"),
        ("x = " + "{b=" * 30 + "1" + "}" * 30, "rules.too_deep"),
        (".".join(["a"] * 3_000) + " = 1", "rules.too_deep"),
        ("big = " + "9" * 5_000, "rules.number_too_long"),
    ],
)
def test_a_text_that_cannot_be_read_is_one_problem(text, code):
    assert _codes(text) == [code]


def test_a_number_that_no_amount_reaches_is_refused():
    content = general()
    content["slide"] = 10**4_000
    found = rules.problems_of(rules.dump_scheme(content))
    assert [(one.key, one.code) for one in found] == [
        ("slide", "rules.number_too_large")
    ]


@pytest.mark.parametrize(
    "version", ['2026\n"y', "令和8年度", "2026 b", "a/b", "v" * 41]
)
def test_a_version_has_a_name_that_addresses_and_files_can_carry(version):
    found = rules.problems_of(rules.dump_scheme(general() | {"version": version}))
    assert [(one.key, one.code) for one in found] == [("version", "rules.wrong_part")]
