"""Words for indices: what a file, figures or an edition cannot do, and what is chosen."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

WORDING: dict[str, Promise] = {
    "indices.all_alike": _(
        "All units have the same figure of “%(of)s”: it tells nobody apart."
    ),
    "indices.cell_code": _("%(place)s: “%(found)s” cannot be a code."),
    "indices.cell_large": _(
        "%(place)s: “%(found)s” is too large a figure. Use a larger unit, such as thousands."
    ),
    "indices.cell_number": _("%(place)s: “%(found)s” is no number."),
    "indices.cell_unreckoned": _(
        "%(place)s: the formula has no value. Reckon the sheet in Excel and save it, or write the number."
    ),
    "indices.cell_year": _("%(place)s: “%(found)s” is no year."),
    "indices.circle": _("From “%(of)s” no way leads up to the index."),
    "indices.code_changed": _("The code of the index stays “%(kept)s”."),
    "indices.column_taken": _(
        "“%(found)s” is a column of every table of figures. Give the indicator another code."
    ),
    "indices.code_taken": _("“%(found)s” is the code of another index."),
    "indices.code_twice": _("The code “%(of)s” stands there twice."),
    "indices.code_unfit": _(
        "The code “%(found)s” cannot stand in an address: write 2 to 40 small letters, digits, hyphens or underscores."
    ),
    "indices.definition_changed": _(
        "Somebody else has saved version %(number)s meanwhile."
    ),
    "indices.direction": _("The direction of “%(of)s” is 1 or -1."),
    "indices.divided_by_zero": _("“%(of)s” of %(unit)s would be divided by 0."),
    "indices.edition_changed": _(
        "The edition has changed since you opened it. Look at it, and save again."
    ),
    "indices.edition_published": _("This edition is published and cannot be changed."),
    "indices.edition_taken": _("There is an edition “%(found)s” already."),
    "indices.empty_node": _("Nothing stands below “%(of)s”."),
    "indices.figure_large": _(
        "“%(indicator)s” of %(unit)s is too large a figure (%(found)s; at most %(most)s). Use a larger unit, such as thousands."
    ),
    "indices.head_missing": _("The column “%(column)s” is missing."),
    "indices.head_twice": _("%(place)s: the column “%(found)s” stands there twice."),
    "indices.head_unknown": _(
        "%(place)s: the column “%(found)s” is not of this index."
    ),
    "indices.key_missing": _("The file lacks %(key)s in “%(place)s”."),
    "indices.means": _(
        "Write one mean, or one for each of %(levels)s levels (there are %(found)s)."
    ),
    "indices.missing": _("%(unit)s has no figure of “%(of)s”."),
    "indices.no_column": _("The column “%(column)s” is missing."),
    "indices.no_figures": _("Bring figures first."),
    "indices.no_group": _("missing_by is missing: by which groups gaps are filled."),
    "indices.no_indicator": _("There are no figures of “%(of)s”."),
    "indices.no_parent": _("“%(parent)s”, above “%(of)s”, is missing."),
    "indices.no_score": _("%(unit)s has no figure at all and cannot be ranked."),
    "indices.no_specification": _("There is no index “%(of)s”."),
    "indices.no_unit": _("“%(of)s” is not among the units that are compared."),
    "indices.no_units": _("There is no [[unit]]: nobody is compared."),
    "indices.no_years": _("[years] is missing: the figures of which year count."),
    "indices.not_a_number": _("“%(found)s” in “%(column)s” of %(unit)s is no number."),
    "indices.not_a_part": _("“%(key)s” is not written as it should be."),
    "indices.not_finite": _("“%(indicator)s” of %(unit)s is not a finite number."),
    "indices.not_positive": _(
        "“%(of)s” has figures that are not above 0, which this method needs."
    ),
    "indices.not_readable": _(
        "The text cannot be read as TOML: a number is too long, or lists lie too deep within"
        " each other."
    ),
    "indices.not_toml": _(
        "The text breaks off at line %(line)s, character %(column)s: it does not follow TOML"
        " there. The line reads “%(found)s”."
    ),
    "indices.not_whole": _(
        "“%(found)s” in %(key)s of “%(place)s” is no number that can be used."
    ),
    "indices.not_yours": _("Only those who keep this index can do this."),
    "indices.nothing_known": _("Nothing is known of “%(of)s”."),
    "indices.nothing_like_it": _(
        "No unit like %(unit)s has a figure of “%(of)s” to fill the gap."
    ),
    "indices.nothing_varies": _(
        "There is nothing to vary (--weights, --scale, --mean)."
    ),
    "indices.offer_changed": _(
        "These figures are no longer those that you looked at. Bring the file again."
    ),
    "indices.offices_only": _("Only an office or a prefecture can keep an index."),
    "indices.one_table": _("Bring one table; there are %(found)s files."),
    "indices.one_top": _("There must be one node on top (there are %(found)s)."),
    "indices.rank": _("It stands at rank %(now)s now: rank %(found)s is no aim."),
    "indices.replicates": _("An index is built again at least once."),
    "indices.run_broke": _(
        "The figures are too far apart to be worked out (%(found)s)."
    ),
    "indices.run_overtaken": _(
        "Figures, choices or the definition have changed since it was worked out. Have it worked out again."
    ),
    "indices.run_unfinished": _("It has not been worked out yet."),
    "indices.series_broken": _("%(file)s, line %(line)s: this is no CSV (%(found)s)."),
    "indices.series_column": _("%(file)s lacks the column “%(column)s”."),
    "indices.series_dimension": _(
        "%(file)s has no dimension “%(column)s” (where of “%(of)s”)."
    ),
    "indices.series_layout": _(
        "%(file)s is in no layout of the World Bank, the ITU or SDMX (heads: %(found)s)."
    ),
    "indices.series_none": _("No file holds the series “%(series)s” of “%(of)s”."),
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
    "indices.series_times": _(
        "%(file)s, line %(line)s: this figure of “%(of)s” is counted in 10 to the power of %(found)s, others in 10 to the power of %(other)s (UNIT_MULT). Give all in the same."
    ),
    "indices.series_twice": _(
        "%(file)s, line %(line)s: %(unit)s has two figures of “%(of)s” in %(year)s (they differ in %(differ)s). Choose one by where."
    ),
    "indices.shape": _(
        "The figures (%(found)s) do not fit the units and indicators (%(wanted)s)."
    ),
    "indices.share": _("A share is above 0 and below 1."),
    "indices.table_empty": _("There is nothing in the table."),
    "indices.text_long": _("The definition is longer than %(most)s characters."),
    "indices.too_wide": _(
        "The table of figures would have %(found)s columns for %(indicators)s indicators (a figure and a year each); it holds %(most)s."
    ),
    "indices.unit_ended": _(
        "%(place)s: the code %(found)s has ended; bring the figures of its successor (%(successor)s)."
    ),
    "indices.too_deep": _("From “%(of)s” more than %(most)s levels lead up."),
    "indices.unit_twice": _("%(place)s: “%(found)s” stands there twice."),
    "indices.unit_unknown": _("%(place)s: “%(found)s” is not known."),
    "indices.units_number": _(
        "An index compares %(least)s to %(most)s units; the table has %(found)s."
    ),
    "indices.unknown_choice": _(
        "“%(found)s” is no choice in “%(place)s” (%(choices)s)."
    ),
    "indices.unknown_key": _("“%(key)s” in “%(place)s” is not known."),
    "indices.weight": _(
        "The weight of “%(of)s” must be above 0 and at most 1,000,000,000."
    ),
    "indices.weights_within": _("Weights may vary by 0 or more, and less than 1."),
    "indices.years_both": _("[years] has either latest_within or exactly."),
    "indices.years_within": _("latest_within is 0 or more (%(found)s)."),
}
EVENTS: dict[str, Promise] = {
    "index.defined": _("Definition of an index saved"),
    "index.started": _("Index started"),
    "index_edition.chosen": _("Choices of an edition saved"),
    "index_edition.figures_offered": _("Figures of an edition looked at"),
    "index_edition.figures_taken": _("Figures of an edition taken over"),
    "index_edition.offer_dropped": _("Figures of an edition left"),
    "index_edition.published": _("Edition of an index published"),
    "index_edition.started": _("Edition of an index started"),
    "index_run.asked": _("Working out of an index asked for"),
    "index_run.failed": _("Index could not be worked out"),
    "index_run.worked_out": _("Index worked out"),
}
KINDS: dict[str, Promise] = {
    "countries": _("countries"),
    "prefectures": _("prefectures"),
    "municipalities": _("municipalities"),
    "other": _("other units"),
}
SCALES: dict[str, Promise] = {
    "t_score": _("T-score: mean 50, deviation 10"),
    "min_max": _("from the lowest to the highest"),
    "rank": pgettext_lazy("scale", "rank"),
    "distance": _("share of the best"),
}
MEANS: dict[str, Promise] = {
    "arithmetic": _("arithmetic mean"),
    "geometric": _("geometric mean"),
    "harmonic": _("harmonic mean"),
}
MISSINGS: dict[str, Promise] = {
    "refuse": _("none is allowed"),
    "average_the_rest": _("means are taken over what is there"),
    "mean": _("filled by the mean"),
    "median": _("filled by the median"),
    "group_mean": _("filled by the mean of the group"),
}
PUBLISHERS: dict[str, Promise] = {
    "world_bank": _("World Bank"),
    "itu": _("ITU"),
    "sdmx": _("SDMX (OECD, Eurostat)"),
}
DIVISORS: dict[str, Promise] = {
    "population": _("population"),
    "households": _("households"),
    "area": _("area of the land"),
    "gdp": _("gross domestic product"),
}
DIVISOR_UNITS: dict[str, Promise] = {
    "population": pgettext_lazy("unit", "people"),
    "households": pgettext_lazy("unit", "households"),
    "area": pgettext_lazy("unit", "km²"),
}
INPUTS: dict[str, Promise] = {
    "missing": _("How gaps are treated"),
    "normalisation": _("How figures are made comparable"),
    "means": _("Which mean is taken"),
}
DETAILS: dict[str, Promise] = {
    "file": _("file"),
    "units": _("units that are compared"),
    "year": _("year"),
}
