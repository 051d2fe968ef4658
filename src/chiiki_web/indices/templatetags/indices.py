"""How changes, figures and lists of names are written on pages of indices."""

from __future__ import annotations

from collections.abc import Iterable

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


@register.filter
def listed(names: Iterable[str]) -> str:
    """Names one after the other, as the reader's language sets them apart."""
    return formats.between().join(names)
