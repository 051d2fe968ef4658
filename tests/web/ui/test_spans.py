"""Ranks with their spans: drawn between the first and the last, and told in a table."""

import re

import pytest
from django.utils import translation

from chiiki_web.ui import charts

ROWS = (
    charts.Span("見本A県", 1, 1, 2, group="区分1"),
    charts.Span("見本B県", 2, 1, 3, group="区分2"),
    charts.Span("見本C県", 3, 2, 3, group="区分2"),
)


def spans(rows=ROWS, **said):
    return charts.Spans(title="順位", rows=rows, last=len(rows), **said)


def test_the_first_stands_at_the_left_and_the_last_at_the_right():
    drawn = charts.draw(spans(share=0.9))
    places = [float(one) for one in re.findall(r'cx="([\d.]+)%"', drawn)]
    assert places == sorted(places)
    assert places[-1] == 97


def test_a_span_reaches_from_its_highest_to_its_lowest_rank():
    drawn = charts.draw(spans())
    found = re.findall(
        r'<line x1="([\d.]+)%" x2="([\d.]+)%"[^>]*class="interval"', drawn
    )
    widths = [float(end) - float(start) for start, end in found]
    assert widths == pytest.approx([widths[1] / 2, widths[1], widths[1] / 2], abs=0.1)


def test_the_table_has_what_is_drawn():
    with translation.override("ja"):
        table = charts.table(spans())
        assert table.heads[1:] == ("順位", "最も上の順位", "最も下の順位", "区分")
    assert table.rows[1] == ("見本B県", "2", "1", "3", "区分2")


def test_ranks_then_and_now_have_a_column_each():
    moved = (charts.Span("見本A県", 1, before=2), charts.Span("見本B県", 2, before=1))
    drawn = charts.draw(spans(moved))
    assert drawn.count('class="then"') == 2
    assert [row[1:] for row in charts.table(spans(moved)).rows] == [
        ("1", "2"),
        ("2", "1"),
    ]


def test_long_names_stand_above_their_spans():
    long = (charts.Span("見本のとても長い名前の広域連合県", 1, 1, 1), *ROWS[1:])
    assert charts.draw(spans(long)).count("<svg") == 1


def test_a_single_unit_breaks_nothing():
    assert "svg" in charts.draw(spans(ROWS[:1]))
