"""What a round is matched by: weights, limits, floors, money, all read from a TOML text."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from chiiki.errors import EngineError

PARTS = ("field", "side", "place")
FULL = 10_000  # the most points of one part
MOST_POINTS = 1_000_000
MOST_YEN = 10**13
NOTES = frozenset({"assumed", "source"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    days_on_site: int
    hours_online: int
    hours_a_day: int
    nominations: int
    team: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Points:
    """What is gained by serving, and what load and travel take off.

    The k-th request of one adviser costs ``load`` x (k - 1), up to ``load_steps`` steps.
    """

    served: int
    priority: int
    nominations: tuple[int, ...]
    travel_per_thousand_yen: int
    load: int
    load_steps: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Travel:
    """Yen for a journey: by pair of prefectures (``13-47``) where given, else by distance."""

    same_prefecture: int
    same_region: int
    elsewhere: int
    island: int
    pairs: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """How much work is done, counted in steps, never in time."""

    candidates: int
    exact_pairs: int
    steps: int
    nodes: int
    neighbours: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    version: str
    limits: Limits
    weights: Mapping[str, int]
    points: Points
    priority_fields: frozenset[str]
    floors: Mapping[str, int]
    fees: Mapping[str, int]
    travel: Travel
    moves: Mapping[str, int]
    tolerance_ppm: int
    search: Search
    budget: int | None
    assumed: tuple[str, ...] = ()


@cache
def published_rules() -> Rules:
    """The rules that come with the engine; most of them are settings, marked as assumed.

    >>> published_rules().limits.days_on_site, "fees" in published_rules().assumed
    (3, True)
    """
    return _rules(_content())


def read_rules(text: str) -> Rules:
    """Read a TOML text; what it does not say is taken from the published rules.

    >>> read_rules("[budget]\\nyen = 5_000_000\\n[floors]\\nisland = 900").budget
    5000000
    """
    try:
        own = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        raise EngineError("matching.rules_not_toml", message=str(fault)) from fault
    content = {**_content(), "budget": {}}
    for part, value in own.items():
        if part not in content:
            raise EngineError("matching.rules_unknown_part", part=part)
        content[part] = _merged(part, content[part], value)
    return _rules(content)


def _content() -> dict[str, object]:
    text = files("chiiki.matching").joinpath("rules.toml").read_text("utf-8")
    return tomllib.loads(text)


OPEN = frozenset({"floors", "fees", "travel"})  # parts that an office adds keys to
KEYS = {"budget": frozenset({"yen"})}


def _merged(part: str, known: object, said: object) -> object:
    if not isinstance(known, dict):
        if not isinstance(said, str):
            raise EngineError("matching.rules_bad_value", part=part, key="", found=said)
        return said
    if not isinstance(said, dict):
        raise EngineError("matching.rules_bad_value", part=part, key="", found=said)
    allowed = frozenset(known) | KEYS.get(part, frozenset()) | NOTES
    for key in said:
        if key not in allowed and part not in OPEN:
            raise EngineError("matching.rules_unknown_key", part=part, key=key)
    kept = {key: value for key, value in known.items() if key != "assumed"}
    return {**kept, **said}


def _rules(content: Mapping[str, object]) -> Rules:
    part = _Reader(content)
    points = part.numbers("points", most=MOST_POINTS)
    search = part.numbers("search", most=1_000_000)
    moves = part.numbers("moves", most=1_000_000)
    if not sum(part.numbers("weights", most=1_000).values()):
        raise EngineError("matching.rules_bad_value", part="weights", key="", found=0)
    return Rules(
        version=str(content["version"]),
        limits=Limits(**part.numbers("limits", most=1_000)),
        weights=part.numbers("weights", most=1_000),
        points=Points(**points, nominations=part.steps("points", "nominations")),
        priority_fields=frozenset(part.texts("priority", "fields")),
        floors=part.numbers("floors", most=1_000),
        fees=part.numbers("fees", most=10_000_000),
        travel=_travel(part),
        moves={key: moves[key] for key in ("draft", "proposed")},
        tolerance_ppm=moves["tolerance_ppm"],
        search=Search(**search),
        budget=part.numbers("budget", most=MOST_YEN).get("yen"),
        assumed=tuple(sorted(part.assumed())),
    )


def _travel(part: _Reader) -> Travel:
    found = part.numbers("travel", most=10_000_000)
    classes = {
        key: found.pop(key)
        for key in ("same_prefecture", "same_region", "elsewhere", "island")
    }
    return Travel(**classes, pairs=found)


class _Reader:
    """Reads the parts of a text, and says where a value is not what is asked for."""

    def __init__(self, content: Mapping[str, object]) -> None:
        self._content = content

    def part(self, name: str) -> dict[str, object]:
        found = self._content.get(name, {})
        assert isinstance(found, dict)
        return {key: value for key, value in found.items() if key not in NOTES}

    def numbers(self, name: str, *, most: int) -> dict[str, int]:
        return {
            key: self._number(name, key, value, most)
            for key, value in self.part(name).items()
            if key != "nominations" or name != "points"
        }

    def steps(self, name: str, key: str) -> tuple[int, ...]:
        found = self.part(name)[key]
        if not isinstance(found, list):
            raise self._bad(name, key, found)
        steps = tuple(self._number(name, key, one, MOST_POINTS) for one in found)
        if list(steps) != sorted(steps, reverse=True):
            raise self._bad(name, key, found)
        return steps

    def texts(self, name: str, key: str) -> list[str]:
        found = self.part(name)[key]
        if not isinstance(found, list) or not all(isinstance(x, str) for x in found):
            raise self._bad(name, key, found)
        return found

    def assumed(self) -> list[str]:
        return [
            name
            for name, value in self._content.items()
            if isinstance(value, dict) and value.get("assumed")
        ]

    def _number(self, name: str, key: str, value: object, most: int) -> int:
        if isinstance(value, bool) or not isinstance(value, int):
            raise self._bad(name, key, value)
        if not 0 <= value <= most:
            raise self._bad(name, key, value)
        return value

    def _bad(self, name: str, key: str, found: object) -> EngineError:
        return EngineError("matching.rules_bad_value", part=name, key=key, found=found)
