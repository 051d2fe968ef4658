"""The nouns of a publication: responses in, tables of figures out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from chiiki.questionnaire import Questionnaire
from chiiki.survey import Frame, Hidden, StepRecord

WHOLE = "whole"
Cell = float | str | None


class TableCode(StrEnum):
    """Which of the four tables."""

    RATES = "rates"
    DIFFICULTIES = "difficulties"
    EFFECTS = "effects"
    PLANS = "plans"


class Breakdown(StrEnum):
    """Whom a figure is about: all, or a part by this column."""

    WHOLE = WHOLE
    SIZE_CLASS = "size_class"
    PREFECTURE = "prefecture"
    FIELD = "field"


class Base(StrEnum):
    """Whose share a figure is.

    ``ANSWERED`` this question, ``ASKED`` it (all who answered the survey), ``RUNNING`` a
    project, ``RUNNING_KNOWN`` one and known what it brought, ``NOT_RUNNING`` one.
    """

    ANSWERED = "answered"
    ASKED = "asked"
    RUNNING = "running"
    RUNNING_KNOWN = "running_known"
    NOT_RUNNING = "not_running"


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What the office chooses. ``response_cells`` are columns, none for one cell of all."""

    response_cells: tuple[str, ...] = ("size_class",)
    smallest_cell: int = 5
    level: float = 0.95


@dataclass(frozen=True, eq=False, slots=True, kw_only=True)
class Responses:
    """A survey as rows of all that were drawn.

    ``columns`` hold ``unit`` (the same name in every survey), ``stratum``, ``size_class``,
    ``prefecture``, ``answered`` (0 or 1) and those of ``chiiki.questionnaire.columns_of``.
    """

    questionnaire: Questionnaire
    columns: Mapping[str, Sequence[Cell]]
    frame: Frame


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A share, with its interval; None and ``hidden`` say why where it is not shown.

    ``n`` rows of ``units`` municipalities gave it, which stand for ``population`` rows;
    where it is hidden, None if the answers themselves say how many rows there are.
    """

    item: str
    base: Base
    by: Breakdown = Breakdown.WHOLE
    domain: str = ""
    value: float | None
    se: float | None
    low: float | None
    high: float | None
    n: int | None
    units: int | None
    population: float | None
    deff: float | None
    degrees: int | None
    hidden: Hidden = Hidden.NO


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedTable:
    """One table. ``model_cells`` are those within which no answer was modelled."""

    code: TableCode
    figures: tuple[Figure, ...]
    model_cells: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """Everything that a reader needs beside the words of the questionnaire."""

    tables: tuple[PublishedTable, ...]
    frame: Frame
    choices: Choices
    steps: tuple[StepRecord, ...]
    drawn: int
    answered: int

    def table(self, code: str) -> PublishedTable:
        return next(one for one in self.tables if one.code == code)
