"""Invented forms, lists and histories."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.paginator import Page, Paginator

from chiiki_web.ui import formats
from chiiki_web.ui.fields import DateField, LongTextField, YenField
from chiiki_web.ui.gallery.said import say

JAPAN = ZoneInfo("Asia/Tokyo")


class SampleForm(forms.Form):
    """Every kind of control; shown with some of it filled in wrongly."""

    def __init__(self, data: dict[str, Any] | None = None) -> None:
        super().__init__(data)
        fields = [("health", say("医療・介護", "Health and care"))]
        fields += [("disaster", say("防災", "Disaster prevention"))]
        fields += [("education", say("教育", "Education"))]
        kinds = [("new", say("新規に整備する", "Build something new"))]
        kinds += [
            (
                "go_on",
                say("今の取組を続け、対象を広げる", "Go on and reach more people"),
            )
        ]
        self.fields |= {
            "name": forms.CharField(
                label=say("事業の名称", "Name of the project"),
                max_length=60,
                help_text=say(
                    "60文字以内で入力してください。", "At most 60 characters."
                ),
            ),
            "place": forms.ChoiceField(
                label=say("実施する地域", "Region"),
                choices=[
                    ("", say("選んでください", "Choose one")),
                    ("s", say("見本市", "Sample City")),
                ],
            ),
            "fields": forms.MultipleChoiceField(
                label=say("利活用の分野", "Fields of use"),
                choices=fields,
                widget=forms.CheckboxSelectMultiple,
                help_text=say("いくつでも選べます。", "Choose as many as fit."),
            ),
            "kind": forms.ChoiceField(
                label=say("取組の種類", "Kind of work"),
                choices=kinds,
                widget=forms.RadioSelect,
            ),
            "cost": YenField(
                label=say("総事業費", "Total cost"),
                help_text=say(
                    "「120万円」のようにも書けます。", "“120万円” is understood too."
                ),
            ),
            "start": DateField(
                label=say("開始日", "First day"),
                help_text=say(
                    "例：令和9年4月1日、R9.4.1、2027-04-01", "For example 2027-04-01."
                ),
                required=False,
            ),
            "problem": LongTextField(
                label=say("解決したい課題", "Problem to solve"),
                rows=4,
                required=False,
            ),
            "plan": forms.FileField(label=say("実施計画書", "Plan"), required=False),
            "agree": forms.BooleanField(
                label=say("記入した内容に誤りはありません", "What I wrote is correct")
            ),
        }


def form() -> SampleForm:
    return SampleForm(
        {
            "name": say("見守りを続ける見本の事業", "Sample project that keeps watch"),
            "fields": ["health"],
            "cost": say("百二十万", "a million"),
            "start": date(2027, 4, 1),
        }
    )


def steps() -> list[dict[str, str]]:
    return [
        {"label": say("課題と目標", "Problem and goal"), "state": "done"},
        {"label": say("体制", "People"), "state": "done"},
        {
            "label": say("経費", "Costs"),
            "state": "current",
            "note": say("入力中", "in progress"),
        },
        {"label": say("続け方", "After the money"), "state": "todo"},
        {"label": say("確認・提出", "Check and submit"), "state": "todo"},
    ]


def history() -> list[dict[str, Any]]:
    officer = say("見本 花子（見本市）", "Sample Hanako (Sample City)")
    return [
        {
            "what": say("申請書を提出しました", "The application was submitted"),
            "at": datetime(2026, 6, 3, 16, 20, tzinfo=JAPAN),
            "who": officer,
        },
        {
            "what": say("交付決定を通知しました", "The award decision was sent"),
            "at": datetime(2026, 8, 19, 10, 0, tzinfo=JAPAN),
            "who": say("見本事務局", "Sample office"),
            "note": formats.yen(48_200_000),
        },
        {
            "what": say("実績報告の提出期限", "The performance report is due"),
            "at": datetime(2027, 4, 10, 17, 0, tzinfo=JAPAN),
            "future": True,
        },
    ]


def facts() -> list[tuple[str, str]]:
    return [
        (say("団体コード", "Municipality code"), "999997"),
        (say("交付決定額", "Award"), formats.yen(48_200_000)),
        (say("決定日", "Decided on"), formats.day(date(2026, 8, 19))),
        (say("年度", "Fiscal year"), formats.fiscal_year(2026)),
    ]


def rows() -> list[dict[str, Any]]:
    """A list with every tone of a state."""
    states = [
        ("ok", say("額の確定済み", "settled")),
        ("warn", say("実績報告待ち", "report due")),
        ("danger", say("利用が大きく不足", "far below target")),
        ("info", say("審査中", "under review")),
        ("neutral", say("下書き", "draft")),
    ]
    return [
        {
            "number": f"R8-{index:04d}",
            "name_ja": f"見守りと買物を支える見本の事業その{index}",
            "name_en": f"Sample project {index}",
            "amount": 12_345_678 * index,
            "on": date(2026, 4 + index, 1),
            "tone": tone,
            "state": state,
        }
        for index, (tone, state) in enumerate(states, start=1)
    ]


def page_of_list() -> Page[int]:
    return Paginator(range(500), 50).page(4)
