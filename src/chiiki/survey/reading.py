"""Read a design: hold the rows of a survey against its frame."""

from __future__ import annotations

from collections.abc import Sequence

from chiiki.survey.database import Database, is_in_database
from chiiki.survey.design import Design
from chiiki.survey.drawing import Drawn, draw_design
from chiiki.survey.model import Frame
from chiiki.survey.stages import Lonely
from chiiki.survey.table import read_table


def read_design(
    table: object,
    frame: Frame,
    *,
    strata: str | Sequence[str] = (),
    clusters: Sequence[str] = (),
    weights: str | None = None,
    later_strata: Sequence[str | None] = (),
    later_populations: Sequence[str | None] = (),
    finite: bool = True,
    lonely: Lonely = "fail",
) -> Design:
    """A design from rows: every unit that was drawn, whether it answered or not.

    ``table`` is a dataframe, a mapping of columns, or a table of Ibis whose rows stay in
    their database (see :class:`Database` for what is refused then).

    ``strata`` are the columns whose values (joined by |) name the frame's strata, none where
    it has one; ``clusters`` the columns of the clusters, first stage first, none where rows
    were drawn. For each later stage, ``later_strata`` names the column of its strata and
    ``later_populations`` that of the number of clusters that could be drawn there; the last
    may stand for rows within clusters. Without ``weights`` each row weighs frame over drawn.
    ``finite`` False ignores the share that was drawn; ``lonely`` "adjust" lets a stratum
    with one cluster vary about the mean of all.

    Raises EngineError survey.unknown_stratum, survey.stratum_not_drawn, survey.bad_weight,
    survey.weights_needed, survey.stages_differ, survey.population_differs and those of
    :func:`build_stages`.
    """
    drawn = Drawn(
        strata=(strata,) if isinstance(strata, str) else tuple(strata),
        clusters=tuple(clusters),
        weights=weights,
        later_strata=tuple(later_strata),
        later_populations=tuple(later_populations),
        finite=finite,
        lonely=lonely,
    )
    if is_in_database(table):
        return Database(table, frame, drawn).open()
    return draw_design(read_table(table), frame, drawn)
