"""The proposal of a round as a workbook or a page: each line with its why."""

from __future__ import annotations

import html
from collections.abc import Iterator, Sequence
from pathlib import Path

import xlsxwriter

from chiiki.cli.match_words import said, spoken
from chiiki.errors import EngineError
from chiiki.matching import Binding, Instance, Proposal
from chiiki.matching.explain import Explainer, Explanation, Other, Part
from chiiki.words import Words

LEVELS = {
    "coverage": Words("派遣の実現（点）", "coverage (points)"),
    "nominations": Words("指名（点）", "nominations (points)"),
    "fit": Words("適合（点）", "fit (points)"),
    "balance": Words("偏りによる減点", "taken off for load"),
    "travel": Words("移動による減点", "taken off for travel"),
}
SHEETS = {
    "sent": Words("派遣案", "Proposals"),
    "unserved": Words("派遣なし", "Not served"),
    "binding": Words("制約", "Binding limits"),
    "numbers": Words("集計", "Numbers"),
}
SENT = tuple(
    Words(ja, en)
    for ja, en in (
        ("依頼", "request"),
        ("団体", "body"),
        ("アドバイザー", "adviser"),
        ("分野の一致", "field"),
        ("側面の一致", "sides"),
        ("近さ", "nearness"),
        ("指名（点）", "nomination (points)"),
        ("費用（円）", "cost (yen)"),
        ("次の候補", "next best"),
        ("次の候補を選ばなかった理由", "why not the next best"),
    )
)
UNSERVED = (SENT[0], SENT[1], Words("理由", "why"))
BINDING = (
    Words("制約", "limit"),
    Words("対象", "of"),
    Words("1単位増やした場合の価値（点）", "worth of one more (points)"),
)
LIMITS = {
    "budget": Words("予算（千円）", "budget (1,000 yen)"),
    "capacity": Words("アドバイザーの日数", "days of an adviser"),
    "floor": Words("地域の下限", "floor of a group"),
}
NUMBERS = (Words("項目", "what"), Words("値", "value"))
NUMBER_TITLES = {
    "served": Words("派遣する依頼", "requests served"),
    "unserved": Words("派遣しない依頼", "requests not served"),
    "cost": Words("費用（円）", "cost (yen)"),
    "value": Words("評価値", "value"),
    "bound": Words("上界", "bound"),
    "method": Words("計算方法", "method"),
    "solver": Words("計算プログラム", "solver"),
    "assumed": Words(
        "公表資料によらない設定", "settings that no published text states"
    ),
    "digest": Words("照合値", "digest"),
}
METHODS = {
    "flow": Words("割当計算（最適と確認済み）", "min-cost flow (best)"),
    "exact": Words("全条件を含む割当計算（最適）", "integer program (best)"),
    "search": Words(
        "全条件を含む割当計算（近似）", "integer program and neighbourhood search"
    ),
    "nobody": Words("対応できる組合せなし", "no pair is possible"),
}
PARTS = {
    "points": Words("点数", "points"),
    "weights": Words("適合の重み", "weights of fit"),
    "priority": Words("重点分野", "priority fields"),
    "floors": Words("地域の下限", "floors"),
    "fees": Words("謝金単価", "fees"),
    "travel": Words("旅費", "travel"),
    "moves": Words("変更の重み", "weights of moves"),
    "search": Words("計算量", "amount of work"),
}
TITLE = Words("アドバイザー派遣の案", "Proposal of dispatch")
WIDTH = 20
STYLE = (
    "body{font:16px/1.6 sans-serif;margin:2rem auto;max-width:75rem;padding:0 1rem}"
    "table{border-collapse:collapse;width:100%}caption{text-align:left;font-weight:bold}"
    "th,td{border:1px solid #767676;padding:.3rem .5rem;text-align:left;"
    "vertical-align:top;min-width:5em}td:last-child{min-width:14em;"
    "overflow-wrap:anywhere}thead{background:#eee}"
    ".scroll{overflow-x:auto;margin-bottom:2rem}"
)
NONE = Words("該当なし", "none")
Row = list[object]
Sheet = tuple[str, Sequence[Words], list[Row]]


def levels_of(proposal: Proposal) -> Iterator[tuple[str, int]]:
    for name in LEVELS:
        yield name, getattr(proposal.levels, name)


