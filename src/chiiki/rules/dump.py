"""Write a scheme as TOML text again, so that a page can change one part of it."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping

import tomli_w

from chiiki.rules.model import Scheme


def dump_scheme(scheme: Scheme | Mapping[str, object]) -> str:
    """Return TOML text of the same content: a scheme, or the tables that a page changed.

    Reading it gives the same digest. Remarks and layout of the first text are lost.

    >>> print(dump_scheme({"code": "kizuna", "name": {"ja": "絆"}}), end="")
    code = "kizuna"
    <BLANKLINE>
    [name]
    ja = "絆"
    """
    content = tomllib.loads(scheme.text) if isinstance(scheme, Scheme) else scheme
    return tomli_w.dumps(content)
