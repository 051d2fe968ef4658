"""Published data with known answers, kept beside the repository in the folder ``shared``."""

from __future__ import annotations

import csv
import json
import os
from pathlib import Path
from typing import Any

import pytest

from house.tree import ROOT

FOLDER = Path(os.environ.get("CHIIKI_SHARED", ROOT.parent / "shared")) / "data/stats"


def judge(name: str) -> Path:
    """The file; the test is skipped, with this sentence, where it is not there."""
    path = FOLDER / name
    if not path.exists():
        pytest.skip(f"{name} is not beside the repository: nothing was compared")
    return path


def answers(name: str) -> Any:
    return json.loads(judge(name).read_text(encoding="utf-8"))


def columns(name: str) -> dict[str, list[Any]]:
    """The columns of a CSV file, numbers as floats, NA as None."""
    with judge(name).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {key: [_cell(row[key]) for row in rows] for key in rows[0]}


def _cell(text: str) -> float | str | None:
    if text == "NA":
        return None
    try:
        return float(text)
    except ValueError:
        return text
