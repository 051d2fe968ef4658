"""The published order of countries by the composite index of ICT (ICT総合進展度)."""

from __future__ import annotations

from functools import cache

from chiiki.reference.files import (
    Row,
    check_known,
    check_once,
    read_toml,
    source_of,
    words_of,
)
from chiiki.reference.model import IndexEdition
from chiiki.words import Words

NAME = "index.toml"


@cache
def load_index() -> tuple[IndexEdition, ...]:
    """The editions of the index whose order was published, the oldest first."""
    data = read_toml(NAME)
    names = {code: Words(ja, en) for code, (ja, en) in data["countries"].items()}
    areas = {code: Words(ja, en) for code, (ja, en) in data["ranks"].items()}
    return tuple(_edition(row, names, areas) for row in data["editions"])


def _edition(
    row: Row, names: dict[str, Words], areas: dict[str, Words]
) -> IndexEdition:
    where = f"{NAME}:{row['year']}"
    check_once(row["order"], where)
    return IndexEdition(
        year=row["year"],
        countries=row["countries"],
        indicators=row["indicators"],
        order=tuple(row["order"]),
        names={code: names[check_known(code, names, where)] for code in row["order"]},
        japan=row["japan"],
        rank_words={
            code: areas[check_known(code, areas, where)] for code in row["japan"]
        },
        note=words_of(row, "note"),
        source=source_of(row, {}),
    )
