"""What differs between two versions of a scheme."""

from chiiki import rules
from scheme_samples import general, parsed


def _changed(change):
    content = general()
    change(content)
    return [
        (one.part, one.before, one.after)
        for one in rules.differences(parsed(general()), parsed(content))
    ]


def test_a_scheme_does_not_differ_from_itself_whatever_the_order_of_rules():
    def reverse(content):
        content["terms"]["stages"].reverse()

    assert _changed(lambda content: None) == []
    assert _changed(reverse) == []


def test_a_changed_figure_is_told_with_its_path():
    def lower(content):
        content["amount"]["cap"]["limits"][1]["yen"] = 15_000_000

    assert _changed(lower) == [
        ("amount.cap.limits[2].yen", 20_000_000, 15_000_000),
    ]


def test_what_is_new_and_what_is_gone_are_told():
    def swap(content):
        del content["terms"]["consultation"]
        content["form"]["questions"][0]["longest"] = 400
        content["rules"][0]["in_principle"] = True

    assert _changed(swap) == [
        ("rules[kinds].in_principle", None, True),
        ("form.questions[why_now].longest", 800, 400),
        ("terms.consultation.is_required", True, None),
        ("terms.consultation.source", "sample", None),
    ]
