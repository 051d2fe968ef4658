"""Proposals within a budget. Start at :func:`choose`."""

from chiiki.selection.choose import choose
from chiiki.selection.model import Proposal, Selection, SelectionLine

__all__ = ["Proposal", "Selection", "SelectionLine", "choose"]
