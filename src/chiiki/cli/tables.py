"""The tables of a simulation as a terminal shows them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rich.table import Table
from rich.text import Text

from chiiki import rules
from chiiki.cli.words import SHORT
from chiiki.words import Words

Reader = Callable[[rules.GroupTotal], int]

REGION = Words("地域", "region")
APPLICANT = Words("申請者の種別", "kind of applicant")
TITLES = {"region": REGION, "applicant": APPLICANT}
COUNT = Words("件数", "proposals")
NEWLY_YES = Words("新たに適合", "newly yes")
NEWLY_NO = Words("新たに不適合", "newly no")
YEN = Words("見込額（円）", "yen")
YEN_BEFORE = Words("比較元の額（円）", "yen before")
RULE = Words("要件", "rule")
REFUSES = Words("不適合", "not met")
WHOLE = Words("合計", "total")
BAD_CELL = (
    Words("行", "row"),
    Words("列", "column"),
    Words("内容", "found"),
    Words("理由", "why"),
)
UNNAMED = Words("（記載なし）", "(not given)")


def overview(found: rules.Simulation, lang: str) -> Table:
    """Return which rule refuses how many, under the name of the scheme."""
    after, before = found.after, found.before
    title = f"{after.code}@{after.version}  {after.name(lang)}"
    if before is not None:
        title += f"  ← {before.code}@{before.version}"
    table = Table(title=Text(title), title_justify="left")
    table.add_column(RULE.text(lang), overflow="fold")
    table.add_column(REFUSES.text(lang), justify="right")
    texts = {rule.id: rule.text(lang) for rule in after.rules}
    for rule, count in found.refused_by():
        table.add_row(Text(texts[rule]), f"{count:,}")
    return table


def groups(found: rules.Simulation, group: str, lang: str) -> Table:
    """Return the sums of a group, the whole in the last line."""
    whole, rows = found.totals, found.by(group)
    table = Table(show_footer=True)
    table.add_column(TITLES[group].text(lang), footer=WHOLE.text(lang), overflow="fold")
    columns = _columns(found, lang)
    for title, read in columns:
        cells = [f"{read(row):,}" for row in (whole, *rows)]
        table.add_column(
            title,
            footer=cells[0],
            justify="right",
            overflow="fold",
            min_width=max(map(len, cells)),
        )
    for row in rows:
        name = Text(_group_name(group, row.value, lang))
        table.add_row(name, *(f"{read(row):,}" for _title, read in columns))
    return table


def bad_cells(bad: Sequence[rules.BadCell], lang: str) -> Table:
    """Return where a cell could not be read, and what stands there."""
    table = Table()
    for title in BAD_CELL:
        table.add_column(title.text(lang), overflow="fold")
    for one in bad:
        table.add_row(str(one.row), Text(one.column), Text(one.found), one.code)
    return table


def _columns(found: rules.Simulation, lang: str) -> list[tuple[str, Reader]]:
    columns: list[tuple[str, Reader]] = [(COUNT.text(lang), lambda row: row.count)]
    for verdict in rules.Verdict:
        columns.append((SHORT[verdict].text(lang), _counted(verdict)))
    if found.before is not None:
        columns += [
            (NEWLY_YES.text(lang), lambda row: row.newly_yes),
            (NEWLY_NO.text(lang), lambda row: row.newly_no),
            (YEN_BEFORE.text(lang), lambda row: row.yen_before),
        ]
    return [*columns, (YEN.text(lang), lambda row: row.yen_after)]


def _counted(verdict: rules.Verdict) -> Reader:
    return lambda row: row.after[verdict]


def _group_name(group: str, value: str, lang: str) -> str:
    kinds = rules.vocabulary()["applicant.kind"]
    if group == "applicant" and value in kinds.choices:
        return kinds.choice_label(value, lang)
    return value or UNNAMED.text(lang)
