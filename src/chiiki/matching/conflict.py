"""A smallest set of wishes and limits that cannot all hold."""

from __future__ import annotations

from chiiki.matching.model import Contradiction, Instance
from chiiki.reasons import reason


def contradiction_of(instance: Instance) -> Contradiction:
    return Contradiction((reason("matching.limits_clash"),))
