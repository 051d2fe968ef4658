"""A table of costs that an officer sent from a spreadsheet, with mistakes still in it."""

from __future__ import annotations

from datetime import datetime

from django.core.files.uploadedfile import SimpleUploadedFile

from chiiki_web.accounts.models import Membership
from chiiki_web.plans import queries as plans
from chiiki_web.plans.models import Plan
from chiiki_web.sample.calendar import Story
from chiiki_web.sample.projects import key
from chiiki_web.sheets.writing import csv_text
from chiiki_web.workbooks import actions, forms
from chiiki_web.workbooks.models import Upload

NAME = "経費一覧_見積反映.csv"
ROWS = (
    ("経費区分", "内容", "金額（円）", "備考"),
    ("①人材育成・確保", "担い手の研修（6回）", "1,800千円", "見積A社"),
    ("②システム設計・構築", "受付と通知の仕組み", "約450万円", "見積待ち"),
    (
        "③機器・設備（リース・レンタル）",
        "端末の借上げ（12か月）",
        "２，４００，０００",
        "",
    ),
    ("通信費", "回線の使用料", "360000", "区分を確認"),
    ("合計", "", "9060000", ""),
    ("※ 金額は税込み", "", "", ""),
)


def table_story(by: Membership, at: datetime) -> Story:
    """An officer sends quotes for the newest plan of their own; the plan stays as it is."""
    yield at
    own = Plan.objects.filter(organisation=by.organisation_id)
    plan = plans.with_parts(own).latest("created_at", "pk")
    file = SimpleUploadedFile(NAME, csv_text(ROWS).encode(), "text/csv")
    found = forms.examine(file, NAME, plan, kind=Upload.Kind.COSTS)
    actions.keep_dry_run(
        plan.pk,
        kind=Upload.Kind.COSTS,
        upload=file,
        found=found,
        form_key=key("table", by.organisation.name_ja),
        by=by,
        at=at,
    )
