"""A made-up survey: units of made-up classes, answers by a seeded rule."""

from __future__ import annotations

import random

from chiiki.publication import Responses
from chiiki.questionnaire import columns_of, published_questionnaire, scope_of
from chiiki.survey import Excluded, Frame

CLASSES = {"市": 20, "町": 50, "村": 30}


def responses_of(
    name: str = "sample_2026",
    *,
    year: int = 2026,
    seed: int = 1,
    classes: dict[str, int] | None = None,
    prefectures: int = 3,
    answering: float = 0.7,
) -> Responses:
    questionnaire = published_questionnaire(name)
    chance = random.Random(seed)
    sizes = classes or CLASSES
    table: dict[str, list[object]] = {
        key: [] for key in ("unit", "stratum", "size_class", "prefecture", "answered")
    }
    for size, number in sizes.items():
        for at in range(number):
            answers = answers_of(questionnaire, chance)
            said = at < 2 or chance.random() < answering
            row = {
                "unit": f"見本{size}{at:03}",
                "stratum": size,
                "size_class": size,
                "prefecture": f"9900{at % prefectures:02}",
                "answered": float(said),
            } | columns_of(questionnaire, answers if said else None)
            for key, cell in row.items():
                table.setdefault(key, []).append(cell)
    frame = Frame(
        year=year,
        scope=scope_of(questionnaire),
        units=dict(sizes),
        excluded=(Excluded(name="見本沿岸町", reason="災害のため"),),
    )
    return Responses(questionnaire=questionnaire, columns=table, frame=frame)


def answers_of(questionnaire, chance: random.Random) -> dict[str, object]:
    found: dict[str, object] = {}
    for field in questionnaire.fields:
        runs = False
        for system in field.systems:
            status = chance.choice(["run", "plan", "none", "none", "none", "none"])
            found[f"status.{system.code}"] = status
            runs |= status == "run"
            if status == "run" and chance.random() < 0.8:
                found[f"effect.{system.code}"] = chance.choice(
                    ["as_expected", "partly", "not_enough"]
                )
        if not runs:
            found[f"expectation.{field.code}"] = chance.choice(["helps", "cannot_say"])
        if chance.random() < 0.8:
            ticked = [
                one.code for one in questionnaire.difficulties if chance.random() < 0.4
            ]
            found[f"difficulty.{field.code}"] = ticked or ["none"]
    return found
