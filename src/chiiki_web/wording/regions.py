"""Words for the register of municipalities."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDING: dict[str, Promise] = {
    "regions.columns_missing": _(
        "The file could not be read as a table with the columns %(columns)s."
    ),
    "regions.wrong_code": _(
        "Line %(line)s: “%(found)s” is not a municipality code; its check digit or its"
        " length is wrong."
    ),
    "regions.code_twice": _("Line %(line)s: the code %(found)s stands here twice."),
    "regions.unknown_prefecture": _(
        "Line %(line)s: there is no prefecture with the code “%(found)s”."
    ),
    "regions.unknown_kind": _("Line %(line)s: the kind “%(found)s” is not known."),
    "regions.name_missing": _("Line %(line)s: the code %(found)s has no name."),
    "regions.wrong_name": _(
        "Line %(line)s: the name “%(found)s” is too long or has signs that no name has."
    ),
    "regions.wrong_kana": _(
        "Line %(line)s: the reading “%(found)s” is not written in kana."
    ),
    "regions.wrong_place": _(
        "Line %(line)s: “%(found)s” is not a latitude or longitude in Japan."
    ),
    "regions.circle": _(
        "Line %(line)s: the successors of %(found)s lead back to it. A code cannot follow"
        " itself."
    ),
    "regions.unknown_successor": _(
        "Line %(line)s: the successor “%(found)s” is neither in the file nor registered."
    ),
    "regions.last_day_missing": _(
        "Line %(line)s: %(found)s has a successor but no last day."
    ),
    "regions.unknown_code": _(
        "Line %(line)s: “%(found)s” is not the code of a municipality or prefecture that is"
        " registered here."
    ),
    "regions.wrong_year": _(
        "Line %(line)s: “%(found)s” is not a fiscal year. Write for example 令和6年度 or"
        " 2024."
    ),
    "regions.year_to_come": _(
        "Line %(line)s: fiscal year %(fiscal_year)s has not begun yet."
    ),
    "regions.wrong_strength": _(
        "Line %(line)s: “%(found)s” is not an index of fiscal strength. Write it with at"
        " most three decimals, for example 0.53."
    ),
    "regions.source_missing": _(
        "Line %(line)s: say which published table the figure is from, in at most %(most)s"
        " characters."
    ),
    "regions.strength_twice": _(
        "Line %(line)s: %(found)s stands here twice for fiscal year %(fiscal_year)s."
    ),
    "regions.wrong_last_day": _("Line %(line)s: “%(found)s” is not a date."),
}
EVENTS: dict[str, Promise] = {
    "municipality.added": _("A municipality code was added"),
    "municipality.changed": _("A municipality was changed"),
    "municipality.reopened": _("An ended municipality code was reopened"),
    "municipality.ended": _("A municipality code ended"),
    "fiscal_strength.added": _("An index of fiscal strength was taken in"),
    "fiscal_strength.changed": _("An index of fiscal strength was changed"),
}
