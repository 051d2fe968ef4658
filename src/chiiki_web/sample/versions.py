"""A made-up draft of next year's rules, with a few differences that are worth trying."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from chiiki import periods
from chiiki_web.accounts.models import Membership
from chiiki_web.sample.calendar import Story, days
from chiiki_web.sample.projects import key
from chiiki_web.schemes import actions, queries
from chiiki_web.schemes.models import SchemeVersion
from chiiki_web.schemes.queries.content import Content
from chiiki_web.schemes.queries.shape import part_of

BASE = "kizuna"
MILLION = 1_000_000
ADDED = {
    "id": "based_on_model",
    "expression": "plan.based_on_model",
    "ja": "（見本）既存のモデル又は導入事例に基づく事業であること。",
    "en": "(Sample) The project builds on an existing model or a case elsewhere.",
    "remedy_ja": "参考にした事例を計画に記載してください。",
    "remedy_en": "Name in the plan the case that you follow.",
    "clause_ja": "見本の規定 第1",
    "clause_en": "Sample rules, 1",
    "source": "sample",
    "assumed": True,
}


def draft_story(office: Membership, at: datetime) -> Story:
    """An office prepares the coming year: other limits, one more requirement."""
    yield at
    based_on = SchemeVersion.objects.get(code=BASE, is_packaged=True)
    year = periods.fiscal_year(timezone.localdate(at)) + 1
    draft = actions.start_version(
        form_key=key("version", BASE),
        based_on=based_on,
        version=f"{year}-mihon",
        first_day=date(year, 4, 1),
        note="（見本）下限額の引上げ、上限額の引下げ、機器の割合の見直し、要件の追加を検討する案",
        is_sample=True,
        by=office,
        at=at,
    )
    for number, (code, change) in enumerate(CHANGES):
        write_part(draft.pk, code, change, office, at + timedelta(minutes=number + 1))
    actions.change_rule(
        draft.pk, "", ADDED, seen=queries.seen(None), by=office, at=at + days(0.01)
    )


def write_part(
    draft_id: int, code: str, change: Any, office: Membership, at: datetime
) -> None:
    """Let ``change`` work on the rows of one part of a draft."""
    part = part_of(code)
    assert part is not None
    content = queries.content_of(SchemeVersion.objects.get(pk=draft_id).text)
    rows = {one.path: queries.rows_of(content, one) for one in part.tables}
    seen = queries.seen_of(content, part)
    change(rows)
    actions.change_part(draft_id, part, rows, seen=seen, by=office, at=at)


Rows = dict[str, list[Content]]


def _name(rows: Rows) -> None:
    rows["name"][0] |= {
        "ja": "（見本）地域雇用創造ICT絆プロジェクト 次年度案",
        "en": "(Sample) ICT Kizuna Project, draft for the coming year",
    }


def _source(rows: Rows) -> None:
    rows["sources"].append(
        {"code": "sample", "text": "見本として作成した規定（実在しない）"}
    )
    rows["sources_en"].append(
        {"code": "sample", "text": "Made up for the sample (no real rule)"}
    )


def _raise_floor(rows: Rows) -> None:
    rows["amount.floor"][0] |= {
        "yen": 10 * MILLION,
        "ja": "（見本）申請額が1,000万円以上であること。",
        "en": "(Sample) The amount applied for is at least ¥10,000,000.",
        "source": "sample",
    }


def _lower_cap(rows: Rows) -> None:
    rows["amount.cap.limits"][-1]["yen"] = 20 * MILLION
    rows["amount.cap"][0] |= {
        "ja": "（見本）申請額が上限額（2,000万円。地方公共団体のみの連携は2億円。教育情報化事業は1校あたり5千万円）以内であること。",
        "en": "(Sample) The amount applied for is within the cap: ¥20 million; ¥200 million for a partnership of local governments alone; ¥50 million per school for a school project.",
        "source": "sample",
    }


def _tighten_ratio(rows: Rows) -> None:
    rows["amount.ratio_limits"][0] |= {
        "under": "1/3",
        "ja": "（見本）機器・設備の購入・リース・レンタル費の合計が、申請額の3分の1未満であること。",
        "en": "(Sample) Purchase, lease and rental of equipment together are under a third of the amount applied for.",
        "source": "sample",
    }


CHANGES = (
    ("basics", _name),
    ("sources", _source),
    ("floor", _raise_floor),
    ("cap", _lower_cap),
    ("ratios", _tighten_ratio),
)
