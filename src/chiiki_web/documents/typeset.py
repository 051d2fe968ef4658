"""Typeset a letter as PDF: a Typst template and its data, no request to anywhere."""

from __future__ import annotations

import json
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path

import typst


def make_pdf(template: Path, data: Mapping[str, object]) -> bytes:
    """Return the PDF that ``template`` makes of ``data``, which must be plain JSON.

    The template reads the data as ``json(bytes(sys.inputs.data))``. The one font is
    IPAexGothic, which comes with the package matplotlib-fontja.
    """
    return typst.compile(
        str(template),
        font_paths=[str(_fonts())],
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
    )


def _fonts() -> Path:
    """Where the font lies; found without importing the package, which needs matplotlib."""
    spec = find_spec("matplotlib_fontja")
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).parent / "fonts"
