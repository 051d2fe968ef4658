"""Why an answer is what it is: a code to translate, and the values that decided."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason. Make it with :func:`reason`; the site speaks it.

    >>> reason("award.not_proposed", found="DECIDED")
    Reason(code='award.not_proposed', values={'found': 'DECIDED'})
    """

    code: str
    values: Mapping[str, object] = field(default_factory=dict)


def reason(code: str, **values: object) -> Reason:
    return Reason(code, values)
