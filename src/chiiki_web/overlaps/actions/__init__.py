"""Everything that can happen to overlaps: they are found, and the office rules on them."""

from chiiki_web.overlaps.actions.looking import look_at, look_through
from chiiki_web.overlaps.actions.ruling import CannotRule, rule_on_overlap

__all__ = ["CannotRule", "look_at", "look_through", "rule_on_overlap"]
