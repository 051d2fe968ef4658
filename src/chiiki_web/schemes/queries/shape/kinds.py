"""What a scheme's text is made of: parts, tables in them, keys with their words and kinds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

IN_DAYS = pgettext_lazy("days", "%(n)s")
IN_MONTHS = pgettext_lazy("months", "%(n)s")
IN_YEARS = pgettext_lazy("years", "%(n)s")
IN_HOURS = pgettext_lazy("hours", "%(n)s")
IN_PEOPLE = pgettext_lazy("people", "%(n)s")
IN_TIMES = pgettext_lazy("times", "%(n)s")
IN_POINTS = pgettext_lazy("points", "%(n)s")


class Kind(StrEnum):
    """How a value is written in the text and typed on a page."""

    TEXT = "text"
    CODE = "code"
    LONG = "long"
    EXPRESSION = "expression"
    YEN = "yen"
    NUMBER = "number"
    DAY = "day"
    MONTH_DAY = "month_day"
    CLOCK = "clock"
    FLAG = "flag"
    SHARE = "share"
    CHOICE = "choice"
    CHOICES = "choices"
    COUNTED_FACT = "counted_fact"
    COUNTED_FACTS = "counted_facts"
    SOURCE = "source"
    LINES = "lines"


LONGEST = {Kind.TEXT: 300, Kind.CODE: 40, Kind.LONG: 4_000, Kind.EXPRESSION: 4_000}


@dataclass(frozen=True, slots=True)
class Key:
    """One key of a table; ``choices`` are codes with their words, ``unit`` writes a number.

    ``most`` is how many characters a text may have, where it is not as many as others of
    its kind, or the largest number.
    """

    name: str
    kind: Kind
    label: Promise
    required: bool = False
    help: Promise | None = None
    choices: Mapping[str, Promise | str] = field(default_factory=dict)
    unit: Promise | None = None
    most: int = 0

    @property
    def limit(self) -> int:
        """Characters, or the largest number; 0 where there is no limit of its own."""
        return self.most or LONGEST.get(self.kind, 0)


@dataclass(frozen=True, slots=True)
class Table:
    """One table, or a list of tables of one shape, at a dotted path of the text.

    ``identity`` is the key that tells rows of a list apart, empty where the place does.
    A table that is not ``required`` may be absent: nothing is stated then. ``is_map``
    marks the one table whose keys are free: the sources.
    """

    path: str
    label: Promise
    keys: tuple[Key, ...]
    is_list: bool = False
    identity: str = ""
    required: bool = False
    is_map: bool = False

    def key(self, name: str) -> Key | None:
        return next((one for one in self.keys if one.name == name), None)


@dataclass(frozen=True, slots=True)
class Part:
    """What stands on one page of the editor."""

    code: str
    group: str
    title: Promise
    lead: Promise
    tables: tuple[Table, ...]


def text(name: str, label: Promise, *, required: bool = False) -> Key:
    return Key(name, Kind.TEXT, label, required)


def flag(name: str, label: Promise, help: Promise | None = None) -> Key:
    return Key(name, Kind.FLAG, label, help=help)


SOURCE = Key("source", Kind.SOURCE, _("Source"), required=True)
ASSUMED = flag("assumed", _("Inferred, not published"))
IN_PRINCIPLE = flag(
    "in_principle",
    _("In principle"),
    _("The office may allow exceptions; a no is shown, and weighs less."),
)
WHEN = Key(
    "when",
    Kind.EXPRESSION,
    _("Only where"),
    help=_("An expression over facts; leave it empty where it always holds."),
)
REMARK = (
    Key("note_ja", Kind.LONG, _("Remark (Japanese)")),
    Key("note_en", Kind.LONG, _("Remark (English)")),
)
GROUND = (SOURCE, ASSUMED, *REMARK)
WORDS = (
    Key("ja", Kind.LONG, _("Words (Japanese)"), required=True),
    Key("en", Kind.LONG, _("Words (English)"), required=True),
)
HELP = (
    Key("help_ja", Kind.LONG, _("Help (Japanese)")),
    Key("help_en", Kind.LONG, _("Help (English)")),
)
REQUIREMENT = (
    Key("ja", Kind.LONG, _("Requirement (Japanese)"), required=True),
    Key("en", Kind.LONG, _("Requirement (English)"), required=True),
    Key("remedy_ja", Kind.LONG, _("What can be done (Japanese)"), required=True),
    Key("remedy_en", Kind.LONG, _("What can be done (English)"), required=True),
    Key("clause_ja", Kind.TEXT, _("Clause (Japanese)"), required=True),
    Key("clause_en", Kind.TEXT, _("Clause (English)"), required=True),
    SOURCE,
    IN_PRINCIPLE,
    ASSUMED,
)
ID = Key(
    "id",
    Kind.CODE,
    _("Code of the requirement"),
    required=True,
    help=_("Lower-case letters and “_”; it stays the same from year to year."),
)
CODE = Key(
    "code",
    Kind.CODE,
    _("Code in the rules"),
    required=True,
    help=_("Lower-case letters and “_”; it stays the same from year to year."),
)
