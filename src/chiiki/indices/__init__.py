"""Composite indices: from published figures to ranks. Start at :func:`build_index`."""

from chiiki.indices.build import Done, Index, build_index, ranks_of
from chiiki.indices.choices import Choices
from chiiki.indices.comparing import Movement, Raise, movement, what_would_raise
from chiiki.indices.model import (
    Deviation,
    Indicator,
    Mean,
    Missing,
    Node,
    Normalisation,
    Outliers,
    Scale,
    Specification,
    Steps,
)
from chiiki.indices.panel import LARGEST_FIGURE, Observation, Panel, latest, panel_of
from chiiki.indices.reading import (
    published_indices,
    published_specification,
    read_specification,
)
from chiiki.indices.sensitivity import Sensitivity, sensitivity
from chiiki.indices.series import Publisher, Series, Unit, Years
from chiiki.indices.series_layouts import SeriesFile, read_series, series_in
from chiiki.indices.series_panel import Gathered, Origin, gather
from chiiki.indices.uncertainty import RankInterval, Replicates, simulate

__all__ = [
    "LARGEST_FIGURE",
    "Choices",
    "Deviation",
    "Done",
    "Gathered",
    "Index",
    "Indicator",
    "Mean",
    "Missing",
    "Movement",
    "Node",
    "Normalisation",
    "Observation",
    "Origin",
    "Outliers",
    "Panel",
    "Publisher",
    "Raise",
    "RankInterval",
    "Replicates",
    "Scale",
    "Sensitivity",
    "Series",
    "SeriesFile",
    "Specification",
    "Steps",
    "Unit",
    "Years",
    "build_index",
    "gather",
    "latest",
    "movement",
    "panel_of",
    "published_indices",
    "published_specification",
    "ranks_of",
    "read_series",
    "read_specification",
    "sensitivity",
    "series_in",
    "simulate",
    "what_would_raise",
]
