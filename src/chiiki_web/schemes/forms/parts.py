"""One part of a scheme's text as forms: a form for each row, and blank ones to add more."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

from django import forms
from django.forms import BoundField
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from chiiki_web.schemes.forms.values import ABSENT, field_of, shown, written
from chiiki_web.schemes.queries.content import Content, rows_of
from chiiki_web.schemes.queries.shape import Part, Table
from chiiki_web.ui.fields import NumberField


class RowForm(forms.Form):
    """One row of a table; ``original`` keeps what the page does not show."""

    use_required_attribute = False

    def __init__(
        self,
        table: Table,
        original: Content,
        sources: Mapping[str, str],
        *,
        data: QueryDict | None,
        prefix: str,
        place: int,
        is_new: bool,
    ) -> None:
        self.table, self.original, self.is_new = table, original, is_new
        self.place = place
        begin = {key.name: shown(key, original) for key in table.keys}
        super().__init__(
            data,
            prefix=prefix,
            initial={**begin, "place": place},
            empty_permitted=is_new,
        )
        for key in table.keys:
            self.fields[key.name] = field_of(key, original, sources)
        if table.is_list and not is_new and not table.is_map:
            self.fields["place"] = NumberField(
                label=_("Place in the list"), required=False
            )
        if not is_new and not table.required or not is_new and table.is_list:
            self.fields["remove"] = forms.BooleanField(
                label=_("Take this out"), required=False
            )

    def lines(self) -> list[list[BoundField]]:
        """The fields in lines: Japanese and English stand side by side, place and removal too."""
        lines: list[list[BoundField]] = []
        bound = [self[name] for name in self.fields]
        joined = {b.name for a, b in pairwise(bound) if _belong_together(a, b)}
        for one in bound:
            if one.name in joined:
                lines[-1].append(one)
            else:
                lines.append([one])
        return lines

    @property
    def is_kept(self) -> bool:
        """Whether this row is to stand in the text."""
        if self.is_new:
            return bool(self.has_changed())
        return not _is_taken_out(self)

    @property
    def order(self) -> tuple[float, int]:
        """Where the row is to stand: a row that moves passes the one that stood there."""
        wanted = None if self.is_new else self.cleaned_data.get("place")
        if wanted is None or wanted == self.place:
            return (self.place, self.place)
        return (wanted + (0.5 if wanted > self.place else -0.5), self.place)

    def row(self) -> Content:
        """The row as it is to be written."""
        row = dict(self.original)
        for key in self.table.keys:
            value = written(key, self.cleaned_data.get(key.name), self.original)
            if value is ABSENT:
                row.pop(key.name, None)
            else:
                row[key.name] = value
        return row


class Block:
    """A table of the part with its rows as forms."""

    def __init__(self, table: Table, content: Content, data: QueryDict | None) -> None:
        self.table = table
        self.label: Promise = table.label
        sources = content.get("sources", {})
        prefix = table.path.replace(".", "-") or "root"
        stored = rows_of(content, table)
        self.rows = [
            RowForm(
                table,
                row,
                sources,
                data=data,
                prefix=f"{prefix}-{number}",
                place=number,
                is_new=False,
            )
            for number, row in enumerate(stored, start=1)
        ]
        has_room = table.is_list or not stored
        self.blank = (
            RowForm(
                table,
                {},
                sources,
                data=data,
                prefix=f"{prefix}-new",
                place=len(stored) + 1,
                is_new=True,
            )
            if has_room
            else None
        )

    @property
    def forms(self) -> list[RowForm]:
        return [*self.rows, *([self.blank] if self.blank else [])]

    @property
    def blank_is_open(self) -> bool:
        """Whether something was typed into the blank row, or there is no other."""
        typed = self.blank is not None and self.blank.is_bound
        return typed and bool(self.blank and self.blank.has_changed())

    def kept(self) -> list[Content]:
        """The rows that are to stand in the text, in the order asked for."""
        kept = sorted((one for one in self.forms if one.is_kept), key=lambda f: f.order)
        return [one.row() for one in kept]


class PartForms:
    """All forms of one part of a version."""

    def __init__(self, part: Part, content: Content, data: QueryDict | None) -> None:
        self.part = part
        self.blocks = [Block(table, content, data) for table in part.tables]

    @property
    def forms(self) -> list[RowForm]:
        return [form for block in self.blocks for form in block.forms]

    def is_valid(self) -> bool:
        """Whether every row can be written; a row that is taken out is not judged."""
        return all(one.is_valid() or _is_taken_out(one) for one in self.forms)

    def rows(self) -> dict[str, list[Content]]:
        """What was typed, as rows for each table."""
        return {block.table.path: block.kept() for block in self.blocks}


def _is_taken_out(form: RowForm) -> bool:
    return bool(form.cleaned_data.get("remove"))


def _belong_together(one: BoundField, other: BoundField) -> bool:
    japanese, english = str(one.name), str(other.name)
    if japanese == "place":
        return english == "remove"
    return japanese.endswith("ja") and english == f"{japanese[:-2]}en"
