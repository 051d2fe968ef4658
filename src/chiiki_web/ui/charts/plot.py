"""The frame of a chart with two axes: where a value stands, and its grid."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.safestring import SafeString

from chiiki_web.ui import formats
from chiiki_web.ui.charts.drawing import element, pct, share_of, text, ticks

TOP = 34.0
HEIGHT = 200.0


@dataclass(frozen=True, slots=True)
class Plot:
    """``marks`` are the numbers at the grid, the last one the top of the frame."""

    marks: tuple[float, ...]
    unit: str
    left: float
    right: float = 99.0

    @classmethod
    def up_to(cls, maximum: float, unit: str, right: float = 99.0) -> Plot:
        marks = tuple(ticks(maximum))
        widest = max(share_of(_mark(one)) for one in marks)
        return cls(marks, unit, widest + 3, right)

    @property
    def bottom(self) -> float:
        return TOP + HEIGHT

    def x(self, share: float) -> float:
        """The place, in percent, of a share of the width of the frame."""
        return self.left + (self.right - self.left) * share

    def y(self, value: float) -> float:
        """The height, in pixels from above, of a value."""
        return self.bottom - HEIGHT * min(1.0, max(0.0, value / self.marks[-1]))

    def grid(self) -> list[SafeString]:
        parts = [text(self.unit, 0, 14, class_="axis-text")] if self.unit else []
        for one in self.marks:
            y = round(self.y(one), 1)
            kind = "axis" if one == 0 else "grid"
            parts += [
                element(
                    "line",
                    x1=pct(self.left),
                    x2=pct(self.right),
                    y1=y,
                    y2=y,
                    class_=kind,
                ),
                text(
                    _mark(one),
                    self.left,
                    y + 5,
                    anchor="end",
                    dx=-6,
                    class_="axis-text",
                ),
            ]
        return parts


def _mark(value: float) -> str:
    return formats.number(int(value)) if value == int(value) else f"{value:g}"
