"""The map says where things are: each question once, and every place is there."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

from house.tree import ROOT

MAP = ROOT / "docs" / "map.md"
PLACES = [ROOT, ROOT / "src", ROOT / "src/chiiki_web", ROOT / "src/chiiki"]
QUOTED = re.compile(r"`([^`]+)`")
NO_PATH = re.compile(
    r"[ <?*\[…]|^\.|^form\."
)  # a command, a pattern, part of an address


def questions_and_places() -> list[tuple[str, list[str]]]:
    rows = []
    for line in MAP.read_text(encoding="utf-8").splitlines():
        cells = [one.strip() for one in line.strip("|").split(" | ")]
        if line.startswith("| ") and cells[0] != "I look for":
            rows.append((cells[0], QUOTED.findall(cells[1])))
    return rows


def missing(places: list[str]) -> list[str]:
    """The paths that are nowhere; a short one may stand beside the one before."""
    found: list[str] = []
    near: list[Path] = []
    for one in places:
        if NO_PATH.search(one) or not re.search(r"[/.]", one):
            continue
        here = [place / one for place in [*PLACES, *near] if (place / one).exists()]
        if not here:
            found.append(one)
        near = [here[0], *here[0].parents][:4] if here else near
    return found


def test_every_place_on_the_map_is_there() -> None:
    rows = questions_and_places()
    assert len(rows) > 50
    assert {
        question: lost for question, there in rows if (lost := missing(there))
    } == {}


def test_the_control_a_place_that_is_gone_is_named() -> None:
    gone = ["chiiki/money.py", "gone.py", "periods.py"]
    assert missing(gone) == ["gone.py"]


def test_each_question_stands_once() -> None:
    counts = Counter(question for question, _places in questions_and_places())
    assert [question for question, count in counts.items() if count > 1] == []
