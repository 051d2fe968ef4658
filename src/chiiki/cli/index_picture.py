"""Ranks with their intervals as a picture: SVG, or PNG typeset from the same drawing."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from importlib.util import find_spec
from pathlib import Path

import typst

from chiiki.errors import EngineError
from chiiki.indices import RankInterval

ROW, TOP, LEFT, WIDTH = 22, 40, 190, 520
INK, QUIET, LINE, BAR, DOT = "#1a1a1c", "#626264", "#d8d8db", "#7096f8", "#0017c1"
FONT = "IPAexGothic, 'Noto Sans JP', 'Noto Sans CJK JP', sans-serif"


def draw_ranks(rows: Sequence[RankInterval], title: str) -> str:
    """An SVG: one line a unit in the order of rows, a bar from its low to its high rank."""
    most = max(len(rows), 2)

    def across(rank: float) -> float:
        return LEFT + WIDTH * (rank - 1) / (most - 1)

    parts = [_text(16, 24, title, "start", INK, 15)]
    step = max(1, round(most / 10))
    bottom = TOP + ROW * len(rows)
    for rank in range(1, most + 1, step):
        x = across(rank)
        parts.append(_line(x, TOP, x, bottom, LINE))
        parts.append(_text(x, bottom + 18, str(rank), "middle", QUIET, 12))
    for at, one in enumerate(rows):
        y = TOP + ROW * (at + 0.5)
        parts.append(_text(LEFT - 14, y + 4, one.unit, "end", INK, 13))
        low, high = across(one.low), across(one.high)
        parts.append(
            f'<rect x="{low - 4:.1f}" y="{y - 5:.1f}" width="{high - low + 8:.1f}"'
            f' height="10" rx="5" fill="{BAR}"/>'
        )
        parts.append(
            f'<circle cx="{across(one.rank):.1f}" cy="{y:.1f}" r="4.5" fill="{DOT}"/>'
        )
    return (
        '<svg xmlns="http://www.w3.org/2000/svg"'
        f' viewBox="0 0 {LEFT + WIDTH + 30} {bottom + 32}" font-family="{FONT}"'
        f' role="img"><title>{escape(title)}</title>'
        f'<rect width="100%" height="100%" fill="#fff"/>{"".join(parts)}</svg>'
    )


def write_picture(path: Path, drawing: str) -> None:
    """Write a drawing as .svg or .png; EngineError cli.unknown_picture, cli.cannot_write."""
    check_picture(path)
    is_png = path.suffix.lower() == ".png"
    content = _png(drawing) if is_png else drawing.encode()
    try:
        path.write_bytes(content)
    except OSError as fault:
        raise EngineError("cli.cannot_write", file=path) from fault


def check_picture(path: Path) -> None:
    if path.suffix.lower() not in {".svg", ".png"}:
        raise EngineError("cli.unknown_picture", file=path)


def _png(drawing: str) -> bytes:
    spec = find_spec("matplotlib_fontja")  # not imported: that needs matplotlib
    assert spec is not None
    assert spec.origin is not None
    page = (
        "#set page(width: auto, height: auto, margin: 0pt)\n"
        '#image(bytes(sys.inputs.drawing), format: "svg")'
    )
    found = typst.compile(
        page.encode(),
        format="png",
        ppi=144.0,
        font_paths=typst.Fonts(font_paths=[Path(spec.origin).parent / "fonts"]),
        sys_inputs={"drawing": drawing},
    )
    assert isinstance(found, bytes)
    return found


def _text(x: float, y: float, text: str, anchor: str, ink: str, size: int) -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{ink}"'
        f' font-size="{size}">{escape(text)}</text>'
    )


def _line(x1: float, y1: float, x2: float, y2: float, ink: str) -> str:
    return f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{ink}"/>'
