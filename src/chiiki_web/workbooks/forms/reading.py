"""Find in the sheets of a file what belongs to a plan, wherever it was moved to."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from fractions import Fraction

from chiiki.reasons import reason
from chiiki_web.sheets.cells import Finding, Place, Reader, Typed, finding
from chiiki_web.sheets.model import Sheet
from chiiki_web.sheets.writing import unsafe
from chiiki_web.workbooks.forms import layout

SEARCHED = 60  # rows in which the titles of a table are looked for
REMARKS = ("※", "*", "＊", "注", "備考", "#")


@dataclass(slots=True)
class Total:
    """A sum that stands in the file: of one head, or of everything (head is empty)."""

    head: str
    amount: Fraction | None
    place: Place


@dataclass(slots=True)
class Found:
    """What a file says, part by part; ``lines`` is None where it has no table of costs."""

    identity: dict[str, str] = field(default_factory=dict)
    parts: dict[str, Typed] = field(default_factory=dict)
    requested: Typed | None = None
    lines: list[dict[str, Typed]] | None = None
    totals: list[Total] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    questions: Sheet | None = None


def read_file(sheets: Iterable[Sheet], *, only_costs: bool) -> Found:
    """Read a workbook or a table; a list of costs may stand on any sheet."""
    found = Found()
    by_name = {layout.key(one.name): one for one in sheets}
    if identity := by_name.get(layout.key(layout.IDENTITY)):
        found.identity = _identity(identity)
    if only_costs:
        visible = [one for one in by_name.values() if not one.is_hidden]
        _read_first_table(visible, found)
        return found
    plan, costs = (by_name.get(layout.key(one)) for one in (layout.PLAN, layout.COSTS))
    for name, sheet in ((layout.PLAN, plan), (layout.COSTS, costs)):
        if sheet is None:
            why = reason("workbooks.sheet_missing", sheet=name)
            found.findings.append(finding(Place(name), "", why, blocks=False))
    found.questions = by_name.get(layout.key(layout.QUESTIONS))
    if plan is not None:
        _read_plan(plan, found)
    if costs is not None:
        _read_costs(costs, found)
    return found


def _identity(sheet: Sheet) -> dict[str, str]:
    return {
        str(row[0]): str(row[1])
        for row in sheet.rows
        if len(row) > 1 and row[0] is not None and row[1] is not None
    }


def _read_plan(sheet: Sheet, found: Found) -> None:
    reader = Reader(sheet, found.findings)
    wanted = [layout.key(one) for one in (layout.ITEM, layout.ANSWER)]
    titles = titles_of(reader, lambda keys: all(one in keys for one in wanted))
    if titles is None:
        why = reason(
            "workbooks.no_table",
            columns=f"{layout.ITEM}, {layout.ANSWER}",
        )
        found.findings.append(finding(Place(sheet.name), "", why, blocks=True))
        return
    head_row, columns = titles
    known = {*wanted, layout.key(layout.HINT), layout.key(layout.ENGLISH)}
    _say_extra_columns(reader, head_row, columns, known)
    labels = _labels()
    sections = {layout.key(layout.japanese(one.step.title)) for one in layout.parts()}
    places = [
        columns[key]
        for key in (wanted[0], layout.key(layout.ENGLISH))
        if key in columns
    ]
    answer = columns[wanted[1]]
    for row in range(head_row + 1, len(sheet.rows)):
        texts = dict(reader.texts(row))
        label = next((texts[one] for one in places if one in texts), "")
        part = labels.get(layout.key(label))
        place = Place(sheet.name, row, answer, label)
        if part is not None:
            _take_part(reader, found, part, place)
        elif label and layout.key(label) not in sections and sheet.cell(row, answer):
            why = reason("workbooks.unknown_row", title=label)
            shown = str(sheet.cell(row, answer))
            found.findings.append(finding(place, shown, why, blocks=False))
    _say_missing_rows(sheet, found)


def _take_part(reader: Reader, found: Found, part: layout.Part, place: Place) -> None:
    typed = Typed(reader.text(place, layout.unit_of(place.title)), place)
    known = found.parts.get(part.name)
    if known is None:
        found.parts[part.name] = typed
    elif known.text != typed.text:
        why = reason("workbooks.twice", first=known.place.address)
        found.findings.append(finding(place, typed.text, why, blocks=True))


def _say_missing_rows(sheet: Sheet, found: Found) -> None:
    missing = [one.label for one in layout.parts() if one.name not in found.parts]
    if missing:
        why = reason("workbooks.rows_missing", titles="、".join(missing))
        found.findings.append(finding(Place(sheet.name), "", why, blocks=False))


def _read_first_table(sheets: list[Sheet], found: Found) -> None:
    """The sheet called 経費 if it is there, else the first that has such a table."""
    ordered = sorted(sheets, key=lambda one: layout.key(one.name) != layout.COSTS)
    for sheet in ordered:
        if _cost_titles(Reader(sheet, [])) is not None:
            _read_costs(sheet, found)
            return
    name = ordered[0].name if ordered else ""
    why = reason("workbooks.no_table", columns=", ".join(layout.COST_COLUMNS.values()))
    found.findings.append(finding(Place(name), "", why, blocks=True))


def _read_costs(sheet: Sheet, found: Found) -> None:
    reader = Reader(sheet, found.findings)
    titles = _cost_titles(reader)
    if titles is None:
        named = ", ".join(layout.COST_COLUMNS.values())
        why = reason("workbooks.no_table", columns=named)
        found.findings.append(finding(Place(sheet.name), "", why, blocks=True))
        return
    head_row, columns = titles
    known = {layout.key(one) for names in layout.ALIASES.values() for one in names}
    _say_extra_columns(reader, head_row, columns, known)
    places = {
        name: next(columns[one] for one in map(layout.key, names) if one in columns)
        for name, names in layout.ALIASES.items()
    }
    found.lines = []
    for row in range(len(sheet.rows)):
        if row == head_row or _is_sum(reader, found, row):
            continue
        if row > head_row:
            _take_line(reader, found, row, head_row, places)


def _take_line(
    reader: Reader, found: Found, row: int, head_row: int, places: dict[str, int]
) -> None:
    sheet = reader.sheet
    line: dict[str, Typed] = {}
    for name, column in places.items():
        title = str(sheet.cell(head_row, column) or "")
        place = Place(sheet.name, row, column, title)
        text = reader.text(place, layout.unit_of(title) if name == "amount" else "")
        if not text and name != "amount":
            text = _merged_text(reader, row, column, title)
        line[name] = Typed(unsafe(text), place)
    head, description, amount = (
        line[one].text for one in ("head", "description", "amount")
    )
    if not (description or amount) and layout.chosen(head, layout.heads()):
        return
    if _is_remark(head, description, amount):
        why = reason("workbooks.remark")
        shown = head or description
        found.findings.append(finding(line["head"].place, shown, why, blocks=False))
    elif head or description or amount:
        assert found.lines is not None
        found.lines.append(line)


def _is_remark(head: str, description: str, amount: str) -> bool:
    said = head or description
    if amount or (head and description):
        return said.startswith(REMARKS) and not amount
    return bool(said) and (bool(head) or said.startswith(REMARKS))


def _merged_text(reader: Reader, row: int, column: int, title: str) -> str:
    """A cell that is joined with the one above says what that one says."""
    for top, left, bottom, right in reader.sheet.merged:
        if left == column == right and top < row <= bottom:
            return reader.text(Place(reader.sheet.name, top, column, title))
    return ""


def _is_sum(reader: Reader, found: Found, row: int) -> bool:
    """Whether a row holds a sum or the amount applied for, and not a cost line."""
    texts = list(reader.texts(row))
    if not texts:
        return False
    column, label = texts[0]
    key = layout.key(label)
    numbers = [
        one
        for one in range(len(reader.sheet.rows[row]) - 1, column, -1)
        if reader.sheet.cell(row, one) is not None
        or (row, one) in reader.sheet.formulas
    ]
    if key in layout.REQUESTED_NAMES:
        at = numbers[0] if numbers else column + 2
        place = Place(reader.sheet.name, row, at, label)
        found.requested = Typed(reader.text(place, layout.unit_of(label)), place)
        return True
    head = _head_of_sum(label)
    if head is None:
        return False
    if numbers:
        place = Place(reader.sheet.name, row, numbers[0], label)
        found.totals.append(Total(head, reader.number(row, numbers[0]), place))
    return True


def _head_of_sum(label: str) -> str | None:
    if layout.key(label) in layout.TOTALS:
        return ""
    sums = {
        layout.plain(words + layout.SUBTOTAL): code for code, words in layout.heads()
    }
    return sums.get(layout.plain(label))


def _cost_titles(reader: Reader) -> tuple[int, dict[str, int]] | None:
    names = [tuple(map(layout.key, one)) for one in layout.ALIASES.values()]
    return titles_of(
        reader,
        lambda keys: all(any(one in keys for one in each) for each in names),
    )


def titles_of(
    reader: Reader, fits: Callable[[dict[str, int]], bool]
) -> tuple[int, dict[str, int]] | None:
    """The row that holds the titles of a table, and the column of each."""
    for row in range(min(SEARCHED, len(reader.sheet.rows))):
        columns: dict[str, int] = {}
        for column, text in reader.texts(row):
            columns.setdefault(layout.key(text), column)
        if fits(columns):
            return row, columns
    return None


def _say_extra_columns(
    reader: Reader, row: int, columns: dict[str, int], known: set[str]
) -> None:
    for key, column in columns.items():
        if key not in known:
            title = str(reader.sheet.cell(row, column))
            place = Place(reader.sheet.name, row, column, title)
            why = reason("workbooks.extra_column", title=title)
            reader.findings.append(finding(place, title, why, blocks=False))


def _labels() -> dict[str, layout.Part]:
    found = {layout.key(one.english): one for one in layout.parts()}
    return found | {layout.key(one.label): one for one in layout.parts()}
