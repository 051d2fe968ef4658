"""A condition of the rules in words, where it is one of the plain shapes."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from chiiki.rules import vocabulary
from chiiki_web.wording.rules import say_fact, say_value

_FACT = r"(?P<fact>[a-z_]+\.[a-z_]+)"
_CHOICES = r"\[(?P<choices>'[a-z_]+'(?:, *'[a-z_]+')*)\]"
_IS = re.compile(rf"{_FACT} == '(?P<choice>[a-z_]+)'")
_IN = re.compile(rf"{_FACT} in {_CHOICES}")
_NOT_IN = re.compile(rf"!\({_FACT} in {_CHOICES}\)")
_FLAG = re.compile(rf"(?P<no>!?){_FACT}")


def say_condition(expression: str) -> str:
    """Facts and what they must be, in the reader's language; empty where it is not plain.

    >>> say_condition("size(plan.fields) > 0")
    ''
    """
    said = [_say_term(one.strip()) for one in expression.split("&&")]
    return pgettext("condition", " and ").join(said) if all(said) else ""


def _say_term(term: str) -> str:
    if found := _IS.fullmatch(term):
        return _pair(found["fact"], [found["choice"]], _("%(fact)s: %(value)s"))
    if found := _IN.fullmatch(term):
        return _pair(found["fact"], _listed(found["choices"]), _("%(fact)s: %(value)s"))
    if found := _NOT_IN.fullmatch(term):
        words = _("%(fact)s: other than %(value)s")
        return _pair(found["fact"], _listed(found["choices"]), words)
    if found := _FLAG.fullmatch(term):
        return _pair(found["fact"], not found["no"], _("%(fact)s: %(value)s"))
    return ""


def _listed(choices: str) -> list[str]:
    return re.findall(r"[a-z_]+", choices)


def _pair(fact: str, value: object, words: str) -> str:
    if fact not in vocabulary():
        return ""
    return words % {"fact": say_fact(fact), "value": say_value(fact, value)}
