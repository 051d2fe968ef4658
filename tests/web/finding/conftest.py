"""Shelves of its own for each test: empty, in a folder that only this test knows."""

from __future__ import annotations

from pathlib import Path

import pytest

from chiiki_web.finding.queries import searching, shelves


@pytest.fixture(autouse=True)
def folder(settings: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    settings.CHIIKI_SEARCH = tmp_path / "search"  # type: ignore[attr-defined]
    for name in ("PUBLIC", "REQUESTS"):
        old = getattr(shelves, name)
        fresh = shelves.Shelf(old.name, old.kinds, old.told_by)
        monkeypatch.setattr(shelves, name, fresh)
        monkeypatch.setattr(searching, name, fresh)
    return tmp_path / "search"
