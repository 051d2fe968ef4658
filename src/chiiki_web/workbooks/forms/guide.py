"""How to fill a workbook in: Japanese first, English below."""

from __future__ import annotations

from typing import Any

from chiiki_web.sheets.styles import PROTECTED, Styles

ANSWER_HERE = "色のついた「記入欄」に記入してください。空欄のままでもかまいません。"
ANSWER_QUESTIONS = (
    "色のついた「記入欄」に記入してください。途中で送ることもできますが、「必須」の質問は"
    "申請までに必ず回答してください。"
)
COSTS_NOTE = "1行に1件ずつ記入してください。合計は自動で計算されます。"
JAPANESE = (
    "この様式は、インターネットにつながらない場所でも記入できます。",
    "記入するのは、シート「計画」「経費」と、ある場合は「質問」の、色のついたセルです。ほかのセルは保護されています。",
    "金額は円単位の整数です。「120万円」「1,200千円」のような書き方や、全角の数字も読み取ります。",
    "選択肢のあるセルでは、一覧から選んでください。",
    "まだ決まっていない項目は、空欄のままにしてください。必須は計画の名称、市区町村、分野だけです。",
    "行を並べ替えたり、列を足したりしても読み取れます。足した列の内容は取り込みません。",
    "記入が済んだら .xlsx 形式で保存し、ダウンロードしたページから送ってください。パスワードはかけないでください。",
    "送ると、まず内容を点検します。誤りはセルごとに示します。「この内容で取り込む」を押すまで、計画は変わりません。",
    "あなたが変えた項目だけを取り込みます。その間にほかの人が同じ項目を変えたときは、両方を並べて示します。",
)
ENGLISH = (
    "This workbook can be filled in without a connection.",
    "Write into the tinted cells of the sheets 計画 (plan), 経費 (costs) and, if it is there, 質問 (questions). All other cells are protected.",
    "Amounts are whole yen. 120万円, 1,200千円 and full-width digits are read too.",
    "Where there are choices, choose from the list.",
    "Leave open what is not decided. Only title, municipality and field are needed.",
    "Rows may be sorted and columns added; what stands in added columns is not taken over.",
    "Save as .xlsx without a password, and send it from the page where you downloaded it.",
    "Your file is checked first, and mistakes are shown cell by cell. Nothing changes until you confirm.",
    "Only what you changed is taken over. If somebody changed the same part meanwhile, both are shown.",
)


def write_guide(sheet: Any, styles: Styles, about: list[tuple[str, str]]) -> None:
    """The first sheet: whose workbook this is, and what to do with it."""
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 90)
    sheet.write_string(0, 0, "計画の記入様式", styles.title)
    row = 2
    for label, text in about:
        sheet.write_string(row, 0, label, styles.label)
        sheet.write_string(row, 1, text, styles.label)
        row += 1
    for title, lines in (("記入要領", JAPANESE), ("How to fill it in", ENGLISH)):
        row += 1
        sheet.write_string(row, 0, title, styles.section)
        sheet.write_string(row, 1, "", styles.section)
        for number, text in enumerate(lines, start=1):
            row += 1
            sheet.write_string(row, 0, str(number), styles.note)
            sheet.write_string(row, 1, text, styles.text)
        row += 1
    sheet.hide_gridlines(2)
    sheet.protect("", PROTECTED)
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)


def whole_number() -> dict[str, Any]:
    """A gentle check: 120万円 may be written against the advice."""
    return {
        "validate": "integer",
        "criteria": ">=",
        "value": 0,
        "error_type": "information",
        "error_title": "数字を確かめてください",
        "error_message": "整数でない書き方です。「120万円」のような書き方は読み取れます。",
    }
