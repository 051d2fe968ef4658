"""A scheme is written as TOML again, and nothing of it is lost."""

import tomllib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chiiki import rules
from scheme_samples import GENERAL, general, parsed

TERMS = sorted(general()["terms"])
WORDS = st.text(min_size=1, max_size=40).filter(str.strip)


@pytest.mark.parametrize("scheme", rules.published_schemes(), ids=lambda s: s.code)
def test_a_published_scheme_is_the_same_after_writing_and_reading(scheme):
    again = rules.parse_scheme(rules.dump_scheme(scheme), name="again")

    assert again == scheme
    assert again.digest == scheme.digest


@settings(max_examples=40, deadline=None)
@given(
    st.sets(st.sampled_from(TERMS)),
    st.booleans(),
    st.booleans(),
    WORDS,
    WORDS,
    st.integers(1, 10**12),
)
def test_any_scheme_is_the_same_after_writing_and_reading(
    dropped, with_form, with_amount, japanese, english, cap
):
    content = general()
    for term in dropped:
        del content["terms"][term]
    if not with_form:
        del content["form"]
    if not with_amount:
        del content["amount"]
    else:
        content["amount"]["cap"]["limits"][1]["yen"] = cap
    content["rules"][0] |= {"ja": japanese, "remedy_en": english}
    scheme = parsed(content)

    again = rules.parse_scheme(rules.dump_scheme(scheme), name="again")

    assert tomllib.loads(rules.dump_scheme(scheme)) == content
    assert (again, again.digest) == (scheme, scheme.digest)
    assert again.rules[0].text("ja") == japanese


def test_writing_twice_gives_the_same_text():
    once = rules.dump_scheme(rules.parse_scheme(GENERAL, name="a"))

    assert rules.dump_scheme(rules.parse_scheme(once, name="b")) == once


def test_a_changed_part_changes_the_digest():
    content = general()
    content["terms"]["processing"]["days"] = 61

    assert parsed(content).digest != parsed(general()).digest
