"""A run that was worked out, as pages read it: who stands where, and every figure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from statistics import fmean, median
from typing import Any

from chiiki.indices import Index as Built
from chiiki.indices import Indicator, Node, Specification
from chiiki_web.indices import engine_input
from chiiki_web.indices.models import Edition, Run
from chiiki_web.ui import formats


@dataclass(frozen=True, slots=True)
class Standing:
    """One unit in the order, between which ranks, and in which tier (0: none reckoned)."""

    code: str
    name: str
    prefecture: str
    rank: int
    low: int
    median: float
    high: int
    score: float
    tier: int


@dataclass(frozen=True)
class Read:
    """A run with its definition and its figures."""

    run: Run
    edition: Edition

    @cached_property
    def inputs(self) -> dict[str, Any]:
        found: dict[str, Any] = self.run.inputs
        return found

    @cached_property
    def result(self) -> dict[str, Any]:
        return self.run.result or {}

    @cached_property
    def specification(self) -> Specification:
        return engine_input.specification_of(self.inputs["text"])

    @cached_property
    def built(self) -> Built:
        return engine_input.index_of(self.inputs["text"], self.inputs["figures"])

    @cached_property
    def units(self) -> Mapping[str, dict[str, Any]]:
        return {one["code"]: one for one in self.inputs["figures"]["units"]}

    @cached_property
    def order(self) -> list[Standing]:
        """Everybody, the first first."""
        tiers = {
            code: at
            for at, codes in enumerate(self.result["tiers"] or (), start=1)
            for code in codes
        }
        scores = self.scores(self.specification.top)
        found = [
            Standing(
                code,
                formats.local(self.units[code], "name"),
                self.units[code]["prefecture"],
                self.result["ranks"][at],
                self.result["low"][at],
                self.result["median"][at],
                self.result["high"][at],
                scores[code] or 0.0,
                tiers.get(code, 0),
            )
            for at, code in enumerate(self.result["units"])
        ]
        return sorted(found, key=lambda one: (one.rank, one.tier, one.code))

    @cached_property
    def standing(self) -> Mapping[str, Standing]:
        return {one.code: one for one in self.order}

    def scores(self, code: str) -> dict[str, float | None]:
        """The scores of a node or an indicator by unit."""
        return dict(zip(self.result["units"], self.result["scores"][code], strict=True))

    @cached_property
    def place(self) -> Mapping[str, int]:
        """Where a unit stands in the scores of the result."""
        return {code: at for at, code in enumerate(self.result["units"])}

    @cached_property
    def row(self) -> Mapping[str, int]:
        """Where a unit stands among the figures."""
        return {
            one["code"]: at for at, one in enumerate(self.inputs["figures"]["units"])
        }

    def score(self, code: str, unit: str) -> float | None:
        found: float | None = self.result["scores"][code][self.place[unit]]
        return found

    def middle(self, code: str) -> float | None:
        """The median of all units."""
        known = [one for one in self.result["scores"][code] if one is not None]
        return median(known) if known else None

    def figure(self, unit: str, code: str) -> tuple[float | None, int, str]:
        """A figure as it was given, its year (0: not said) and its flag."""
        figures = self.inputs["figures"]
        row = self.row[unit]
        column = figures["indicators"].index(code)
        flags = figures["flags"]
        return (
            figures["values"][row][column],
            figures["years"][row][column],
            flags[row][column] if flags else "",
        )

    def decimals(self, code: str) -> int:
        """How many places the figures of an indicator are shown with: 0, 1 or 2."""
        figures = self.inputs["figures"]
        column = figures["indicators"].index(code)
        return decimals_of(
            [row[column] for row in figures["values"] if row[column] is not None]
        )

    def middle_figure(self, code: str) -> float | None:
        figures = self.inputs["figures"]
        column = figures["indicators"].index(code)
        known = [row[column] for row in figures["values"] if row[column] is not None]
        return median(known) if known else None

    def above(self, one: str, other: str) -> float | None:
        """In which share of the replicates one stands above the other."""
        units, table = self.result["units"], self.result["above"]
        if table is None or one not in units or other not in units:
            return None
        share: float = table[units.index(one)][units.index(other)]
        return share

    def by_prefecture(self) -> dict[str, float]:
        """The mean score of each prefecture's units, by its code."""
        found: dict[str, list[float]] = {}
        for one in self.order:
            if one.prefecture:
                found.setdefault(one.prefecture, []).append(one.score)
        return {code: fmean(scores) for code, scores in found.items()}

    def done_to(self, code: str, unit: str = "") -> str:
        """What a step did to an indicator, of a unit where it filled a gap: "" or what."""
        for step, of, what in self.result["done"]:
            if of == code and (step != "missing" or what == unit):
                return "missing" if step == "missing" else str(what)
        return ""

    def called(self, code: str) -> str:
        one = self.thing(code)
        return formats.local(one, "name")

    def unit(self, code: str) -> str:
        """The unit of an indicator's figures, in the reader's language."""
        one = self.thing(code)
        if not isinstance(one, Indicator):
            return ""
        return one.unit if formats.is_japanese() else one.unit_en or one.unit

    def thing(self, code: str) -> Indicator | Node:
        return next(one for one in self.specification.everything if one.code == code)


def decimals_of(figures: Sequence[float]) -> int:
    """How many places figures are shown with: 0, 1 or 2."""
    if all(one == int(one) for one in figures):
        return 0
    return 1 if max(map(abs, figures), default=0) >= 1 else 2


def read_run(run: Run) -> Read:
    """A run that was worked out, with its edition."""
    return Read(run=run, edition=run.edition)


def read_edition(edition: Edition) -> Read:
    """A published edition."""
    assert edition.run is not None
    return Read(run=edition.run, edition=edition)
