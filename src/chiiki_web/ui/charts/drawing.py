"""What every chart is drawn with: elements, lengths in percent, text that fits a phone.

Widths are percentages and heights are pixels, without a viewBox: a chart gets narrower
on a phone while its type keeps its size. No style attribute, for the strict
Content-Security-Policy; colours come from the classes in ``charts.css``.
"""

from __future__ import annotations

import math
import unicodedata
import zlib
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.html import conditional_escape, format_html_join
from django.utils.safestring import SafeString, mark_safe

PHONE = 300  # pixels: the narrowest place for a chart, a card on a phone 360 wide
TYPE = 15  # pixels: the size of type in charts.css
LINE = 22
LATIN = 0.58  # width of a half-width character, in em
CLINGING = " 、。）」』・ー〜％っゃゅょッャュョ々"  # never first on a line
OPENING = "（「『〜"  # never last on a line
COUNTED = ("令和", "平成", "昭和", "第")  # the number belongs to them
Attribute = str | float | int


def element(name: str, *children: str, **attributes: Attribute) -> SafeString:
    """Return one element; ``class_`` and ``stroke_width`` become what SVG calls them.

    >>> element("rect", x=1.50, class_="bar")
    '<rect x="1.5" class="bar"></rect>'
    """
    written = format_html_join(
        "",
        ' {}="{}"',
        (
            (key.strip("_").replace("_", "-"), _value(v))
            for key, v in attributes.items()
        ),
    )
    inside = "".join(conditional_escape(child) for child in children)
    return mark_safe(f"<{name}{written}>{inside}</{name}>")


def pct(share: float) -> str:
    """Write a length in percent of the width.

    >>> pct(33.33333), pct(50.0)
    ('33.33%', '50%')
    """
    return f"{round(share, 2):g}%"


def picture(
    title: str, description: str, height: float, parts: Iterable[str], seed: str
) -> SafeString:
    """Return the whole drawing, named for those who cannot see it."""
    key = f"c{zlib.crc32(seed.encode()):08x}"
    return element(
        "svg",
        element("title", title, id=f"{key}-t"),
        element("desc", description, id=f"{key}-d"),
        *parts,
        class_="chart",
        role="img",
        width="100%",
        height=math.ceil(height),
        aria_labelledby=f"{key}-t",
        aria_describedby=f"{key}-d",
    )


def text(
    words: str,
    x: float,
    y: float,
    *,
    anchor: str = "start",
    class_: str = "",
    dx: float = 0,
) -> SafeString:
    attributes: dict[str, Attribute] = {"x": pct(x), "y": y}
    if dx:
        attributes["dx"] = dx
    if anchor != "start":
        attributes["text_anchor"] = anchor
    if class_:
        attributes["class_"] = class_
    return element("text", words, **attributes)


def hatch(key: str, class_: str) -> SafeString:
    """A pattern of slanting lines, for what colour alone must not say."""
    return element(
        "defs",
        element(
            "pattern",
            element("rect", width=6, height=6, class_=f"{class_}-ground"),
            element(
                "path", d="M-1 7 7-1M-4 4 4-4M2 10 10 2", class_=f"{class_}-stroke"
            ),
            id=key,
            width=6,
            height=6,
            patternUnits="userSpaceOnUse",
        ),
    )


def width_of(words: str) -> float:
    """The width of a text in em: full-width characters count one.

    >>> width_of("地域ICT")
    3.74
    """
    wide = sum(unicodedata.east_asian_width(sign) in "WFA" for sign in words)
    return wide + (len(words) - wide) * LATIN


def share_of(words: str) -> float:
    """The width of a text in percent of the narrowest chart."""
    return width_of(words) * TYPE / PHONE * 100


def wrap(words: str, share: float = 100) -> list[str]:
    """Break a label into lines that fit in ``share`` percent of the narrowest chart.

    >>> wrap("Benefit for the cost is unclear", 60)
    ['Benefit for the cost', 'is unclear']
    """
    limit = PHONE * share / 100 / TYPE
    lines, line = [], ""
    for piece in _pieces(words):
        if line and width_of(line + piece.rstrip()) > limit:
            lines.append(line.rstrip())
            line = piece.lstrip()
        else:
            line += piece
        while width_of(line.rstrip()) > limit:  # one phrase alone is too long
            end = _end(line, limit)
            lines.append(line[:end])
            line = line[end:]
    return [*lines, line.rstrip()] if line else lines or [""]


def _end(line: str, limit: float) -> int:
    """How many signs fit."""
    fitting = [end for end in range(1, len(line)) if width_of(line[:end]) <= limit]
    return fitting[-1] if fitting else 1


def ticks(maximum: float, wanted: int = 4) -> list[float]:
    """Round numbers from nought to above ``maximum``.

    >>> ticks(130), ticks(0.8)
    ([0.0, 50.0, 100.0, 150.0], [0.0, 0.2, 0.4, 0.6, 0.8])
    """
    if maximum <= 0:
        return [0.0, 1.0]
    rough = maximum / wanted
    power = 10.0 ** math.floor(math.log10(rough))
    step = power * min((1, 2, 2.5, 5, 10), key=lambda one: abs(one * power - rough))
    return [
        round(step * index, 10) for index in range(math.ceil(maximum / step - 1e-9) + 1)
    ]


@dataclass(frozen=True, slots=True)
class LegendEntry:
    words: str
    class_: str
    fill: str = ""
    shape: str = "box"


def legend(
    entries: Iterable[LegendEntry], top: float
) -> tuple[list[SafeString], float]:
    """Draw one line for each entry from ``top`` down; give back where it ends."""
    parts, y = [], top
    for entry in entries:
        if entry.shape == "line":
            mark = element(
                "line", x1=0, x2=22, y1=y + 11, y2=y + 11, class_=entry.class_
            )
        else:
            filled: dict[str, Attribute] = {"fill": entry.fill} if entry.fill else {}
            mark = element(
                "rect", x=1, y=y + 4, width=20, height=14, class_=entry.class_, **filled
            )
        parts.append(mark)
        for number, line in enumerate(wrap(entry.words, 88)):
            parts.append(element("text", line, x=30, y=y + 16 + number * LINE))
        y += LINE * len(wrap(entry.words, 88)) + 2
    return parts, y


def _pieces(words: str) -> list[str]:
    """Split where a line may break: after a space, and between Japanese phrases.

    >>> _pieces("基盤整備 平成21年度補正（見直し後）")
    ['基盤整備 ', '平成21年度補正', '（見直し', '後）']
    """
    pieces: list[str] = []
    for sign in words:
        if pieces and _is_joined(pieces[-1], sign):
            pieces[-1] += sign
        else:
            pieces.append(sign)
    return pieces


def _is_joined(before: str, sign: str) -> bool:
    """Whether no line may end between what stands before and this sign."""
    if sign in CLINGING or before[-1] in OPENING:
        return True
    if before[-1] == " " or sign in OPENING:
        return False
    if sign.isdigit() and before.endswith(COUNTED):
        return True
    first, then = _script(before[-1]), _script(sign)
    is_counter = before[-1].isdigit() and then == "kanji"
    return first == then or then == "hiragana" or is_counter


def _script(sign: str) -> str:
    if sign.isascii():
        return "latin"
    name = unicodedata.name(sign, "")
    kinds = {"CJK": "kanji", "HIRAGANA": "hiragana", "KATAKANA": "katakana"}
    return next((kind for start, kind in kinds.items() if name.startswith(start)), "")


def _value(value: Attribute) -> str:
    return f"{round(value, 2):g}" if isinstance(value, float) else str(value)
