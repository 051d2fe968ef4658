"""What is asked of a survey: a TOML file with its frame, design, steps and statistics."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, cast

from chiiki.cli.words import read_text
from chiiki.errors import EngineError
from chiiki.survey import (
    Design,
    Errors,
    Estimates,
    Excluded,
    Frame,
    Scope,
    Statistic,
    categories,
    mean,
    plain_mean,
    proportion,
    ratio,
    read_design,
    selected,
    total,
)

KEYS = {
    "": "year scope units rows excluded columns steps statistics by se level"
    " smallest_cell replicates",
    "scope": "version items",
    "excluded": "name reason units",
    "columns": "strata clusters weights later_strata later_populations finite lonely",
    "steps": "kind cells answered columns totals margins",
    "statistics": "kind column columns values base missing by",
    "replicates": "kind number seed fay",
}
STEPS = ("response_cells", "post_strata", "raking")
KINDS = (
    *("mean", "proportion", "total", "ratio", "categories", "selected"),
    "plain_mean",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """One statistic of columns, in parts."""

    kind: str
    columns: tuple[str, ...] = ()
    values: tuple[str, ...] = ()
    base: Literal["answered", "asked"] = "answered"
    missing: Literal["left", "category"] = "left"
    by: tuple[str, ...] = ()

    @property
    def statistic(self) -> Statistic:
        made = {
            "mean": lambda: mean(*self.columns),
            "proportion": lambda: proportion(*self.columns, base=self.base),
            "total": lambda: total(*self.columns),
            "ratio": lambda: ratio(*self.columns),
            "categories": lambda: categories(
                self.columns[0], self.values, missing=self.missing
            ),
            "selected": lambda: selected(self.columns, base=self.base),
            "plain_mean": lambda: plain_mean(self.columns),
        }
        needed = {"ratio": 2}.get(self.kind, 1)
        most = {"selected": 10_000, "plain_mean": 10_000}.get(self.kind, needed)
        if not needed - (self.kind == "total") <= len(self.columns) <= most:
            raise EngineError("cli.columns_of_statistic", kind=self.kind)
        return made[self.kind]()


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The frame, how rows were drawn, what is done to weights, and what is estimated."""

    frame: Frame
    columns: Mapping[str, Any]
    steps: tuple[Mapping[str, Any], ...] = ()
    wanted: tuple[Wanted, ...] = ()
    se: Errors = Errors.TAYLOR
    level: float = 0.95
    smallest_cell: int = 5
    replicates: Mapping[str, Any]

    def estimates(self, table: object) -> list[Estimates]:
        """Every statistic; EngineError cli.nothing_asked, or one of the survey."""
        if not self.wanted:
            raise EngineError("cli.nothing_asked")
        design = self._design(table)
        return [
            design.estimate(
                one.statistic,
                by=one.by,
                se="replicates" if self.se is Errors.REPLICATES else "taylor",
                level=self.level,
                smallest_cell=self.smallest_cell,
            )
            for one in self.wanted
        ]

    def _design(self, table: object) -> Design:
        design = read_design(table, self.frame, **self.columns)
        for step in self.steps:
            design = _stepped(design, step)
        if self.se is Errors.REPLICATES:
            how = self.replicates
            design = design.replicate(
                how.get("kind", "bootstrap"),
                replicates=how.get("number", 500),
                seed=how.get("seed", 1),
                fay=how.get("fay", 0.0),
            )
        return design


def read_asked(path: Path) -> Asked:
    """Read the file strictly; EngineError cli.not_toml, cli.unknown_key, cli.key_missing."""
    try:
        found = tomllib.loads(read_text(path))
    except tomllib.TOMLDecodeError as fault:
        raise EngineError("cli.not_toml", file=path, found=fault) from fault
    _strict(found, path)
    try:
        return _asked(found)
    except KeyError as fault:
        raise EngineError("cli.key_missing", file=path, key=fault.args[0]) from fault
    except (TypeError, ValueError, AttributeError) as fault:
        raise EngineError("cli.wrong_shape", file=path, found=fault) from fault


def _asked(found: Mapping[str, Any]) -> Asked:
    scope = found["scope"]
    if isinstance(scope, str):
        scope = {"version": scope}
    by = _list(found.get("by", ()))
    return Asked(
        frame=Frame(
            year=int(found["year"]),
            scope=Scope(version=scope["version"], items=_list(scope.get("items", ()))),
            units={str(name): int(one) for name, one in found["units"].items()},
            excluded=tuple(Excluded(**one) for one in found.get("excluded", ())),
            rows=found.get("rows"),
        ),
        columns=found.get("columns", {}),
        steps=tuple(found.get("steps", ())),
        wanted=tuple(_wanted(one, by) for one in found.get("statistics", ())),
        se=Errors(found.get("se", "taylor")),
        level=float(found.get("level", 0.95)),
        smallest_cell=int(found.get("smallest_cell", 5)),
        replicates=found.get("replicates", {}),
    )


def _wanted(found: Mapping[str, Any], by: tuple[str, ...]) -> Wanted:
    if found["kind"] not in KINDS:
        raise EngineError(
            "cli.unknown_kind", found=found["kind"], kinds=", ".join(KINDS)
        )
    columns = found.get("columns", found.get("column", ()))
    return Wanted(
        kind=found["kind"],
        columns=_list(columns),
        values=_list(found.get("values", ())),
        base=cast("Literal['answered', 'asked']", found.get("base", "answered")),
        missing=cast("Literal['left', 'category']", found.get("missing", "left")),
        by=_list(found.get("by", by)),
    )


def _stepped(design: Design, step: Mapping[str, Any]) -> Design:
    kind = step.get("kind")
    try:
        if kind == "response_cells":
            return design.adjust_response(
                _list(step.get("cells", ())), step["answered"]
            )
        if kind == "post_strata":
            return design.poststratify(_list(step["columns"]), step["totals"])
        if kind == "raking":
            return design.rake(step["margins"])
    except KeyError as fault:
        raise EngineError("cli.step_lacks", kind=kind, key=fault.args[0]) from fault
    raise EngineError("cli.unknown_kind", found=kind, kinds=", ".join(STEPS))


def _strict(found: Mapping[str, Any], path: Path) -> None:
    """Refuse a key that nobody knows: a slip of the pen would change a figure unseen."""
    for name, known in KEYS.items():
        parts = found.get(name, []) if name else [found]
        for part in parts if isinstance(parts, list) else [parts]:
            for key in part if isinstance(part, Mapping) else ():
                if key not in known.split():
                    raise EngineError(
                        "cli.unknown_key", file=path, key=key, place=name or "–"
                    )


def _list(found: str | Sequence[str]) -> tuple[str, ...]:
    return (found,) if isinstance(found, str) else tuple(str(one) for one in found)
