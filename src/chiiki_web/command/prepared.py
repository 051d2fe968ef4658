"""What was done to a data folder, and from what: so that a second start does nothing."""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import dataclass
from pathlib import Path

import django

from chiiki_web.settings.database import parse_database_url

SOURCE = Path(__file__).resolve().parents[2]
PACKAGES = ("chiiki", "chiiki_web")
MADE = {".pyc", ".mo", ".half"}


def data_folder() -> Path:
    """Where this installation keeps its data: CHIIKI_DATA, else ``var``."""
    return Path(os.environ.get("CHIIKI_DATA", "var")).resolve()


@dataclass(slots=True)
class Prepared:
    """Notes about one data folder and the database that goes with it."""

    path: Path
    database: str
    notes: dict[str, str]

    @classmethod
    def of(cls, folder: Path) -> Prepared:
        """Read the notes; notes about another database count for nothing."""
        path = folder / "prepared.json"
        database = os.environ.get(
            "CHIIKI_DATABASE_URL", f"sqlite:///{folder}/chiiki.sqlite3"
        )
        known = hashlib.sha256(database.encode()).hexdigest()  # it may hold a password
        notes = json.loads(path.read_text("utf-8")) if path.exists() else {}
        if notes.get("database") != known:
            notes = {"database": known}
        return cls(path, database, notes)

    @property
    def welcome(self) -> str:
        """The sign-ins to show at every start."""
        return self.notes.get("welcome", "")

    def note(self, **notes: str) -> None:
        self.notes |= notes
        half = self.path.with_suffix(".half")
        descriptor = os.open(half, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            json.dump(self.notes, file, ensure_ascii=False, indent=1)
        half.replace(self.path)

    def is_up_to_date(self) -> bool:
        """Whether nothing has to be done: never said of a server we do not own."""
        found = parse_database_url(self.database)
        return (
            found["ENGINE"].endswith("sqlite3")
            and Path(found["NAME"]).exists()
            and self.notes.get("source") == source_digest()
        )


def source_digest() -> str:
    """A digest that changes when a file of ours, or Django, does."""
    seen = hashlib.sha256(django.__version__.encode())
    for package in PACKAGES:
        for path in sorted((SOURCE / package).rglob("*")):
            if path.is_file() and path.suffix not in MADE:
                stat = path.stat()
                seen.update(f"{path}\0{stat.st_size}\0{stat.st_mtime_ns}\n".encode())
    return seen.hexdigest()
