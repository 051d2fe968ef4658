"""Nothing of one machine is written down, data says its source, links lead somewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from house.tree import ROOT, short, tracked_files

TEXT = {
    *(".py", ".md", ".toml", ".txt", ".in", ".html", ".css", ".js", ".csv", ".json"),
    *(".po", ".typ", ".svg", ".cfg", ".ini", ".sh", ""),
}
OF_ONE_MACHINE = re.compile(
    r"(?<![\w./])/(?:work|root|home)/"
    r"|files\.pythonhosted|pypi\.org/simple|registry\.npmjs|extra-index|file:///opt"
)
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
PAGES = [path for path in tracked_files() if path.suffix == ".md"]


def test_no_file_knows_this_machine_or_a_registry() -> None:
    found = [
        f"{short(path)}: {match.group()}"
        for path in tracked_files()
        if path.suffix in TEXT and path != Path(__file__)
        for match in OF_ONE_MACHINE.finditer(path.read_text("utf-8", errors="replace"))
    ]
    assert not found


@pytest.mark.parametrize("page", PAGES, ids=short)
def test_links_lead_somewhere(page: Path) -> None:
    targets = LINK.findall(page.read_text(encoding="utf-8"))
    missing = [
        target
        for target in targets
        if "://" not in target
        and not target.startswith(("#", "mailto:"))
        and not (page.parent / target.split("#")[0]).exists()
    ]
    assert not missing


def test_the_changelog_has_a_place_for_what_comes_next() -> None:
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert "## [Unreleased]" in text
