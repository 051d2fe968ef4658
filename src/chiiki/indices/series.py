"""Which published series an index takes its figures from, and of which year."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from chiiki.errors import EngineError


class Publisher(StrEnum):
    """In whose layout a file stands.

    ``world_bank``: years side by side below a preamble. ``itu``: one figure a row, as the
    DataHub gives them. ``sdmx``: SDMX-CSV, as the OECD and Eurostat give it.
    """

    WORLD_BANK = "world_bank"
    ITU = "itu"
    SDMX = "sdmx"


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """An indicator (or a column by which one is divided) and the series that fills it.

    ``code`` is the series code of the publisher, in SDMX the dataflow; ``where`` says
    which value other dimensions must have, so that one figure a unit and year is left.
    """

    indicator: str
    publisher: Publisher
    code: str
    where: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Years:
    """Which year counts: the newest within so many of the edition, or exactly one."""

    edition: int
    latest_within: int | None = None
    exactly: int | None = None

    def __post_init__(self) -> None:
        if (self.latest_within is None) == (self.exactly is None):
            raise EngineError("indices.years_both")
        if self.latest_within is not None and self.latest_within < 0:
            raise EngineError("indices.years_within", found=self.latest_within)

    @property
    def first(self) -> int:
        if self.exactly is not None:
            return self.exactly
        return self.edition - (self.latest_within or 0)

    @property
    def last(self) -> int:
        return self.edition if self.exactly is None else self.exactly


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """Who is compared: its code, its name, and the groups by which gaps are filled."""

    code: str
    name_ja: str = ""
    name_en: str = ""
    groups: Mapping[str, str] = field(default_factory=dict)
