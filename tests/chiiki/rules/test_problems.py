"""Everything that is wrong with a scheme's text, each with its part, rule and key."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chiiki import rules
from chiiki.errors import EngineError
from scheme_samples import GENERAL, general


def _problems(content):
    return rules.problems_of(rules.dump_scheme(content), name="draft")


def test_a_text_without_faults_has_no_problems():
    assert rules.problems_of(GENERAL) == ()
    for scheme in rules.published_schemes():
        assert rules.problems_of(scheme.text) == ()


def test_all_faults_are_told_at_once():
    content = general()
    del content["name"]["en"]
    content["rules"][0]["expression"] = "applicant.kind == 'nop'"
    del content["rules"][0]["remedy_ja"]
    content["amount"]["cap"]["limits"][0]["when"] = "plan.is_blue"
    content["amount"]["rate"] = "3/2"
    content["terms"]["retention"]["years"] = -5
    content["form"]["questions"][0]["colour"] = "red"

    found = _problems(content)

    assert {(one.part, one.rule, one.key, one.code) for one in found} == {
        ("scheme.name", "", "en", "rules.missing_part"),
        ("scheme.rules[1]", "kinds", "expression", "rules.unknown_choice"),
        ("scheme.rules[1]", "kinds", "remedy_ja", "rules.missing_part"),
        ("scheme.amount.cap.limits[1]", "", "when", "rules.unknown_fact"),
        ("scheme.amount", "", "rate", "rules.wrong_part"),
        ("scheme.terms.retention", "", "years", "rules.wrong_part"),
        ("scheme.form.questions[1]", "", "colour", "rules.unknown_part"),
    }
    assert all(one.values["scheme"] == "draft" for one in found)


def test_a_problem_carries_what_was_wrong():
    content = general()
    content["rules"][0]["expression"] = "plan.trains_cats"

    (found,) = _problems(content)

    assert found.values["fact"] == "plan.trains_cats"


def test_a_part_that_is_no_table_is_one_problem_and_not_many():
    content = general()
    content["criteria"] = "none"
    content["terms"]["retention"] = 5

    assert {(one.key, one.code) for one in _problems(content)} == {
        ("criteria", "rules.wrong_part"),
        ("retention", "rules.wrong_part"),
    }


def test_an_empty_text_is_told_once():
    content = general()
    content["rules"][0]["ja"] = "　"

    assert [(one.key, one.code) for one in _problems(content)] == [
        ("ja", "rules.wrong_part")
    ]


def test_a_blank_page_lacks_everything_and_still_answers():
    missing = {one.key for one in rules.problems_of("")}

    assert missing == {
        "sources",
        "criteria",
        "code",
        "version",
        "first_day",
        "instrument",
        "name",
    }


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=2)
        | st.dictionaries(st.text(max_size=5), inner, max_size=2)
    ),
    max_leaves=4,
).filter(lambda value: value is not None)


def _paths(content, path=()):
    rows = content.items() if isinstance(content, dict) else enumerate(content)
    for key, value in rows:
        yield (*path, key)
        if isinstance(value, dict | list):
            yield from _paths(value, (*path, key))


PATHS = list(_paths(general()))


def _has_none(value):
    if isinstance(value, dict | list):
        rows = value.values() if isinstance(value, dict) else value
        return any(_has_none(one) for one in rows)
    return value is None


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(PATHS), JUNK.filter(lambda value: not _has_none(value)))
def test_no_junk_in_any_place_is_more_than_a_problem(path, junk):
    content = general()
    place = content
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = junk
    text = rules.dump_scheme(content)

    problems = rules.problems_of(text, name="draft")

    if problems:
        with pytest.raises(EngineError) as refused:
            rules.parse_scheme(text, name="draft")
        assert refused.value.code == problems[0].code
    else:
        assert rules.parse_scheme(text, name="draft").digest
