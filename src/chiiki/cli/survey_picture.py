"""Estimates with their intervals as a picture: a dot a line, a bar from low to high."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape

from chiiki.cli import survey_words as say
from chiiki.cli.words import Language
from chiiki.survey import Estimate, Estimates

ROW, LEFT, WIDTH, RIGHT = 24, 250, 440, 90
INK, QUIET, LINE, BAR, DOT = "#1a1a1c", "#626264", "#d8d8db", "#7096f8", "#0017c1"
FONT = "IPAexGothic, 'Noto Sans JP', 'Noto Sans CJK JP', sans-serif"


def draw_estimates(tables: Sequence[Estimates], language: Language) -> str:
    """An SVG: a scale of its own for every table, a line for every estimate."""
    parts: list[str] = []
    y = 10.0
    for found in tables:
        drawn, y = _one(found, language, y)
        parts += drawn
    title = say.statistic(tables[0].statistic, language)
    return (
        '<svg xmlns="http://www.w3.org/2000/svg"'
        f' viewBox="0 0 {LEFT + WIDTH + RIGHT} {y:.0f}" font-family="{FONT}"'
        f' role="img"><title>{escape(title)}</title>'
        f'<rect width="100%" height="100%" fill="#fff"/>{"".join(parts)}</svg>'
    )


def _one(found: Estimates, language: Language, y: float) -> tuple[list[str], float]:
    parts = [_text(16, y + 18, say.statistic(found.statistic, language), 15, "start")]
    top = y = y + 34
    ends = [
        end
        for line in found.lines
        for end in (line.low, line.high, line.value)
        if end is not None
    ]
    low, high = min([0.0, *ends]), max([*ends, 1e-9])
    if high <= 1 and low >= 0:
        high = 1.0

    def across(value: float) -> float:
        return LEFT + WIDTH * (value - low) / (high - low)

    bottom = top + ROW * len(found.lines)
    for step in range(6):
        value = low + (high - low) * step / 5
        x = across(value)
        parts.append(
            f'<line x1="{x:.1f}" y1="{top}" x2="{x:.1f}" y2="{bottom}" stroke="{LINE}"/>'
        )
        parts.append(_text(x, bottom + 16, f"{value:,.3g}", 12, "middle", QUIET))
    for line in found.lines:
        middle = y + ROW / 2
        name = " ".join([say.item(line.item, language), *line.domain.values()])
        parts.append(_text(LEFT - 12, middle + 4, name, 13, "end"))
        parts += _drawn(line, middle, across, language)
        y += ROW
    return parts, bottom + 34


def _drawn(
    line: Estimate, y: float, across: Callable[[float], float], language: Language
) -> list[str]:
    at = LEFT + WIDTH + RIGHT - 12
    if line.value is None:
        told = say.SUPPRESSED.text(language) if line.suppressed else "–"
        return [_text(at, y + 4, told, 12, "end", QUIET)]
    parts = [_text(at, y + 4, f"{line.value:,.3g}", 13, "end")]
    if line.low is not None and line.high is not None:
        left, right = across(line.low), across(line.high)
        parts.insert(
            0,
            f'<rect x="{left:.1f}" y="{y - 4:.1f}" width="{right - left:.1f}"'
            f' height="8" rx="4" fill="{BAR}"/>',
        )
    parts.append(
        f'<circle cx="{across(line.value):.1f}" cy="{y:.1f}" r="4.5" fill="{DOT}"/>'
    )
    return parts


def _text(x: float, y: float, text: str, size: int, anchor: str, ink: str = INK) -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{ink}"'
        f' font-size="{size}">{escape(text)}</text>'
    )
