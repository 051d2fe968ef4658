"""The titles and codes that tables of a round may hold, in both languages."""

from __future__ import annotations

from chiiki.matching import Mode, Stage
from chiiki.words import Words

SIDES = {
    "infrastructure": Words("基盤", "infrastructure"),
    "use": Words("利活用", "use"),
    "people": Words("人材", "people"),
}
GROUPS = {
    "island": Words("離島", "island"),
    "depopulated": Words("過疎", "depopulated"),
}
MODES = {
    Mode.ON_SITE: Words("現地", "on site"),
    Mode.ONLINE: Words("オンライン", "online"),
}
STAGES = {
    Stage.DRAFT: Words("案", "draft"),
    Stage.PROPOSED: Words("提示", "proposed"),
    Stage.NOTIFIED: Words("通知済み", "notified"),
}
WISHES = {"pin": Words("固定", "pin"), "ban": Words("除外", "ban")}
ADVISER_TITLES = {
    "id": "番号",
    "fields": "分野",
    "sides": "側面",
    "prefecture": "都道府県",
    "capacity_days": "年間の日数",
    "committed_days": "予定済みの日数",
    "minimum": "最低件数",
    "employers": "所属",
    "vendors": "関係事業者",
    "languages": "言語",
    "months": "対応できる月",
    "fee_class": "謝金区分",
}
REQUEST_TITLES = {
    "id": "番号",
    "body": "団体",
    "project": "事業",
    "fields": "分野",
    "sides": "側面",
    "prefecture": "都道府県",
    "groups": "地域",
    "mode": "方法",
    "days": "日数",
    "hours": "時間",
    "months": "希望月",
    "nominations": "指名",
    "team": "人数",
    "needed_sides": "必須の側面",
    "language": "言語",
    "vendors": "関係事業者",
    "earlier": "今年度の派遣",
    "current": "現在の案",
    "stage": "段階",
}
WISH_TITLES = {"request": "依頼", "adviser": "アドバイザー", "wish": "希望"}
