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
    "indices.not_a_number": _("“%(found)s” in “%(column)s” of %(unit)s is no number."),
    "indices.not_finite": _("“%(indicator)s” of %(unit)s is not a finite number."),
    "indices.not_positive": _(
        "“%(of)s” has figures that are not above 0, which this method needs."
    ),
    "indices.not_toml": _("The file is no TOML (%(found)s)."),
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
}
