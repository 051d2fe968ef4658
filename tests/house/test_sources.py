"""No published figure or rule without the place where it was read."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from house.tree import SRC, short, tracked_files

ORIGIN = "ORIGIN.md"
PUBLISHED = [
    path
    for path in tracked_files()
    if SRC / "chiiki" in path.parents
    and {"data", "published"} & set(path.parts)
    and path.suffix in {".toml", ".csv", ".json"}
]
RULES = [path for path in PUBLISHED if path.parts[-3:-1] == ("rules", "published")]


def _sources(found: object) -> Iterator[object]:
    if isinstance(found, dict):
        yield from (found[key] for key in ("source", "sources") if key in found)
        for value in found.values():
            yield from _sources(value)
    elif isinstance(found, list):
        for value in found:
            yield from _sources(value)


@pytest.mark.parametrize("path", PUBLISHED, ids=short)
def test_a_data_file_names_its_source(path: Path) -> None:
    origin = path.with_name(ORIGIN)
    named_there = origin.exists() and path.name in origin.read_text(encoding="utf-8")
    own = []
    if path.suffix == ".toml":
        own = list(_sources(tomllib.loads(path.read_text(encoding="utf-8"))))
    assert named_there or own
    assert all(own), "an empty source is none"


@pytest.mark.parametrize("path", RULES, ids=short)
def test_every_rule_of_a_programme_names_its_source(path: Path) -> None:
    content = tomllib.loads(path.read_text(encoding="utf-8"))
    assert content["rules"]
    for rule in content["rules"]:
        assert rule["source"] in content["sources"]
