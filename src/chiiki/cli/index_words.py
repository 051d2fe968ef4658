"""What an index says in a terminal, in both languages, by code."""

from __future__ import annotations

from chiiki.errors import EngineError
from chiiki.words import Words

FAULTS = {
    "cli.cannot_read": Words("%(file)sを読めません。", "%(file)s cannot be read."),
    "cli.cannot_write": Words(
        "%(file)sに書き込めません。", "%(file)s cannot be written."
    ),
    "cli.column_missing": Words(
        "%(file)s：「%(column)s」の列がありません。",
        "%(file)s: the column “%(column)s” is missing.",
    ),
    "cli.no_rows": Words(
        "%(file)s：見出しの下に行がありません。",
        "%(file)s: there is no row below the headings.",
    ),
    "cli.one_table": Words(
        "数値の表は1つにしてください（%(found)s個あります）。複数のファイルを読むには、定義ファイルに [[series]] を書いてください。",
        "Give one table of figures (there are %(found)s). Several files are read where the specification has [[series]].",
    ),
    "cli.unknown_picture": Words(
        "図は .svg または .png にしてください（%(file)s）。",
        "A picture ends in .svg or .png (%(file)s).",
    ),
    "indices.all_alike": Words(
        "指標「%(of)s」はすべての団体で同じ値のため、差がつきません。",
        "All units have the same figure of “%(of)s”: it tells nobody apart.",
    ),
    "indices.circle": Words(
        "「%(of)s」は上へたどっても総合指数に着きません。",
        "From “%(of)s” no way leads up to the index.",
    ),
    "indices.code_twice": Words(
        "コード「%(of)s」が2回あります。", "The code “%(of)s” stands there twice."
    ),
    "indices.direction": Words(
        "指標「%(of)s」の direction は 1 または -1 にしてください。",
        "The direction of “%(of)s” is 1 or -1.",
    ),
    "indices.divided_by_zero": Words(
        "%(unit)sの「%(of)s」は、割る数が0です。",
        "“%(of)s” of %(unit)s would be divided by 0.",
    ),
    "indices.empty_node": Words(
        "「%(of)s」の下に指標がありません。", "Nothing stands below “%(of)s”."
    ),
    "indices.key_missing": Words(
        "定義ファイルの「%(place)s」に %(key)s がありません。",
        "The file lacks %(key)s in “%(place)s”.",
    ),
    "indices.means": Words(
        "平均の方法は1つ、または階層の数（%(levels)s）だけ書いてください（%(found)s個あります）。",
        "Write one mean, or one for each of %(levels)s levels (there are %(found)s).",
    ),
    "indices.missing": Words(
        "%(unit)sの「%(of)s」に値がありません。",
        "%(unit)s has no figure of “%(of)s”.",
    ),
    "indices.no_column": Words(
        "「%(column)s」の列がありません。", "The column “%(column)s” is missing."
    ),
    "indices.no_group": Words(
        "missing_by（どの区分の平均で補うか）がありません。",
        "missing_by is missing: by which groups gaps are filled.",
    ),
    "indices.no_indicator": Words(
        "「%(of)s」の値がありません。", "There are no figures of “%(of)s”."
    ),
    "indices.no_parent": Words(
        "「%(of)s」の上位「%(parent)s」がありません。",
        "“%(parent)s”, above “%(of)s”, is missing.",
    ),
    "indices.no_score": Words(
        "%(unit)sには値が一つもなく、順位を付けられません。",
        "%(unit)s has no figure at all and cannot be ranked.",
    ),
    "indices.no_specification": Words(
        "「%(of)s」という指数はありません。", "There is no index “%(of)s”."
    ),
    "indices.no_units": Words(
        "比較する団体（[[unit]]）がありません。",
        "There is no [[unit]]: nobody is compared.",
    ),
    "indices.no_years": Words(
        "どの年の値を使うか（[years]）がありません。",
        "[years] is missing: the figures of which year count.",
    ),
    "indices.not_a_number": Words(
        "%(unit)sの「%(column)s」にある「%(found)s」は数ではありません。",
        "“%(found)s” in “%(column)s” of %(unit)s is no number.",
    ),
    "indices.not_a_part": Words(
        "「%(key)s」の書き方が違います。",
        "“%(key)s” is not written as it should be.",
    ),
    "indices.not_finite": Words(
        "%(unit)sの「%(indicator)s」は有限の数ではありません。",
        "“%(indicator)s” of %(unit)s is not a finite number.",
    ),
    "indices.not_positive": Words(
        "「%(of)s」に0以下の値があり、この方法では計算できません。",
        "“%(of)s” has figures that are not above 0, which this method needs.",
    ),
    "indices.figure_large": Words(
        "%(unit)sの「%(indicator)s」の値が大きすぎます（%(found)s。上限は%(most)s）。千円単位など、大きい単位で書いてください。",
        "“%(indicator)s” of %(unit)s is too large a figure (%(found)s; at most %(most)s). Use a larger unit, such as thousands.",
    ),
    "indices.not_readable": Words(
        "TOML形式として読み取れません。数値の桁数が多すぎるか、入れ子が深すぎます。",
        "The text cannot be read as TOML: a number is too long, or lists lie too deep within each other.",
    ),
    "indices.not_toml": Words(
        "%(line)s行目の%(column)s文字目付近がTOML形式になっていません。この行は「%(found)s」です。",
        "The text breaks off at line %(line)s, character %(column)s: it does not follow TOML there. The line reads “%(found)s”.",
    ),
    "indices.not_whole": Words(
        "「%(place)s」の %(key)s にある「%(found)s」は、使える数ではありません。",
        "“%(found)s” in %(key)s of “%(place)s” is no number that can be used.",
    ),
    "indices.nothing_known": Words(
        "指標「%(of)s」に値が一つもありません。", "Nothing is known of “%(of)s”."
    ),
    "indices.nothing_like_it": Words(
        "%(unit)sの「%(of)s」を補える値が同じ区分にありません。",
        "No unit like %(unit)s has a figure of “%(of)s” to fill the gap.",
    ),
    "indices.nothing_varies": Words(
        "変えてみるものがありません（--weights、--scale、--mean）。",
        "There is nothing to vary (--weights, --scale, --mean).",
    ),
    "indices.one_top": Words(
        "最上位は1つにしてください（%(found)s個あります）。",
        "There must be one node on top (there are %(found)s).",
    ),
    "indices.series_broken": Words(
        "%(file)sの%(line)s行目：CSVとして読めません（%(found)s）。",
        "%(file)s, line %(line)s: this is no CSV (%(found)s).",
    ),
    "indices.series_column": Words(
        "%(file)sに「%(column)s」の列がありません。",
        "%(file)s lacks the column “%(column)s”.",
    ),
    "indices.series_dimension": Words(
        "%(file)sに「%(column)s」の区分がありません（指標「%(of)s」の where）。",
        "%(file)s has no dimension “%(column)s” (where of “%(of)s”).",
    ),
    "indices.series_layout": Words(
        "%(file)sは、世界銀行、ITU、SDMXのどの形式のファイルでもありません（見出し：%(found)s）。",
        "%(file)s is in no layout of the World Bank, the ITU or SDMX (heads: %(found)s).",
    ),
    "indices.series_none": Words(
        "指標「%(of)s」の系列「%(series)s」が、どのファイルにもありません。",
        "No file holds the series “%(series)s” of “%(of)s”.",
    ),
    "indices.series_number": Words(
        "%(file)sの%(line)s行目、「%(column)s」の「%(found)s」は数ではありません。",
        "%(file)s, line %(line)s: “%(found)s” in “%(column)s” is no number.",
    ),
    "indices.series_of_nothing": Words(
        "[[series]] の「%(of)s」は、この指数の指標ではありません。",
        "“%(of)s” of [[series]] is no indicator of this index.",
    ),
    "indices.series_period": Words(
        "%(file)sの%(line)s行目：「%(found)s」は年ではありません。年次の系列を使ってください。",
        "%(file)s, line %(line)s: “%(found)s” is no year. Use an annual series.",
    ),
    "indices.series_row": Words(
        "%(file)sの%(line)s行目：列の数が違います（%(found)s、見出しは%(wanted)s）。",
        "%(file)s, line %(line)s has %(found)s cells, the heads %(wanted)s.",
    ),
    "indices.series_times": Words(
        "%(file)sの%(line)s行目：「%(of)s」のこの値は10の%(found)s乗を単位とし、ほかの値は10の%(other)s乗を単位としています（UNIT_MULT）。同じ単位にそろえてください。",
        "%(file)s, line %(line)s: this figure of “%(of)s” is counted in 10 to the power of %(found)s, others in 10 to the power of %(other)s (UNIT_MULT). Give all in the same.",
    ),
    "indices.series_twice": Words(
        "%(file)sの%(line)s行目：%(unit)sの%(year)s年の「%(of)s」に値が2つあります（異なる区分：%(differ)s）。where で1つに絞ってください。",
        "%(file)s, line %(line)s: %(unit)s has two figures of “%(of)s” in %(year)s (they differ in %(differ)s). Choose one by where.",
    ),
    "indices.unknown_choice": Words(
        "「%(place)s」の「%(found)s」は使えません（%(choices)s）。",
        "“%(found)s” is no choice in “%(place)s” (%(choices)s).",
    ),
    "indices.unknown_key": Words(
        "「%(place)s」の「%(key)s」は定義にない項目です。",
        "“%(key)s” in “%(place)s” is not known.",
    ),
    "indices.too_deep": Words(
        "「%(of)s」から総合指数までの階層が%(most)sを超えています。",
        "From “%(of)s” more than %(most)s levels lead up.",
    ),
    "indices.weight": Words(
        "「%(of)s」の重みは、0より大きく10億以下にしてください。",
        "The weight of “%(of)s” must be above 0 and at most 1,000,000,000.",
    ),
    "indices.weights_within": Words(
        "重みの幅は0以上1未満にしてください。",
        "Weights may vary by 0 or more, and less than 1.",
    ),
    "indices.years_both": Words(
        "[years] には latest_within か exactly のどちらか一方を書いてください。",
        "[years] has either latest_within or exactly.",
    ),
    "indices.years_within": Words(
        "latest_within は0以上にしてください（%(found)s）。",
        "latest_within is 0 or more (%(found)s).",
    ),
}
RANK = Words("順位", "rank")
UNIT = Words("対象", "unit")
SCORE = Words("得点", "score")
INTERVAL = Words("順位の幅（90%）", "rank, 90 %")
TIER = Words("区分", "tier")
INPUT = Words("変えたもの", "varied")
FIRST = Words("単独の寄与", "by itself")
TOTAL = Words("交互作用を含む寄与", "with interactions")
SPREAD = Words("誤差（95%）", "±, 95 %")
DRAWN = Words("組み直し", "Building again")
INPUTS = {
    "missing": Words("欠けた値の扱い", "missing figures"),
    "normalisation": Words("標準化の方法", "normalisation"),
    "means": Words("平均の方法", "means"),
}
WEIGHTS = Words("重み（下から%(level)s段目）", "weights, level %(level)s")


def told(fault: EngineError, lang: str) -> str:
    words = FAULTS.get(fault.code)
    return str(fault) if words is None else words.text(lang) % fault.values


def input_name(name: str, lang: str) -> str:
    if name in INPUTS:
        return INPUTS[name].text(lang)
    return WEIGHTS.text(lang) % {"level": name.removeprefix("weights ")}
