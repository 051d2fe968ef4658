"""Small indices and panels for tests."""

from __future__ import annotations

import numpy as np

from chiiki.indices import (
    Indicator,
    Mean,
    Missing,
    Node,
    Normalisation,
    Panel,
    Scale,
    Specification,
    Steps,
)


def indicator(code: str, parent: str = "index", **said: object) -> Indicator:
    named = {"code": code, "name_ja": code, "name_en": code, "parent": parent}
    return Indicator(**{"direction": 1} | named | said)


def node(code: str, parent: str = "index", weight: float = 1) -> Node:
    return Node(code=code, name_ja=code, name_en=code, parent=parent, weight=weight)


def steps(scale: Scale = Scale.T_SCORE, *means: Mean, **said: object) -> Steps:
    how = Normalisation(scale=scale, **said.pop("how", {}))
    given = {"missing": Missing.REFUSE, "normalisation": how}
    return Steps(**given | {"means": means or (Mean.ARITHMETIC,)} | said)


def specification(*indicators: Indicator, nodes=(), how: Steps | None = None):
    return Specification(
        code="made_up",
        name_ja="見本の指数",
        name_en="Sample index",
        panel_version="1",
        indicators=indicators,
        nodes=(node("index", ""), *nodes),
        steps=how or steps(),
    )


def panel(values, codes=None, **said: object) -> Panel:
    figures = np.array(values, dtype=float)
    rows, columns = figures.shape
    return Panel(
        units=tuple(f"u{one}" for one in range(rows)),
        indicators=tuple(codes or (f"x{one}" for one in range(columns))),
        values=figures,
        **said,
    )


def flat(columns: int, how: Steps | None = None):
    """An index directly above so many indicators of equal weight."""
    return specification(*(indicator(f"x{one}") for one in range(columns)), how=how)
