"""A second start does nothing, unless something changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from chiiki_web.command import prepared
from chiiki_web.command.prepared import Prepared


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder that was prepared, with sources of its own."""
    monkeypatch.delenv("CHIIKI_DATABASE_URL", raising=False)
    monkeypatch.setattr(prepared, "SOURCE", tmp_path / "src")
    source = tmp_path / "src" / "chiiki" / "rules.py"
    source.parent.mkdir(parents=True)
    source.write_text("one = 1")
    (tmp_path / "chiiki.sqlite3").touch()
    Prepared.of(tmp_path).note(source=prepared.source_digest())
    return tmp_path


def test_it_knows_that_nothing_changed(folder: Path) -> None:
    assert Prepared.of(folder).is_up_to_date()


def test_a_changed_file_asks_for_work(folder: Path) -> None:
    (folder / "src" / "chiiki" / "rules.py").write_text("one = 11")
    assert not Prepared.of(folder).is_up_to_date()


def test_a_compiled_file_asks_for_none(folder: Path) -> None:
    (folder / "src" / "chiiki" / "django.mo").write_text("made")
    assert Prepared.of(folder).is_up_to_date()


def test_a_database_that_is_gone_asks_for_work(folder: Path) -> None:
    (folder / "chiiki.sqlite3").unlink()
    assert not Prepared.of(folder).is_up_to_date()


def test_notes_about_another_database_count_for_nothing(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Prepared.of(folder).note(welcome="secret")
    monkeypatch.setenv("CHIIKI_DATABASE_URL", "postgresql://chiiki@/chiiki")
    assert Prepared.of(folder).welcome == ""
    assert not Prepared.of(folder).is_up_to_date()


def test_nobody_else_can_read_the_sign_ins(folder: Path) -> None:
    assert (folder / "prepared.json").stat().st_mode & 0o077 == 0
