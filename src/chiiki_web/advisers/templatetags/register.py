"""Words of the register: `{% load register %}`."""

from __future__ import annotations

import re

from django import template
from django.utils.translation import gettext as _

from chiiki_web.advisers.models import Commission
from chiiki_web.ui import formats
from chiiki_web.wording.advisers import RATE_CLASSES

register = template.Library()


@register.simple_tag
def rate_class(code: str) -> str:
    """A class of fee in words; one without words keeps its code."""
    return str(RATE_CLASSES.get(code, code))


@register.filter
def commission_number(held: Commission) -> str:
    """令和8年度委嘱第1号 as its letter says it; in English its running number and year."""
    running = re.search(r"(\d+)号$", held.number)
    if formats.language() == "ja" or running is None:
        return held.number
    return _("Commission No. %(number)s, %(year)s") % {
        "number": running[1],
        "year": formats.fiscal_year(held.fiscal_year),
    }