def write_xlsx(path: Path, instance: Instance, proposal: Proposal, lang: str) -> None:
    options = {"strings_to_formulas": False, "strings_to_urls": False}
    try:
        with xlsxwriter.Workbook(path, options) as book:
            bold = book.add_format({"bold": True, "bottom": 1})
            wrap = book.add_format({"text_wrap": True, "valign": "top"})
            for name, titles, rows in _sheets(instance, proposal, lang):
                sheet = book.add_worksheet(SHEETS[name].text(lang))
                sheet.freeze_panes(1, 0)
                sheet.set_column(0, len(titles) - 1, WIDTH, wrap)
                sheet.write_row(0, 0, [one.text(lang) for one in titles], bold)
                for number, row in enumerate(rows, start=1):
                    sheet.write_row(number, 0, row)
    except (OSError, xlsxwriter.exceptions.FileCreateError) as fault:
        raise EngineError("cli.cannot_write", file=path) from fault


def write_html(path: Path, instance: Instance, proposal: Proposal, lang: str) -> None:
    tables = "".join(
        _table(name, titles, rows, lang)
        for name, titles, rows in _sheets(instance, proposal, lang)
    )
    title = html.escape(TITLE.text(lang))
    page = (
        f'<!doctype html><html lang="{lang}"><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width">'
        f"<title>{title}</title><style>{STYLE}</style><h1>{title}</h1>{tables}</html>"
    )
    try:
        path.write_text(page, "utf-8")
    except OSError as fault:
        raise EngineError("cli.cannot_write", file=path) from fault


def _table(name: str, titles: Sequence[Words], rows: list[Row], lang: str) -> str:
    head = "".join(
        f'<th scope="col">{html.escape(one.text(lang))}</th>' for one in titles
    )
    none = f'<tr><td colspan="{len(titles)}">{html.escape(NONE.text(lang))}</td></tr>'
    body = none * (not rows) + "".join(
        "<tr>" + "".join(f"<td>{_cell(cell)}</td>" for cell in row) + "</tr>"
        for row in rows
    )
    caption = html.escape(SHEETS[name].text(lang))
    return (
        f'<div class="scroll"><table><caption>{caption}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _cell(cell: object) -> str:
    text = f"{cell:,}" if isinstance(cell, int | float) else str(cell)
    return html.escape(text)


def _sheets(instance: Instance, proposal: Proposal, lang: str) -> Iterator[Sheet]:
    bodies = {one.id: one.body for one in instance.requests}
    explainer = Explainer(instance, proposal)
    sent: list[Row] = []
    for request in sorted(proposal.assignments):
        found = explainer.explain(request, forced=False)
        sent += [_sent(found, part, bodies[request], lang) for part in found.sent]
    yield "sent", SENT, sent
    yield (
        "unserved",
        UNSERVED,
        [
            [one.request_id, bodies[one.request_id], said(one.reason, lang)]
            for one in proposal.unserved
        ],
    )
    yield "binding", BINDING, [_bound(one, lang) for one in proposal.binding]
    yield "numbers", NUMBERS, list(_numbers(instance, proposal, lang))


def _sent(found: Explanation, part: Part, body: str, lang: str) -> Row:
    worth = part.worth
    percents = [round(worth.parts[name] / 100) for name in ("field", "side", "place")]
    nearest: Other | None = next(iter(found.others), None)
    return [
        found.request_id,
        body,
        part.adviser_id,
        *(f"{percent} %" for percent in percents),
        worth.nomination,
        worth.cost,
        nearest.adviser_id if nearest else "–",
        said(nearest.reason, lang) if nearest else "–",
    ]


def _bound(one: Binding, lang: str) -> Row:
    return [LIMITS[one.limit].text(lang), one.of, one.price]


def _numbers(instance: Instance, proposal: Proposal, lang: str) -> Iterator[Row]:
    values: dict[str, object] = {
        "served": len(proposal.assignments),
        "unserved": len(proposal.unserved),
        "cost": proposal.cost,
        "value": proposal.value,
        "bound": proposal.bound,
        "method": METHODS[proposal.method].text(lang),
        "solver": proposal.record["solver"],
        "assumed": ", ".join(PARTS[one].text(lang) for one in instance.rules.assumed),
        "digest": proposal.digest,
    }
    for name, value in values.items():
        yield [NUMBER_TITLES[name].text(lang), value]
    for level, points in levels_of(proposal):
        yield [LEVELS[level].text(lang), points]
    for floor in proposal.levels.floors:
        yield [spoken("group", floor.group, lang), f"{floor.served} / {floor.needed}"]
