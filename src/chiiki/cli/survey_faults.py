"""What a terminal says of a survey that cannot be estimated, in the words of the site."""

from __future__ import annotations

from chiiki.words import Words

SURVEY_FAULTS = {
    "survey.bad_weight": Words(
        "%(column)s列のウェイトに、空欄または0以下の値があります。",
        "A weight in the column %(column)s is missing or not above 0.",
    ),
    "survey.beyond_frame": Words(
        "合計値（%(found)s）が母集団名簿の数（%(frame)s）を超えています。名簿から除いた分をウェイトで補うことはできません。",
        "The totals add up to %(found)s, but the frame has %(frame)s. What the frame leaves out cannot be weighted in.",
    ),
    "survey.category_missing": Words(
        "層・集落・区分の列に空欄の行があります。",
        "A row has no value in a column of strata, clusters or categories.",
    ),
    "survey.category_vanishes": Words(
        "反復ウェイトの組の中に、区分「%(category)s」の行が1つも残らないものがあります。他の区分と統合してください。",
        "In a set of replicate weights no row of the category %(category)s is left. Merge it with another.",
    ),
    "survey.category_without_rows": Words(
        "合計値のある区分「%(category)s」に当たる行がありません。",
        "No row is of the category %(category)s, for which a total is given.",
    ),
    "survey.category_without_total": Words(
        "区分「%(category)s」の合計値がありません。",
        "There is no total for the category %(category)s.",
    ),
    "survey.cluster_in_two_strata": Words(
        "第%(stage)s段の集落に、2つの層にまたがるものがあります。",
        "A cluster of stage %(stage)s lies in two strata.",
    ),
    "survey.clusters_needed": Words(
        "データベースの表では、集落の列を指定する必要があります。行そのものを抽出した場合は、行を区別する列（団体コードなど）を集落としてください。",
        "A table in a database needs a column of clusters. Where rows themselves were drawn, name the column that tells them apart.",
    ),
    "survey.factor_varies": Words(
        "同じ集落の中で、反復ウェイトの倍率が行によって異なります。",
        "Rows of one cluster have replicate weights that do not change together.",
    ),
    "survey.fay_out_of_range": Words(
        "Fayの係数は0以上1未満です（指定された値：%(found)s）。",
        "Fay's factor is from 0 to below 1 (found: %(found)s).",
    ),
    "survey.later_stages_lost": Words(
        "有限母集団修正を行う多段抽出では、第1段だけの反復ウェイトから第2段以降の分散が抜け落ちます。有限母集団修正を行わないか、テイラー法を使用してください。",
        "Replicates of the first stage would lose what later stages add where the share drawn is counted. Ignore that share, or use Taylor.",
    ),
    "survey.level_out_of_range": Words(
        "信頼係数は0と1の間の値です（指定された値：%(found)s）。",
        "The level of an interval lies between 0 and 1 (found: %(found)s).",
    ),
    "survey.lonely_cluster": Words(
        "第%(stage)s段で、集落が1つしか抽出されていない層が%(strata)sあり、分散を推定できません。層を統合するか、調整する方法を選んでください。",
        "At stage %(stage)s, %(strata)s strata have only one cluster drawn, which does not show how clusters vary. Merge strata, or choose to adjust.",
    ),
    "survey.margins_differ": Words(
        "同じ母集団の周辺合計が一致しません（%(least)sと%(most)s）。",
        "Margins of one population have different sums: %(least)s and %(most)s.",
    ),
    "survey.measures_differ": Words(
        "どの事業にも同じ項目が必要です。回答の有無を示す項目もその中から選びます。",
        "Every project needs the same measures, and the one that shows an answer among them.",
    ),
    "survey.more_than_frame": Words(
        "抽出された集落（%(drawn)s）が、層の母集団の数（%(frame)s）を超えています。",
        "A stratum has %(drawn)s clusters drawn, but only %(frame)s in its population.",
    ),
    "survey.no_category": Words(
        "%(column)s列に「%(category)s」という値はありません。",
        "The column %(column)s never holds %(category)s.",
    ),
    "survey.no_column": Words(
        "%(column)sという列がありません。",
        "There is no column %(column)s.",
    ),
    "survey.no_margins": Words(
        "レイキングには、少なくとも1つの周辺合計が必要です。",
        "Raking needs at least one margin.",
    ),
    "survey.no_replicates": Words(
        "この設計には、反復ウェイトがまだありません。",
        "The design has no replicate weights yet.",
    ),
    "survey.no_rows": Words(
        "表に行がないか、列の長さが揃っていません。",
        "The table has no rows, or columns of different lengths.",
    ),
    "survey.nobody_answered": Words(
        "区分「%(cell)s」には回答が1件もありません。他の区分と統合してください。",
        "Nobody answered in the cell %(cell)s. Merge it with another.",
    ),
    "survey.not_a_share": Words(
        "%(statistic)sは0から1の範囲になく、割合ではありません。",
        "%(statistic)s is no share: it lies outside 0 to 1.",
    ),
    "survey.not_numbers": Words(
        "%(column)s列に数値でない値があります。",
        "The column %(column)s holds something that is no number.",
    ),
    "survey.not_the_cluster": Words(
        "%(column)s列が、第1段の集落と1対1に対応していません。",
        "The column %(column)s does not name the clusters of the first stage one to one.",
    ),
    "survey.not_two_clusters": Words(
        "均衡半標本法では、どの層にも集落がちょうど2つ必要です（該当しない層：%(strata)s）。",
        "Balanced half-samples need two clusters in every stratum; %(strata)s strata differ.",
    ),
    "survey.not_yes_or_no": Words(
        "%(column)s列は、すべての行が0か1でなければなりません。",
        "The column %(column)s must be 0 or 1 in every row.",
    ),
    "survey.nothing_to_cross": Words(
        "クロス表には、行と列がそれぞれ2つ以上必要です。",
        "A cross table needs at least two rows and two columns.",
    ),
    "survey.nothing_varies": Words(
        "この標本には変動がないため、独立性を検定できません。",
        "Nothing varies in this sample, so that independence cannot be tested.",
    ),
    "survey.outside_scope": Words(
        "%(column)sは、両方の調査に共通する調査項目ではありません。",
        "%(column)s is not asked in the same sense in both surveys.",
    ),
    "survey.population_differs": Words(
        "第%(stage)s段の同じ層の中で、母集団の数が行によって異なります。",
        "Rows of one stratum of stage %(stage)s give different sizes of its population.",
    ),
    "survey.raking_did_not_settle": Words(
        "レイキングが%(rounds)s回の反復で収束しません。周辺合計どうしが整合していません。",
        "Raking did not settle in %(rounds)s rounds: the margins do not fit together.",
    ),
    "survey.replicates_misfit": Words(
        "反復ウェイトは、調査の行ごとに1行、2列以上とし、尺度の数は列の数に合わせてください。",
        "Replicate weights need one row for each row of the survey, at least two columns, and a scale for each column.",
    ),
    "survey.rows_changed": Words(
        "データベースの表が、集計の途中で変わりました。表が変わらない状態で、読み込みからやり直してください。",
        "The table in the database changed between two looks at it. Read it again once it stays as it is.",
    ),
    "survey.rows_in_database": Words(
        "行はデータベースに置いたまま集計するため、行ごとのウェイトは扱えません。",
        "The rows stay in the database: weights of single rows can be neither given nor taken.",
    ),
    "survey.smallest_cell_below_one": Words(
        "最小のセルは1以上にしてください（%(found)s）。",
        "The smallest cell is of at least one row (found: %(found)s).",
    ),
    "survey.stages_differ": Words(
        "設計にない段について、層または母集団の数が指定されています。",
        "Strata and populations are given for stages that the design does not have.",
    ),
    "survey.stratum_changed": Words(
        "%(unit)sの層が、2つの調査で異なります。",
        "%(unit)s lies in different strata in the two surveys.",
    ),
    "survey.stratum_not_drawn": Words(
        "母集団名簿の層「%(stratum)s」から1つも抽出されていません。理由を付けて除外とするか、他の層と統合してください。",
        "Nothing was drawn in the stratum %(stratum)s of the frame. Name it as excluded, with the reason, or merge it.",
    ),
    "survey.too_few_replicates": Words(
        "反復は2組以上必要です（現在：%(replicates)s組）。",
        "At least two replicates are needed (found: %(replicates)s).",
    ),
    "survey.too_many_groups": Words(
        "データベースから受け取る集計単位が%(most)sを超えます。区分の少ない列を使うか、集落や区分を統合してください。",
        "More than %(most)s groups would come out of the database. Use columns of fewer categories, or merge some.",
    ),
    "survey.too_many_replicates": Words(
        "集落%(clusters)sに対して反復%(replicates)s組は多すぎて保持できません。組を減らすか、テイラー法を使用してください。",
        "%(replicates)s replicates of %(clusters)s clusters are too many to keep. Draw fewer, or use Taylor.",
    ),
    "survey.total_not_above_zero": Words(
        "既知の合計値は0より大きくなければなりません。",
        "A known total must be above 0.",
    ),
    "survey.unknown_stratum": Words(
        "層「%(stratum)s」は母集団名簿にありません。",
        "The stratum %(stratum)s is not in the frame.",
    ),
    "survey.values_missing": Words(
        "%(column)s列に空欄が%(rows)s行あります。このまま合計すると過小になります。",
        "%(rows)s rows have no value in %(column)s. A total without them would be too small.",
    ),
    "survey.weights_needed": Words(
        "多段抽出の設計には、ウェイトの列が必要です。",
        "A design of several stages needs weights.",
    ),
}
