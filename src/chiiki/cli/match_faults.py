"""What is wrong with a proposal, in both languages, by code."""

from __future__ import annotations

from collections.abc import Mapping

from chiiki.words import Words

FAULTS: Mapping[str, Words] = {
    "matching.fault_adviser": Words(
        "名簿にいない方（%(adviser)s）があります。",
        "Somebody unknown (%(adviser)s) is sent.",
    ),
    "matching.fault_banned": Words(
        "除外した組合せがあります（%(request)s、%(adviser)s）。",
        "An excluded pair is sent (%(request)s, %(adviser)s).",
    ),
    "matching.fault_barred": Words(
        "対応できない方があります（%(request)s、%(adviser)s）。",
        "Somebody who cannot go is sent (%(request)s, %(adviser)s).",
    ),
    "matching.fault_bound": Words(
        "上界（%(found)s）を確認できません。", "The bound %(found)s is not proven."
    ),
    "matching.fault_budget": Words(
        "予算を%(over)s円超えています。", "The budget is exceeded by ¥%(over)s."
    ),
    "matching.fault_capacity": Words(
        "%(adviser)sの日数を超えています。", "%(adviser)s has not so many days."
    ),
    "matching.fault_cost": Words(
        "費用（%(found)s円）が合いません。", "The cost of ¥%(found)s is wrong."
    ),
    "matching.fault_digest": Words(
        "照合値（%(found)s）が合いません。", "The digest %(found)s is wrong."
    ),
    "matching.fault_floor": Words(
        "%(group)sの依頼への派遣が下限に達していません。",
        "Too few requests of %(group)s are served.",
    ),
    "matching.fault_minimum": Words(
        "%(adviser)sの件数が下限に達していません。",
        "%(adviser)s has fewer requests than the minimum.",
    ),
    "matching.fault_moved": Words(
        "変更の一覧（%(found)s件）が合いません。",
        "The list of %(found)s moves is wrong.",
    ),
    "matching.fault_notified": Words(
        "通知済みの方が変わっています（%(request)s、%(adviser)s）。",
        "Somebody notified was moved (%(request)s, %(adviser)s).",
    ),
    "matching.fault_once": Words(
        "%(adviser)sが同じ事業（%(project)s）に2回派遣されています。",
        "%(adviser)s is sent twice for one project (%(project)s).",
    ),
    "matching.fault_pin": Words(
        "固定した組合せが守られていません（%(request)s、%(adviser)s）。",
        "A pin is not kept (%(request)s, %(adviser)s).",
    ),
    "matching.fault_request": Words(
        "依頼%(request)sが%(times)s回示されています。",
        "Request %(request)s is told of %(times)s times.",
    ),
    "matching.fault_sides": Words(
        "依頼%(request)sに必須の支援の種類（%(sides)s）が足りません。",
        "Request %(request)s lacks the types of advice %(sides)s.",
    ),
    "matching.fault_team": Words(
        "依頼%(request)sのチームの人数が合いません。",
        "The team of request %(request)s is not whole.",
    ),
    "matching.fault_value": Words(
        "評価値（%(found)s）が合いません。", "The value %(found)s is wrong."
    ),
}
