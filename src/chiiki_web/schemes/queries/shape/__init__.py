"""The shape of a scheme's text, part by part, with words: for the editor and comparisons."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from chiiki_web.schemes.queries.shape.amount import (
    AMOUNT,
    BANS,
    CAPS,
    CRITERIA,
    FLOOR,
    OWN_SHARE,
    RATIOS,
)
from chiiki_web.schemes.queries.shape.demands import (
    BASICS,
    DEMANDS,
    EXCLUDED,
    RULE,
    RULES,
    SOURCES,
)
from chiiki_web.schemes.queries.shape.dispatch import DISPATCHES
from chiiki_web.schemes.queries.shape.kinds import LONGEST, Key, Kind, Part, Table
from chiiki_web.schemes.queries.shape.terms import (
    ATTACHMENTS,
    CLOCKS,
    DUTIES,
    QUESTIONS,
    ROUNDS,
    STEPS,
)

PARTS = (
    *(BASICS, SOURCES, RULES, DEMANDS, EXCLUDED),
    *(AMOUNT, FLOOR, CAPS, BANS, RATIOS, OWN_SHARE, CRITERIA),
    *(STEPS, ROUNDS, DISPATCHES, DUTIES, CLOCKS, ATTACHMENTS, QUESTIONS),
)
GROUPS: dict[str, Promise] = {
    "basics": _("Name, dates, sources"),
    "demands": _("Who may apply"),
    "amount": _("Amount"),
    "criteria": _("Criteria"),
    "procedure": _("Procedure"),
    "afterwards": _("After the decision"),
    "form": _("Form"),
}


def part_of(code: str) -> Part | None:
    return next((one for one in PARTS if one.code == code), None)


__all__ = [
    "GROUPS",
    "LONGEST",
    "PARTS",
    "RULE",
    "RULES",
    "Key",
    "Kind",
    "Part",
    "Table",
    "part_of",
]
