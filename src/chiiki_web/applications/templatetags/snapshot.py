"""Say what a frozen submission holds in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping

from django import template
from django.utils.translation import get_language

from chiiki_web.plans.models import CostLine

register = template.Library()
HEADS = dict(CostLine.Head.choices)


@register.filter
def snapshot_name(thing: Mapping[str, str]) -> str:
    """The name of a place, field or body as it stood when it was sent."""
    language = "ja" if get_language() == "ja" else "en"
    return thing.get(f"name_{language}") or thing["name_ja"]


@register.filter
def cost_head(code: str) -> str:
    return str(HEADS.get(code, code))
