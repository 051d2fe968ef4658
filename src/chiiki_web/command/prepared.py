"""What was done to a data folder, and from what: so that a second start does nothing."""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import dataclass
from pathlib import Path

import django

SOURCE = Path(__file__).resolve().parents[2]
PACKAGES = ("chiiki", "chiiki_web")
MADE = {".pyc", ".mo", ".half"}


@dataclass(slots=True)
class Prepared:
    """Notes about one data folder and the database that goes with it."""

    path: Path
    notes: dict[str, str]

    @classmethod
    def of(cls, folder: Path, database: str) -> Prepared:
        """Read the notes; notes about another database count for nothing."""
        path = folder / "prepared.json"
        notes = json.loads(path.read_text()) if path.exists() else {}
        if notes.get("database") != database:
            notes = {"database": database}
        return cls(path, notes)

    def note(self, **notes: str) -> None:
        self.notes |= notes
        half = self.path.with_suffix(".half")
        with os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT, 0o600), "w") as file:
            file.write(json.dumps(self.notes, ensure_ascii=False, indent=1))
        half.replace(self.path)


def source_digest() -> str:
    """A digest that changes when a file of ours, or Django, does."""
    seen = hashlib.sha256(django.__version__.encode())
    for package in PACKAGES:
        for path in sorted((SOURCE / package).rglob("*")):
            if path.is_file() and path.suffix not in MADE:
                stat = path.stat()
                seen.update(f"{path}\0{stat.st_size}\0{stat.st_mtime_ns}\n".encode())
    return seen.hexdigest()
