"""Words of the register: `{% load register %}`."""

from __future__ import annotations

from django import template

from chiiki_web.wording.advisers import RATE_CLASSES

register = template.Library()


@register.simple_tag
def rate_class(code: str) -> str:
    """A class of fee in words; one without words keeps its code."""
    return str(RATE_CLASSES.get(code, code))
