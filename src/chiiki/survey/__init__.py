"""Estimates from a survey, with their errors. Start at :func:`read_design`."""

from chiiki.survey.changing import Change, common_scope, compare
from chiiki.survey.collapsed import Collapsed
from chiiki.survey.crossing import Association, CrossTable, cross
from chiiki.survey.design import Design
from chiiki.survey.hiding import Hidden, hide_cells, hide_lines
from chiiki.survey.model import (
    Errors,
    Estimate,
    Estimates,
    Excluded,
    Finite,
    Frame,
    Interval,
    Method,
    Scope,
    StepRecord,
)
from chiiki.survey.pooling import pool
from chiiki.survey.reading import read_design
from chiiki.survey.replicates import Replicates
from chiiki.survey.statistics import (
    Statistic,
    categories,
    mean,
    plain_mean,
    proportion,
    ratio,
    selected,
    total,
)

__all__ = [
    "Association",
    "Change",
    "Collapsed",
    "CrossTable",
    "Design",
    "Errors",
    "Estimate",
    "Estimates",
    "Excluded",
    "Finite",
    "Frame",
    "Hidden",
    "Interval",
    "Method",
    "Replicates",
    "Scope",
    "Statistic",
    "StepRecord",
    "categories",
    "common_scope",
    "compare",
    "cross",
    "hide_cells",
    "hide_lines",
    "mean",
    "plain_mean",
    "pool",
    "proportion",
    "ratio",
    "read_design",
    "selected",
    "total",
]
