"""Open the package's data files."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from typing import Any


def read_text(name: str) -> str:
    return files("chiiki.reference").joinpath("data", name).read_text("utf-8")


def read_toml(name: str) -> dict[str, Any]:
    return tomllib.loads(read_text(name))
