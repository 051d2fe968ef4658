"""Words for eligibility: the steps of an amount, and what is wrong with a scheme's text."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext_lazy as _

from chiiki.money import format_yen
from chiiki.reasons import Reason
from chiiki.rules import FactType, vocabulary
from chiiki.thousandths import format_thousandths

WORDING: dict[str, Promise] = {
    "rules.amount_costs": _("The eligible costs come to ¥%(amount)s."),
    "rules.amount_head_struck": _(
        "%(fact)s is not paid for: ¥%(struck)s less, leaving ¥%(amount)s."
    ),
    "rules.amount_ratio_struck": _(
        "%(facts)s must stay under %(under)s of the amount: ¥%(struck)s less,"
        " leaving ¥%(amount)s."
    ),
    "rules.amount_rate": _("At the rate of %(rate)s this is ¥%(amount)s."),
    "rules.amount_requested": _("The plan is to apply for ¥%(amount)s."),
    "rules.amount_cap": _("The cap is ¥%(amount)s."),
    "rules.amount_cap_per_unit": _(
        "The cap is ¥%(amount)s: ¥%(per_unit)s for each (%(fact)s)."
    ),
    "rules.amount_rounded": _("Amounts under ¥%(unit)s are cut off: ¥%(amount)s."),
    "rules.amount_below_floor": _(
        "This is below the least amount of ¥%(floor)s, so nothing can be paid."
    ),
    "rules.amount_payable": _("By the rules at most ¥%(amount)s could be paid."),
    "rules.amount_fixed": _("The amount is fixed: ¥%(amount)s."),
    "rules.amount_own_share": _(
        "The applicant bears at least %(share)s of the total: at most ¥%(amount)s"
        " is left to pay for."
    ),
    "rules.cell_without_title": _("There is a value outside the columns with titles."),
    "rules.column_twice": _("The column “%(column)s” stands there twice."),
    "rules.duplicate_code": _(
        "%(scheme)s, %(part)s: the code “%(found)s” stands there twice."
    ),
    "rules.fixed_and_cap": _(
        "%(scheme)s, %(part)s: an amount is either fixed or capped, not both."
    ),
    "rules.expression_too_long": _(
        "A rule is %(length)s characters long, more than %(most)s: split it."
    ),
    "rules.list_too_long": _(
        "A list in a rule has %(count)s items, more than %(most)s."
    ),
    "rules.loop_in_loop": _(
        "A rule goes through a list inside another list (“%(found)s” inside"
        " “%(outer)s”): split it."
    ),
    "rules.number_too_long": _(
        "Line %(line)s has a number of thousands of digits, which cannot be read."
    ),
    "rules.number_too_large": _(
        "%(scheme)s, %(part)s: “%(key)s” is larger than %(most)s."
    ),
    "rules.other_quotes": _(
        "A rule has quotation marks of an unusual kind (%(found)s): write texts in"
        " plain ones."
    ),
    "rules.text_asks_too_much": _(
        "All rules together take too long to be tried (more than %(most)s steps): make"
        " them simpler from here on."
    ),
    "rules.text_too_long": _(
        "The expressions of all rules together have more than %(most)s characters: make"
        " them shorter from here on."
    ),
    "rules.too_deep": _(
        "The text has tables inside tables, more than %(most)s deep, and cannot be read."
    ),
    "rules.too_many_steps": _(
        "A rule takes too long to be tried (%(steps)s steps, at most %(most)s): split it."
    ),
    "rules.unknown_loop": _(
        "A rule goes through a list with “%(found)s”; only these are known: %(known)s."
    ),
    "rules.duplicate_rule": _("%(scheme)s: the rule “%(rule)s” stands there twice."),
    "rules.expression_failed": _(
        "A rule over %(facts)s could not be worked out: %(message)s"
    ),
    "rules.fact_too_large": _("The fact “%(fact)s” is larger than %(most)s."),
    "rules.missing_part": _("%(scheme)s, %(part)s: “%(key)s” is missing."),
    "rules.neither_yes_nor_no": _("“%(found)s” is neither yes nor no."),
    "rules.never_no": _("A rule can never be answered with no."),
    "rules.never_yes": _("A rule can never be answered with yes."),
    "rules.no_titles": _("The first row with the titles of the columns is missing."),
    "rules.not_a_count": _(
        "%(scheme)s, %(part)s: “%(fact)s” is neither a number nor an amount."
    ),
    "rules.not_a_question": _("A rule gives “%(found)s”, neither yes nor no."),
    "rules.not_a_table": _("The file cannot be read as a table: %(message)s"),
    "rules.not_an_expression": _("A rule cannot be read: %(message)s"),
    "rules.not_toml": _("%(scheme)s cannot be read as TOML: %(message)s"),
    "rules.not_yet_published": _(
        "The rules of “%(scheme)s” were not yet published on %(day)s."
    ),
    "rules.proposal_twice": _("The proposal “%(found)s” stands there twice."),
    "rules.too_many_combinations": _(
        "A rule asks for too much at once (more than %(most)s combinations): split it."
    ),
    "rules.unknown_choice": _(
        "A rule asks for the choice “%(choice)s”, which is unknown."
    ),
    "rules.unknown_choice_given": _("“%(found)s” is not a choice of %(fact)s."),
    "rules.unknown_column": _(
        "The column “%(column)s” is not known: use the name of a fact, id, region or"
        " applicant."
    ),
    "rules.unknown_fact": _("A rule asks for the fact “%(fact)s”, which is unknown."),
    "rules.unknown_fact_given": _("There is no fact “%(fact)s”."),
    "rules.unknown_part": _("%(scheme)s, %(part)s: “%(key)s” is not known."),
    "rules.unknown_scheme": _("There are no rules “%(scheme)s”."),
    "rules.unknown_stage": _(
        "%(scheme)s, %(part)s: “%(found)s” is not one of the scheme's stages."
    ),
    "rules.wrong_part": _("%(scheme)s, %(part)s: “%(key)s” is not as it should be."),
    "rules.wrong_type_of_fact": _(
        "The fact “%(fact)s” must be of the kind %(expected)s."
    ),
}


# Rules count an index in thousandths; who reads or states it knows it by its own name.
INDICES: dict[str, Promise] = {
    "region.fiscal_strength_thousandths": _("Index of fiscal strength"),
}


def say_step(step: Reason) -> str:
    """Say one step of an amount, its facts by name and its yen with thousands marked."""
    return str(WORDING[step.code]) % {
        name: _spoken(name, value) for name, value in step.values.items()
    }


def say_fact(name: str) -> str:
    """Name a fact in the active language."""
    return vocabulary()[name].label(get_language() or "ja")


def name_known(name: str) -> str:
    """Name a fact as those know it who say it, not as rules count it."""
    return str(INDICES.get(name) or say_fact(name))


def say_known(name: str, value: object) -> str:
    """Say what is known of a fact under ``name_known``: an index as it is published."""
    if name in INDICES and isinstance(value, int):
        return format_thousandths(value)
    return say_value(name, value)


def say_value(name: str, value: object) -> str:
    """Say what is known of a fact: yes, a choice by name, yen and numbers with units."""
    fact = vocabulary()[name]
    language = get_language() or "ja"
    if isinstance(value, bool):
        return str(_("yes")) if value else str(_("no"))
    if isinstance(value, int):
        if fact.type is FactType.YEN:
            return format_yen(value, language)
        return f"{value:,} {fact.unit(language)}".strip()
    if isinstance(value, str):
        return fact.choice_label(value, language)
    choices = value if isinstance(value, Iterable) else ()
    return pgettext("list", ", ").join(
        fact.choice_label(str(one), language) for one in choices
    )


def _spoken(name: str, value: object) -> str:
    if name == "fact":
        return say_fact(str(value))
    if name == "facts" and isinstance(value, Iterable):
        return pgettext("list", ", ").join(say_fact(str(one)) for one in value)
    return f"{value:,}" if isinstance(value, int) else str(value)
