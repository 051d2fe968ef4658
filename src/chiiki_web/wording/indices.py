"""Words for what the figures or the file of an index cannot serve."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDING: dict[str, Promise] = {
    "indices.all_alike": _(
        "All units have the same figure of “%(of)s”: it tells nobody apart."
    ),
    "indices.circle": _("From “%(of)s” no way leads up to the index."),
    "indices.code_twice": _("The code “%(of)s” stands there twice."),
    "indices.direction": _("The direction of “%(of)s” is 1 or -1."),
    "indices.divided_by_zero": _("“%(of)s” of %(unit)s would be divided by 0."),
    "indices.empty_node": _("Nothing stands below “%(of)s”."),
    "indices.key_missing": _("The file lacks %(key)s in “%(place)s”."),
    "indices.means": _(
        "Write one mean, or one for each of %(levels)s levels (there are %(found)s)."
    ),
    "indices.missing": _("%(unit)s has no figure of “%(of)s”."),
    "indices.no_column": _("The column “%(column)s” is missing."),
    "indices.no_group": _("missing_by is missing: by which groups gaps are filled."),
    "indices.no_indicator": _("There are no figures of “%(of)s”."),
    "indices.no_parent": _("“%(parent)s”, above “%(of)s”, is missing."),
    "indices.no_score": _("%(unit)s has no figure at all and cannot be ranked."),
    "indices.no_specification": _("There is no index “%(of)s”."),
    "indices.no_unit": _("“%(of)s” is not among the units that are compared."),
    "indices.no_units": _(
        "There is no [[unit]]: nobody is compared."
    ),
    "indices.no_years": _(
        "[years] is missing: the figures of which year count."
    ),
    "indices.not_a_number": _("“%(found)s” in “%(column)s” of %(unit)s is no number."),
    "indices.not_a_part": _(
        "“%(key)s” is not written as it should be."
    ),
    "indices.not_finite": _("“%(indicator)s” of %(unit)s is not a finite number."),
    "indices.not_positive": _(
        "“%(of)s” has figures that are not above 0, which this method needs."
    ),
    "indices.not_toml": _("The file is no TOML (%(found)s)."),
    "indices.not_whole": _(
        "“%(found)s” in %(key)s of “%(place)s” is no number that can be used."
    ),
    "indices.nothing_known": _("Nothing is known of “%(of)s”."),
    "indices.nothing_like_it": _(
        "No unit like %(unit)s has a figure of “%(of)s” to fill the gap."
    ),
    "indices.nothing_varies": _(
        "There is nothing to vary (--weights, --scale, --mean)."
    ),
    "indices.one_top": _("There must be one node on top (there are %(found)s)."),
    "indices.rank": _("It stands at rank %(now)s now: rank %(found)s is no aim."),
    "indices.replicates": _("An index is built again at least once."),
    "indices.series_broken": _(
        "%(file)s, line %(line)s: this is no CSV (%(found)s)."
    ),
    "indices.series_column": _(
        "%(file)s lacks the column “%(column)s”."
    ),
    "indices.series_dimension": _(
        "%(file)s has no dimension “%(column)s” (where of “%(of)s”)."
    ),
    "indices.series_layout": _(
        "%(file)s is in no layout of the World Bank, the ITU or SDMX (heads: %(found)s)."
    ),
    "indices.series_none": _(
        "No file holds the series “%(series)s” of “%(of)s”."
    ),
    "indices.series_number": _(
        "%(file)s, line %(line)s: “%(found)s” in “%(column)s” is no number."
    ),
    "indices.series_of_nothing": _(
        "“%(of)s” of [[series]] is no indicator of this index."
    ),
    "indices.series_period": _(
        "%(file)s, line %(line)s: “%(found)s” is no year. Use an annual series."
    ),
    "indices.series_row": _(
        "%(file)s, line %(line)s has %(found)s cells, the heads %(wanted)s."
    ),
    "indices.series_twice": _(
        "%(file)s, line %(line)s: %(unit)s has two figures of “%(of)s” in %(year)s (they differ in %(differ)s). Choose one by where."
    ),
    "indices.shape": _(
        "The figures (%(found)s) do not fit the units and indicators (%(wanted)s)."
    ),
    "indices.share": _("A share is above 0 and below 1."),
    "indices.unknown_choice": _(
        "“%(found)s” is no choice in “%(place)s” (%(choices)s)."
    ),
    "indices.unknown_key": _("“%(key)s” in “%(place)s” is not known."),
    "indices.weight": _("The weight of “%(of)s” must be above 0."),
    "indices.weights_within": _("Weights may vary by 0 or more, and less than 1."),
    "indices.years_both": _(
        "[years] has either latest_within or exactly."
    ),
    "indices.years_within": _(
        "latest_within is 0 or more (%(found)s)."
    ),
}
