"""What the region can do alone, side by side: a small chart, and a row for each ability."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from chiiki_web.placements.models import Ability, Assessment, Side
from chiiki_web.ui.charts import ShareRow, Shares

Levels = Mapping[tuple[int, str, str], str]
MOMENTS = list(Assessment.Moment)


@dataclass(frozen=True, slots=True)
class Cell:
    """What one side said of one ability at one moment."""

    level: str
    label: str


@dataclass(frozen=True, slots=True)
class Row:
    """An ability with both views at every moment that was assessed by anybody."""

    ability: Ability
    cells: tuple[tuple[Cell | None, Cell | None], ...]
    is_not_yet: bool


def for_reader(levels: Levels, side: Side | None) -> dict[tuple[int, str, str], str]:
    """What one side may see: of the other only the moments that it has assessed itself."""
    if side is None:
        return dict(levels)
    own = {moment for _ability, who, moment in levels if who == side}
    return {
        key: level for key, level in levels.items() if key[1] == side or key[2] in own
    }


def said_moments(levels: Levels) -> list[Assessment.Moment]:
    """The moments at which somebody said something, in their order."""
    said = {moment for _ability, _side, moment in levels}
    return [one for one in MOMENTS if one in said]


def rows(abilities: Sequence[Ability], levels: Levels) -> list[Row]:
    moments = said_moments(levels)
    return [
        Row(
            one,
            tuple(
                (
                    _cell(levels, one, Side.REGION, moment),
                    _cell(levels, one, Side.MANAGER, moment),
                )
                for moment in moments
            ),
            any(
                levels.get((one.pk, side, Assessment.Moment.END))
                == Assessment.Level.NOT_YET
                for side in Side
            ),
        )
        for one in abilities
    ]


def chart(abilities: Sequence[Ability], levels: Levels) -> Shares | None:
    """How many abilities stand where, by moment and side; None where nothing was said."""
    drawn = tuple(_drawn(levels))
    if not drawn:
        return None
    return Shares(
        title=_("What the region can do by itself"),
        parts=tuple(str(one.label) for one in Assessment.Level),
        rows=drawn,
        row_name=_("When and who"),
        whole=len(abilities),
        decimals=0,
        note=_("Share of %(count)s abilities. Each side answers separately.")
        % {"count": len(abilities)},
    )


def _drawn(levels: Levels) -> list[ShareRow]:
    found = []
    for moment in said_moments(levels):
        for side in Side:
            counts = Counter(
                level for key, level in levels.items() if key[1:] == (side, moment)
            )
            if counts:
                label = f"{moment.label} – {side.label}"
                values = tuple(float(counts[one]) for one in Assessment.Level)
                found.append(ShareRow(label, values))
    return found


def _cell(levels: Levels, one: Ability, side: Side, moment: str) -> Cell | None:
    level = levels.get((one.pk, side, moment))
    return Cell(level, str(Assessment.Level(level).label)) if level else None
