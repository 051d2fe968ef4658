"""Invented charts and a map."""

from __future__ import annotations

from datetime import date

from chiiki_web.ui import charts
from chiiki_web.ui.gallery.said import say
from chiiki_web.ui.tile_map import TileMap


def all_charts() -> list[charts.Chart]:
    return [
        _short_bars(),
        _long_bars(),
        _two_series(),
        _intervals(),
        _months(),
        _long_series(),
        _shares(),
        _survival(),
        _ranking(),
        _positions(),
        _spans(),
    ]


def tile_map() -> TileMap:
    values = {f"{code:02d}": float((code * 37) % 83) for code in range(1, 48)}
    del values["13"]
    return TileMap(
        title=say(
            "サービスを実施している市区町村の割合（見本）",
            "Municipalities with a service (sample)",
        ),
        values=values,
        unit="%",
        sample=42.0,
        note=_invented(),
    )


def _invented() -> str:
    return say("数値は見本です。", "Sample figures.")


def _short_bars() -> charts.Bars:
    rows = [
        (say("防災", "Disaster"), 62.0),
        (say("教育", "School"), 51.3),
        (say("医療介護", "Health"), 28.4),
        (say("産業", "Industry"), 19.2),
    ]
    return charts.Bars(
        title=say(
            "分野別の実施率（見本）", "Share of municipalities by field (sample)"
        ),
        rows=tuple(
            charts.Bar(label, value, highlight=value == 28.4) for label, value in rows
        ),
        row_name=say("分野", "Field"),
        unit="%",
        decimals=1,
        maximum=100,
        note=_invented(),
    )


def _long_bars() -> charts.Bars:
    rows = [
        (
            say(
                "導入の費用が高く、単独では負担しきれない",
                "Introduction costs more than one can bear",
            ),
            55.3,
        ),
        (
            say(
                "運用の費用が毎年かかり、見通しが立たない",
                "Running costs come every year",
            ),
            55.2,
        ),
        (
            say(
                "費用に見合う効果がはっきりしない",
                "Whether it is worth the cost is unclear",
            ),
            47.5,
        ),
        (say("担当できる職員がいない", "Nobody on the staff can do it"), None),
    ]
    return charts.Bars(
        title=say("進めるうえで難しいこと（見本）", "What is difficult (sample)"),
        rows=tuple(charts.Bar(label, value) for label, value in rows),
        unit="%",
        decimals=1,
        note=_invented(),
    )


def _two_series() -> charts.Bars:
    rows = [("A", 12_400, 10_800), ("B", 8_600, 9_950), ("C", 21_050, 18_200)]
    return charts.Bars(
        title=say("計画額と実績額（見本）", "Planned and spent (sample)"),
        rows=tuple(
            charts.Bar(say(f"見本事業{name}", f"Project {name}"), plan, spent)
            for name, plan, spent in rows
        ),
        unit=say("千円", "k¥"),
        names=(say("計画額", "Planned"), say("実績額", "Spent")),
        note=_invented(),
    )


def _intervals() -> charts.Bars:
    rows = [("A", 31.0, 24.5, 38.2), ("B", 44.1, 35.0, 53.6), ("C", 12.8, 7.9, 19.0)]
    return charts.Bars(
        title=say(
            "利用した人の割合と幅（見本）", "Share of users with its range (sample)"
        ),
        rows=tuple(
            charts.Bar(say(f"地区{name}", f"Area {name}"), value, low=low, high=high)
            for name, value, low, high in rows
        ),
        unit="%",
        decimals=1,
        maximum=100,
        note=_invented(),
    )


