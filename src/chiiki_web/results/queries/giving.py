"""An edition as rows to take along, and what each column means."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from chiiki.publication import TableCode
from chiiki.words import Words
from chiiki_web.results.queries.read import Read
from chiiki_web.sheets.writing import Year
from chiiki_web.wording import results as words


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the downloads: its name, its head, what it is, and its unit."""

    name: str
    head: Words
    words: Words
    unit: Words = Words("", "")


SHARE = Words("割合（0～1）", "share, 0 to 1")
NUMBER = Words("件", "number")
COLUMNS = (
    Column(
        "survey",
        Words("調査コード", "Survey"),
        Words("調査のコード", "code of the survey"),
    ),
    Column(
        "year",
        Words("年度", "Fiscal year"),
        Words("調査の年度", "fiscal year of the survey"),
        Words("年度", "year"),
    ),
    Column("edition", Words("版", "Edition"), Words("版", "edition")),
    Column(
        "table",
        Words("表コード", "Table code"),
        Words("表のコード", "code of the table"),
    ),
    Column("table_name", Words("表", "Table"), Words("表の名称", "name of the table")),
    Column(
        "item",
        Words("項目コード", "Item code"),
        Words("項目のコード", "code of the item"),
    ),
    Column("item_name", Words("項目", "Item"), Words("項目の名称", "name of the item")),
    Column(
        "base",
        Words("分母", "Whose share"),
        Words(
            "分母：answered その設問に回答した団体、asked 調査に回答した団体、running 実施中の事業（団体×分野）、running_known 同（無回答を推計で補う）、not_running 実施していない団体×分野",
            "base: answered, of those who answered the question; asked, of all who answered the survey; running, of running projects (municipality × field); running_known, the same with no answer estimated; not_running, of municipality × field where nothing runs",
        ),
    ),
    Column(
        "breakdown",
        Words("区分", "Breakdown"),
        Words(
            "区分：whole 全体、size_class 規模別、prefecture 都道府県別、field 分野別",
            "breakdown: whole, size_class, prefecture, field",
        ),
    ),
    Column(
        "domain",
        Words("区分の値（コード）", "Part code"),
        Words("区分の値", "part of the breakdown"),
    ),
    Column(
        "domain_name",
        Words("区分の値", "Part"),
        Words("区分の値の名称", "name of the part"),
    ),
    Column("value", Words("推計値", "Estimate"), Words("推計値", "estimate"), SHARE),
    Column(
        "se",
        Words("標準誤差", "Standard error"),
        Words("標準誤差", "standard error"),
        SHARE,
    ),
    Column(
        "low",
        Words("信頼区間の下限", "Interval from"),
        Words("信頼区間の下限", "lower end of the interval"),
        SHARE,
    ),
    Column(
        "high",
        Words("信頼区間の上限", "Interval to"),
        Words("信頼区間の上限", "upper end of the interval"),
        SHARE,
    ),
    Column(
        "n",
        Words("推計に使った行の数（n）", "Rows (n)"),
        Words("推計に使った行の数", "rows that gave the estimate"),
        NUMBER,
    ),
    Column(
        "units",
        Words("推計に使った団体の数", "Municipalities"),
        Words("推計に使った団体の数", "municipalities that gave the estimate"),
        NUMBER,
    ),
    Column(
        "population",
        Words("推計が代表する行の数（N）", "Stand for (N)"),
        Words("推計が代表する行の数（N）", "rows for which they stand (N)"),
        NUMBER,
    ),
    Column(
        "deff",
        Words("デザイン効果", "Design effect"),
        Words("デザイン効果", "design effect"),
    ),
    Column(
        "degrees",
        Words("区間の自由度", "Degrees of freedom"),
        Words("区間の自由度", "degrees of freedom of the interval"),
    ),
    Column(
        "hidden",
        Words("秘匿", "Not shown"),
        Words(
            "秘匿：few 回答した団体が少ない、beside ほかの秘匿値が計算できてしまう、空欄は公表。実施の有無が分母となる秘匿値は、行と団体の数も空欄",
            "hidden: few, too few answered; beside, it would give away another; empty, shown. Where the base is whether something runs, the numbers of rows and municipalities are hidden too",
        ),
    ),
)


def rows(read: Read, of: TableCode | None = None) -> Iterator[list[Any]]:
    """Every figure of an edition or of one table, a row each, as ``COLUMNS`` says."""
    head = [read.survey.code, read.survey.fiscal_year, read.edition.number]
    for table in read.publication.tables:
        for one in table.figures if of in (None, table.code) else ():
            yield [
                *head,
                str(table.code),
                str(words.TABLES[table.code]),
                one.item,
                read.item(one.item),
                str(one.base),
                str(one.by),
                one.domain,
                read.domain(one.by, one.domain),
                *(one.value, one.se, one.low, one.high),
                *(one.n, one.units, one.population, one.deff, one.degrees),
                str(one.hidden),
            ]


def told_rows(read: Read, of: TableCode | None = None) -> Iterator[list[Any]]:
    """The same for people: words in place of the codes that have no name beside them."""
    names = [one.name for one in COLUMNS]
    told = {
        names.index("base"): words.BASES,
        names.index("breakdown"): words.PARTS,
        names.index("hidden"): words.HIDDEN,
    }
    year = names.index("year")
    for row in rows(read, of):
        for at, said in told.items():
            row[at] = said.get(row[at], "")
        row[year] = Year(row[year])
        yield row


def codebook() -> Iterator[list[str]]:
    for one in COLUMNS:
        yield [one.name, one.words.ja, one.words.en, one.unit.ja, one.unit.en]


def items(read: Read) -> Iterator[list[str]]:
    """Every item that an edition holds: its code, words and base."""
    seen: set[tuple[str, str]] = set()
    for table in read.publication.tables:
        for one in table.figures:
            if (one.item, str(one.base)) not in seen:
                seen.add((one.item, str(one.base)))
                yield [str(table.code), one.item, read.item(one.item), str(one.base)]


def told_items(read: Read) -> Iterator[list[str]]:
    """The same in words, but for the code of the item."""
    for table, item, name, base in items(read):
        yield [str(words.TABLES[table]), item, name, str(words.BASES[base])]
