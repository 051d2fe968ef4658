"""Texts, tables and stored figures become values of the engine, and come back as JSON."""

from chiiki_web.indices.engine_input.building import (
    MISFITS,
    choices_of,
    index_of,
    specification_of,
    work_out,
)
from chiiki_web.indices.engine_input.figures import (
    Figures,
    figures_from_series,
    panel_of,
)
from chiiki_web.indices.engine_input.series import read_series_files
from chiiki_web.indices.engine_input.surveys import by_prefecture
from chiiki_web.indices.engine_input.tables import heads_of, misfits_of, read_table
from chiiki_web.indices.engine_input.units import Known, known_units, listed_units

__all__ = [
    "MISFITS",
    "Figures",
    "Known",
    "by_prefecture",
    "choices_of",
    "figures_from_series",
    "heads_of",
    "index_of",
    "known_units",
    "listed_units",
    "misfits_of",
    "panel_of",
    "read_series_files",
    "read_table",
    "specification_of",
    "work_out",
]
