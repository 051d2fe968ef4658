"""Translations become what Django reads, without the gettext programs."""

from __future__ import annotations

import os
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.utils.translation.reloader import translation_file_changed


def compile_translations(folder: Path) -> int:
    """Compile every ``.po`` below the folder that is newer than its ``.mo``.

    Returns how many were compiled. A fuzzy message is left out, so that a guess never
    reaches a reader.
    """
    compiled = 0
    for source in sorted(folder.rglob("*.po")):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        with source.open("rb") as file:
            catalog = read_po(file)
        half = target.with_suffix(f".mo.{os.getpid()}")  # others may compile, too
        with half.open("wb") as file:
            write_mo(file, catalog, use_fuzzy=False)
        half.replace(target)
        translation_file_changed(None, target)  # forget what was read before
        compiled += 1
    return compiled
