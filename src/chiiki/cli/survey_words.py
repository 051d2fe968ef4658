"""What a survey says in a terminal, in both languages, by code."""

from __future__ import annotations

from chiiki.cli import index_words
from chiiki.cli.survey_faults import SURVEY_FAULTS
from chiiki.errors import EngineError
from chiiki.words import Words

FAULTS = {
    name: words for name, words in index_words.FAULTS.items() if name.startswith("cli.")
} | {
    "cli.code_in_database": Words(
        "%(file)sの%(column)s列には、0で始まる数字か16桁以上の整数があるため、--in-database ではコード（文字列）として扱い、数値としては推計できません。",
        "%(file)s: the column %(column)s holds digits with a leading 0 or a whole number of 16 digits or more. With --in-database it is a code and no number.",
    ),
    "cli.column_twice": Words(
        "%(file)s：「%(column)s」の列が2つあります。",
        "%(file)s: the column “%(column)s” stands there twice.",
    ),
    "cli.columns_alike": Words(
        "%(file)s：列名「%(one)s」と「%(other)s」は大文字と小文字だけが異なり、--in-database では区別できません。",
        "%(file)s: the columns “%(one)s” and “%(other)s” differ in capitals only, which --in-database does not tell apart.",
    ),
    "cli.columns_of_statistic": Words(
        "「%(kind)s」に渡す列の数が合いません。",
        "The number of columns does not fit “%(kind)s”.",
    ),
    "cli.key_missing": Words(
        "%(file)s：%(key)s がありません。", "%(file)s: %(key)s is missing."
    ),
    "cli.no_databases": Words(
        "この指定には追加の部品が必要です。pip install 'chiiki[databases]' を実行してください。",
        "This needs what pip install 'chiiki[databases]' brings.",
    ),
    "cli.not_a_table": Words(
        "%(file)sを表として読めません（%(message)s）。",
        "%(file)s cannot be read as a table (%(message)s).",
    ),
    "cli.not_toml": Words(
        "%(file)sをTOMLとして読めません（%(found)s）。",
        "%(file)s is no TOML (%(found)s).",
    ),
    "cli.nothing_asked": Words(
        "推計するものがありません。[[statistics]] を書くか、--mean、--proportion、--total を付けてください。",
        "Nothing is asked. Write [[statistics]], or add --mean, --proportion or --total.",
    ),
    "cli.row_width": Words(
        "%(file)sの%(row)s行目：列が%(found)sあります（見出しは%(needed)s）。",
        "%(file)s, line %(row)s: %(found)s columns; the headings are %(needed)s.",
    ),
    "cli.step_lacks": Words(
        "[[steps]] の「%(kind)s」に %(key)s がありません。",
        "In [[steps]], “%(kind)s” lacks %(key)s.",
    ),
    "cli.type_in_database": Words(
        "%(file)sの%(column)s列の型（%(type)s）は、--in-database では使えません。",
        "%(file)s: with --in-database the column %(column)s cannot be used, because its type is %(type)s.",
    ),
    "cli.unknown_key": Words(
        "%(file)sの「%(place)s」の「%(key)s」は定義にない項目です。",
        "%(file)s: “%(key)s” in “%(place)s” is not known.",
    ),
    "cli.unknown_kind": Words(
        "「%(found)s」は使えません（%(kinds)s）。",
        "“%(found)s” is no choice (%(kinds)s).",
    ),
    "cli.wrong_shape": Words(
        "%(file)sの書き方が違います（%(found)s）。",
        "%(file)s has the wrong shape (%(found)s).",
    ),
    **SURVEY_FAULTS,
}
ITEM = Words("項目", "item")
VALUE = Words("推計値", "estimate")
ERROR = Words("標準誤差", "s.e.")
INTERVAL = Words("%(level)s％信頼区間", "%(level)s %% interval")
ROWS = Words("n", "n")
POPULATION = Words("N", "N")
DEFF = Words("デザイン効果", "deff")
DEGREES = Words("自由度", "df")
SUPPRESSED = Words("秘匿", "hidden")
ESTIMATING = Words("推計中", "Estimating")
FRAME = Words(
    "%(year)s年の名簿 %(units)s団体（全体の%(coverage)s％）についての推計です。",
    "Estimates for the %(units)s units of the frame of %(year)s (%(coverage)s %% of all).",
)
EXCLUDED = Words(
    "名簿に含まれない：%(name)s（%(units)s団体）。理由：%(reason)s",
    "Not in the frame: %(name)s (%(units)s). Reason: %(reason)s",
)
STEP = Words(
    "重みの調整：%(step)s（%(columns)s）、%(smallest)s～%(largest)s倍",
    "Weights adjusted: %(step)s (%(columns)s), by %(smallest)s to %(largest)s",
)
WHY_SUPPRESSED = Words(
    "秘匿：回答が%(n)s件に満たない行です。", "Hidden: fewer than %(n)s rows answered."
)
STEPS = {
    "response_cells": Words("無回答の調整", "response cells"),
    "post_strata": Words("事後層化", "post-strata"),
    "raking": Words("レイキング", "raking"),
}
STATISTICS = {
    "mean of ": Words("%(of)sの平均", "mean of %(of)s"),
    "total of ": Words("%(of)sの合計", "total of %(of)s"),
    "shares of ": Words("%(of)sの割合", "shares of %(of)s"),
}
NAMED = {
    "plain mean": Words("単純平均", "plain mean"),
    "no_answer": Words("無回答", "no answer"),
    "rows": Words("件数", "rows"),
    "ticked, of those who answered": Words(
        "選んだ割合（回答した者に対する）", "ticked, of those who answered"
    ),
    "ticked, of those who were asked": Words(
        "選んだ割合（尋ねた者に対する）", "ticked, of those who were asked"
    ),
}


def told(fault: EngineError, lang: str) -> str:
    words = FAULTS.get(fault.code)
    return str(fault) if words is None else words.text(lang) % fault.values


def statistic(name: str, lang: str) -> str:
    for start, words in STATISTICS.items():
        if name.startswith(start):
            return words.text(lang) % {"of": item(name.removeprefix(start), lang)}
    return item(name, lang)


def item(name: str, lang: str) -> str:
    return NAMED[name].text(lang) if name in NAMED else name


def step(kind: str, lang: str) -> str:
    return STEPS[kind].text(lang) if kind in STEPS else kind
