"""A scheme as pages show it: its rules, its money, and what else it states."""

from __future__ import annotations

from chiiki.rules import Funding, Scheme
from chiiki_web.schemes import queries
from chiiki_web.wording.rules import say_fact

STATED = ("procedure", "afterwards", "form")


def scheme_context(scheme: Scheme) -> dict[str, object]:
    """What ``schemes/scheme.html`` needs."""
    return {
        "scheme": scheme,
        "money": _money(scheme.funding) if scheme.funding else None,
        "stated": queries.said(queries.content_of(scheme.text), STATED),
    }


def _money(funding: Funding) -> dict[str, object]:
    """The amount block with its facts by name."""
    return {
        "heads": [say_fact(name) for name in funding.heads],
        "banned": [say_fact(name) for name in funding.banned_heads],
        "is_flat": funding.rate == 1,
        "rate": funding.rate,
        "floor": funding.floor,
        "caps": [
            (cap.yen, say_fact(cap.per) if cap.per else "", cap.when is not None)
            for cap in funding.caps
        ],
        "unit": funding.rounding_unit,
    }