def _monthly(
    values: list[float | None], targets: list[float | None]
) -> tuple[charts.Month, ...]:
    return tuple(
        charts.Month(
            date(2025 + (index + 3) // 12, (index + 3) % 12 + 1, 1), value, target
        )
        for index, (value, target) in enumerate(zip(values, targets, strict=True))
    )


def _months() -> charts.Columns:
    values: list[float | None] = [
        62,
        80,
        95,
        118,
        None,
        None,
        131,
        150,
        158,
        149,
        172,
        181,
    ]
    targets: list[float | None] = [*[100.0] * 6, *[150.0] * 6]
    return charts.Columns(
        title=say(
            "月ごとの利用回数と目標（見本）", "Uses a month and the target (sample)"
        ),
        months=_monthly(values, targets),
        value_name=say("利用回数", "Uses"),
        target_name=say("目標", "Target"),
        unit=say("回", "uses"),
        note=_invented(),
    )


def _long_series() -> charts.Columns:
    values: list[float | None] = [
        1200.0 + 37 * ((index * 7) % 23) for index in range(36)
    ]
    return charts.Columns(
        title=say(
            "3年間の登録者数（見本）", "Registered users over three years (sample)"
        ),
        months=_monthly(values, [None] * 36),
        value_name=say("登録者数", "Registered users"),
        unit=say("人", "people"),
        note=_invented(),
    )


def _shares() -> charts.Shares:
    return charts.Shares(
        title=say("成果についての回答（見本）", "Answers about the result (sample)"),
        parts=(
            say("所定の成果があった", "The expected result"),
            say("一部の成果があった", "Part of it"),
            say("不十分", "Not enough"),
        ),
        rows=(
            charts.ShareRow(
                say("実施している団体", "Running a service"), (35.7, 40.1, 7.0)
            ),
            charts.ShareRow(
                say("以前実施していた団体", "Ran one before"), (12.0, 31.5, 38.0)
            ),
        ),
        whole=100,
        rest=say("無回答", "No answer"),
        note=_invented(),
    )


def _survival() -> charts.Lines:
    first = (
        (0, 100, 100, 100),
        (1, 92, 86, 97),
        (2, 81, 73, 89),
        (3, 74, 65, 83),
        (5, 61, 50, 72),
    )
    second = ((0, 100), (1, 78), (2, 60), (3, 41), (4, 33))
    return charts.Lines(
        title=say(
            "事業が終わった後も続いている割合（見本）",
            "Services still running afterwards (sample)",
        ),
        lines=(
            charts.Line(
                say("利用者の調査をした事業", "Asked the users first"),
                tuple(charts.Point(*point) for point in first),
                6,
            ),
            charts.Line(
                say("調査をしなかった事業", "Did not ask"),
                tuple(charts.Point(*point) for point in second),
                6,
            ),
        ),
        time_name=say("終了からの年数", "Years since the end"),
        time_unit=say("年", " years"),
        note=_invented(),
    )


def _ranking() -> charts.Ranking:
    return charts.Ranking(
        title=say("総合順位（見本）", "Overall order (sample)"),
        rows=tuple(
            charts.Ranked(
                rank,
                say(f"見本国{name}", f"Country {name}"),
                90.5 - 3 * rank,
                name == "C",
            )
            for rank, name in enumerate("ABCDE", start=1)
        ),
        row_name=say("国", "Country"),
        unit=say("点", "points"),
        note=_invented(),
    )


def _positions() -> charts.Positions:
    return charts.Positions(
        title=say("分野ごとの順位（見本）", "Place by aspect (sample)"),
        rows=(
            charts.Position(say("総合", "Overall"), 2, 25, highlight=True),
            charts.Position(say("利活用", "Use"), 16, 25),
            charts.Position(say("基盤（普及）", "Diffusion"), 8, 25),
        ),
        row_name=say("分野", "Aspect"),
        note=_invented(),
    )


def _spans() -> charts.Spans:
    return charts.Spans(
        title=say("順位の幅（見本）", "Spans of ranks (sample)"),
        rows=tuple(
            charts.Span(
                say(f"見本{name}県", f"Prefecture {name}"),
                rank,
                max(1, rank - 1),
                min(5, rank + 2),
                group=say(f"グループ{1 + (rank > 3)}", f"Tier {1 + (rank > 3)}"),
                highlight=name == "B",
            )
            for rank, name in enumerate("ABCDE", start=1)
        ),
        last=5,
        share=0.9,
        note=_invented(),
    )
