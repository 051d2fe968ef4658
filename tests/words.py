"""Adds what has no Japanese yet to the catalogues, to be filled in by hand.

    .venv/bin/python tests/words.py

Each new text goes, with an empty translation, to the end of the catalogue of its app, or
of the site where the app has none. The house tests fail until nothing is empty.
"""

from __future__ import annotations

import sys
from pathlib import Path

from babel.messages.pofile import read_po

from house.messages import Marked, marked_messages
from house.tree import SRC

CATALOGUE = Path("locale", "ja", "LC_MESSAGES", "django.po")


def main() -> None:
    known = set()
    for path in SRC.rglob(str(CATALOGUE)):
        with path.open("rb") as file:
            for message in read_po(file):
                text = message.id if isinstance(message.id, str) else message.id[0]
                known.add((text, message.context))
    for one in marked_messages():
        if (one.text, one.context) in known:
            continue
        known.add((one.text, one.context))
        path = _catalogue(one)
        with path.open("a", encoding="utf-8") as file:
            file.write(_entry(one))
        sys.stdout.write(f"{path.relative_to(SRC)}: {one.text}\n")


def _catalogue(one: Marked) -> Path:
    parts = Path(one.where.partition(":")[0]).parts
    place = parts.index("chiiki_web")
    own = SRC / "chiiki_web" / parts[place + 1] / CATALOGUE
    return own if own.exists() else SRC / "chiiki_web" / CATALOGUE


def _entry(one: Marked) -> str:
    lines = ["", *(["#, python-format"] if "%(" in one.text else [])]
    lines += [f"msgctxt {_quoted(one.context)}"] if one.context else []
    lines += [f"msgid {_quoted(one.text)}"]
    lines += [f"msgid_plural {_quoted(one.plural)}"] if one.plural else []
    lines += ['msgstr[0] ""' if one.plural else 'msgstr ""', ""]
    return "\n".join(lines)


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


if __name__ == "__main__":
    main()
