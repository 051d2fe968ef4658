"""A small questionnaire for tests: two fields, three systems, a question of each type."""

from __future__ import annotations

from chiiki.questionnaire import Questionnaire, read_questionnaire

TEXT = """
code = "small"
version = "1"
title_ja = "小さな調査票"
title_en = "A small questionnaire"
source = "見本"
required = ["status"]

[[fields]]
code = "safety"
ja = "防災"
en = "Safety"
[[fields.systems]]
code = "mail"
ja = "メール"
en = "Mail"
[[fields.systems]]
code = "camera"
ja = "カメラ"
en = "Camera"
[[fields]]
code = "school"
ja = "教育"
en = "School"
[[fields.systems]]
code = "lessons"
ja = "授業"
en = "Lessons"

[[difficulties]]
code = "cost"
ja = "費用"
en = "Cost"
[[difficulties]]
code = "people"
ja = "要員"
en = "People"

[[questions]]
code = "office"
type = "single"
ja = "担当の組織"
en = "Office"
[[questions.choices]]
code = "yes"
ja = "ある"
en = "Yes"
[[questions.choices]]
code = "no"
ja = "ない"
en = "No"
[[questions]]
code = "staff"
type = "number"
ja = "職員数"
en = "Staff"
unit_ja = "人"
unit_en = "people"
low = 0
high = 500
[questions.when]
key = "q.office"
is = ["yes"]
[[questions]]
code = "money"
type = "multiple"
ja = "財源"
en = "Money"
[[questions.choices]]
code = "own"
ja = "一般財源"
en = "Own"
[[questions.choices]]
code = "grant"
ja = "補助金"
en = "Grant"
[questions.when]
key = "any_field"
is = ["yes"]
[[questions]]
code = "remarks"
type = "text"
optional = true
longest = 20
ja = "その他"
en = "Remarks"
"""


def small(change: str = "", to: str = "") -> Questionnaire:
    """The questionnaire, with one text in it put differently."""
    assert change in TEXT
    return read_questionnaire(TEXT.replace(change, to, 1) if change else TEXT)


WHOLE: dict[str, object] = {
    "status.mail": "run",
    "effect.mail": "partly",
    "status.camera": "plan",
    "difficulty.safety": ["cost"],
    "status.lessons": "none",
    "expectation.school": "cannot_say",
    "difficulty.school": ["none"],
    "q.office": "yes",
    "q.staff": 3,
    "q.money": ["own", "grant"],
}
