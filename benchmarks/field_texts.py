"""Texts made from a seed out of the words of the field and common words of offices."""

from __future__ import annotations

import random

from chiiki.retrieval import published_synonyms

COMMON = (
    *(
        "職員",
        "住民",
        "地域",
        "課題",
        "導入",
        "運用",
        "費用",
        "計画",
        "調査",
        "体制",
        "支援",
    ),
    *(
        "連携",
        "集落",
        "学校",
        "病院",
        "商店街",
        "役場",
        "協議会",
        "端末",
        "通信",
        "試験",
    ),
    *("効果", "評価", "継続", "担当", "会議", "説明会", "補助", "更新", "整備", "検討"),
    *(
        "小学校",
        "公民館",
        "道路",
        "橋",
        "川",
        "海",
        "山",
        "祭り",
        "写真",
        "地図",
        "電話",
    ),
    *("名簿", "相談", "予約", "配送", "販売", "保険", "税", "証明", "図書館", "文化祭"),
)
FORMS = (
    "{}の{}について{}と{}が一緒に取り組んだ。",
    "{}を{}に合わせて見直し、{}の{}を減らした。",
    "{}が足りないため、{}と{}による{}を始めたい。",
    "三年目に{}が変わり、{}の{}は{}に引き継がれた。",
)


def sentence(chance: random.Random) -> str:
    return chance.choice(FORMS).format(*(word(chance) for _n in range(4)))


def word(chance: random.Random) -> str:
    """A third of the words are of the field, a few are names that no dictionary knows."""
    draw = chance.random()
    if draw < 0.33:
        return chance.choice(chance.choice(published_synonyms().groups).words)
    if draw < 0.38:
        return "".join(
            chance.choice("アカサタナハマラワキシチニミリ") for _n in range(4)
        )
    return chance.choice(COMMON)
