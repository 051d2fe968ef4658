"""Words for what is wrong with a survey, its frame or its weights."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDING: dict[str, Promise] = {
    "survey.bad_weight": _(
        "A weight in the column %(column)s is missing or not above 0."
    ),
    "survey.beyond_frame": _(
        "The totals add up to %(found)s, but the frame has %(frame)s. What the frame leaves out cannot be weighted in."
    ),
    "survey.category_missing": _(
        "A row has no value in a column of strata, clusters or categories."
    ),
    "survey.category_vanishes": _(
        "In a set of replicate weights no row of the category %(category)s is left. Merge it with another."
    ),
    "survey.category_without_rows": _(
        "No row is of the category %(category)s, for which a total is given."
    ),
    "survey.category_without_total": _(
        "There is no total for the category %(category)s."
    ),
    "survey.cluster_in_two_strata": _(
        "A cluster of stage %(stage)s lies in two strata."
    ),
    "survey.clusters_needed": _(
        "A table in a database needs a column of clusters. Where rows themselves were drawn, name the column that tells them apart."
    ),
    "survey.factor_varies": _(
        "Rows of one cluster have replicate weights that do not change together."
    ),
    "survey.fay_out_of_range": _(
        "Fay's factor is from 0 to below 1 (found: %(found)s)."
    ),
    "survey.later_stages_lost": _(
        "Replicates of the first stage would lose what later stages add where the share drawn is counted. Ignore that share, or use Taylor."
    ),
    "survey.level_out_of_range": _(
        "The level of an interval lies between 0 and 1 (found: %(found)s)."
    ),
    "survey.lonely_cluster": _(
        "At stage %(stage)s, %(strata)s strata have only one cluster drawn, which does not show how clusters vary. Merge strata, or choose to adjust."
    ),
    "survey.margins_differ": _(
        "Margins of one population have different sums: %(least)s and %(most)s."
    ),
    "survey.measures_differ": _(
        "Every project needs the same measures, and the one that shows an answer among them."
    ),
    "survey.more_than_frame": _(
        "A stratum has %(drawn)s clusters drawn, but only %(frame)s in its population."
    ),
    "survey.no_category": _("The column %(column)s never holds %(category)s."),
    "survey.no_column": _("There is no column %(column)s."),
    "survey.no_margins": _("Raking needs at least one margin."),
    "survey.no_replicates": _("The design has no replicate weights yet."),
    "survey.no_rows": _("The table has no rows, or columns of different lengths."),
    "survey.nobody_answered": _(
        "Nobody answered in the cell %(cell)s. Merge it with another."
    ),
    "survey.not_a_share": _("%(statistic)s is no share: it lies outside 0 to 1."),
    "survey.not_numbers": _("The column %(column)s holds something that is no number."),
    "survey.not_the_cluster": _(
        "The column %(column)s does not name the clusters of the first stage one to one."
    ),
    "survey.not_two_clusters": _(
        "Balanced half-samples need two clusters in every stratum; %(strata)s strata differ."
    ),
    "survey.not_yes_or_no": _("The column %(column)s must be 0 or 1 in every row."),
    "survey.nothing_to_cross": _(
        "A cross table needs at least two rows and two columns."
    ),
    "survey.nothing_varies": _(
        "Nothing varies in this sample, so that independence cannot be tested."
    ),
    "survey.outside_scope": _(
        "%(column)s is not asked in the same sense in both surveys."
    ),
    "survey.population_differs": _(
        "Rows of one stratum of stage %(stage)s give different sizes of its population."
    ),
    "survey.raking_did_not_settle": _(
        "Raking did not settle in %(rounds)s rounds: the margins do not fit together."
    ),
    "survey.replicates_misfit": _(
        "Replicate weights need one row for each row of the survey, at least two columns, and a scale for each column."
    ),
    "survey.rows_changed": _(
        "The table in the database changed between two looks at it. Read it again once it stays as it is."
    ),
    "survey.rows_in_database": _(
        "The rows stay in the database: weights of single rows can be neither given nor taken."
    ),
    "survey.smallest_cell_below_one": _(
        "The smallest cell is of at least one row (found: %(found)s)."
    ),
    "survey.stages_differ": _(
        "Strata and populations are given for stages that the design does not have."
    ),
    "survey.stratum_changed": _(
        "%(unit)s lies in different strata in the two surveys."
    ),
    "survey.stratum_not_drawn": _(
        "Nothing was drawn in the stratum %(stratum)s of the frame. Name it as excluded, with the reason, or merge it."
    ),
    "survey.too_few_replicates": _(
        "At least two replicates are needed (found: %(replicates)s)."
    ),
    "survey.too_many_groups": _(
        "More than %(most)s groups would come out of the database. Use columns of fewer categories, or merge some."
    ),
    "survey.too_many_replicates": _(
        "%(replicates)s replicates of %(clusters)s clusters are too many to keep."
        " Draw fewer, or use Taylor."
    ),
    "survey.total_not_above_zero": _("A known total must be above 0."),
    "survey.unknown_stratum": _("The stratum %(stratum)s is not in the frame."),
    "survey.values_missing": _(
        "%(rows)s rows have no value in %(column)s. A total without them would be too small."
    ),
    "survey.weights_needed": _("A design of several stages needs weights."),
}
