"""The figures that one page shows: which table, of whom, in which parts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from chiiki.publication import Base, Breakdown, Figure, TableCode
from chiiki_web.results.queries.read import Read
from chiiki_web.surveys.queries import classes

BASES = {
    TableCode.RATES: (Base.ANSWERED,),
    TableCode.DIFFICULTIES: (Base.ANSWERED, Base.ASKED),
    TableCode.EFFECTS: (Base.RUNNING, Base.RUNNING_KNOWN, Base.NOT_RUNNING),
    TableCode.PLANS: (Base.ANSWERED,),
}
MEANS = {"mean_of_plans": "plans", "mean_of_no_outlook": "no_outlook"}
HEADS = ("any_field", "mean_of_fields", "mean_of_plans", "mean_of_no_outlook")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What a page is asked for; ``items`` and ``parts`` are what could be chosen."""

    table: TableCode
    base: Base
    by: Breakdown
    item: str
    bases: tuple[Base, ...]
    parts: tuple[Breakdown, ...]
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Line:
    label: str
    figure: Figure
    is_head: bool = False

    @property
    def group(self) -> str:
        """Of what is planned and what is not, the kind; else nothing."""
        kind, _point, _rest = self.figure.item.partition(".")
        return MEANS.get(kind, kind if kind in MEANS.values() else "")


def wish_of(read: Read, table: TableCode, asked: Mapping[str, str]) -> Wish:
    """What is asked for in the address; what it leaves out or gets wrong is the usual."""
    figures = read.publication.table(table).figures
    there = {one.base for one in figures}
    bases = tuple(one for one in BASES[table] if one in there)
    base = next((one for one in bases if one == asked.get("base")), bases[0])
    own = [one for one in figures if one.base == base]
    parts = tuple(part for part in Breakdown if any(one.by == part for one in own))
    by = next((one for one in parts if one == asked.get("by")), Breakdown.WHOLE)
    items = tuple(dict.fromkeys(one.item for one in own if one.by == by))
    if by == Breakdown.WHOLE:
        items = ()
    item = next((one for one in items if one == asked.get("item")), "")
    return Wish(
        table=table,
        base=base,
        by=by,
        item=item or (items[0] if items else ""),
        bases=bases,
        parts=parts,
        items=items,
    )


def lines(read: Read, wish: Wish) -> list[Line]:
    """The lines of a page: items of the whole, or the parts of one item."""
    figures = [
        one
        for one in read.publication.table(wish.table).figures
        if one.base == wish.base and one.by == wish.by
    ]
    if wish.by == Breakdown.WHOLE:
        return [
            Line(read.item(one.item), one, is_head=one.item in HEADS)
            for one in figures
            if not _is_of_field(one.item)
        ]
    chosen = {one.domain: one for one in figures if one.item == wish.item}
    order = list(chosen)
    if wish.by == Breakdown.SIZE_CLASS:
        order = classes.in_order(chosen)
    return [Line(read.domain(wish.by, one), chosen[one]) for one in order]


def _is_of_field(item: str) -> bool:
    """Difficulties field by field stand in the downloads; the page shows their mean."""
    return item.startswith("difficulty.") and item.count(".") > 1
