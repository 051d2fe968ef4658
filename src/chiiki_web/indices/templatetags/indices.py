"""How a change of a score is written: ``{{ change|signed }}``."""

from __future__ import annotations

from django import template

from chiiki_web.ui import formats

register = template.Library()


@register.filter
def signed(value: float, decimals: int = 1) -> str:
    """A change with its sign; what rounds to nothing has none.

    >>> signed(1.25), signed(-0.44), signed(0.01)
    ('+1.2', '−0.4', '0.0')
    """
    written = formats.number(abs(value), decimals)
    if float(written.replace(",", "")) == 0:
        return written
    return f"{'+' if value > 0 else '−'}{written}"
