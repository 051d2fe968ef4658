"""Say what a frozen submission holds in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.functional import Promise

from chiiki_web.applications.views import changes
from chiiki_web.plans.models import CostLine

register = template.Library()
HEADS = dict(CostLine.Head.choices)


@register.filter
def said_parts(snapshot: Mapping[str, Any]) -> list[tuple[str | Promise, str]]:
    """Each part of what was sent: its label and what it says."""
    return changes.parts(snapshot)


@register.filter
def cost_head(code: str) -> str:
    return str(HEADS.get(code, code))


@register.filter
def part_label(name: str) -> str:
    return str(changes.label_of(name))
