"""Designs of a survey: one row a municipality, and one row a municipality and field."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from chiiki.errors import EngineError
from chiiki.publication.model import Cell, Choices, Responses
from chiiki.questionnaire import Effect, Expectation, Questionnaire, items_of
from chiiki.survey import Design, Statistic, read_design, selected
from chiiki.survey import plain_mean as plain_mean_of

KEPT = ("unit", "stratum", "size_class", "prefecture", "answered")
NO_ANSWER = "no_answer"
MODEL_CELLS = (("size_class", "field", "runs"), ("field", "runs"), ("runs",))


def item_names(questionnaire: Questionnaire) -> Mapping[str, str]:
    """Columns under the names that fix their meaning; two years share only the same."""
    return items_of(questionnaire)


def wide_columns(responses: Responses) -> dict[str, Sequence[Cell]]:
    """The columns of a survey, those of its questionnaire under the names of its items."""
    names = item_names(responses.questionnaire)
    for name in (*KEPT, *names):
        if name not in responses.columns:
            raise EngineError("survey.no_column", column=name)
    kept: dict[str, Sequence[Cell]] = {name: responses.columns[name] for name in KEPT}
    return kept | {item: responses.columns[name] for name, item in names.items()}


def municipalities(responses: Responses, choices: Choices) -> Design:
    """One row a municipality; who answered stands for who did not."""
    return _answered(
        read_design(
            wide_columns(responses), responses.frame, strata="stratum", lonely="adjust"
        ),
        choices,
    )


def projects(responses: Responses, choices: Choices) -> Design:
    """One row a municipality and field, clustered by municipality.

    ``runs`` and ``runs_not`` are 0 where it is not known; a code of an answer is a column
    of 0 and 1, empty where nothing was answered.
    """
    return _answered(
        read_design(
            _long(responses),
            responses.frame,
            strata="stratum",
            clusters=["unit"],
            lonely="adjust",
        ),
        choices,
    )


def modelled(design: Design) -> tuple[Design, tuple[str, ...]]:
    """Known effects stand for unknown ones, within the finest cells that all have some."""
    for cells in MODEL_CELLS:
        try:
            return design.adjust_response(cells, "effect_settled"), cells
        except EngineError as fault:
            if fault.code != "survey.nobody_answered":
                raise
    return design, ()


def mean_of(columns: Sequence[str], *, asked: bool = False) -> Statistic:
    """The plain mean of shares; with ``asked`` of all who answered the survey."""
    if not asked:
        return plain_mean_of(columns)
    lines = selected(columns, base="asked", asked="answered").lines
    return Statistic(name="plain mean", lines=lines, averaged=True)


def _answered(design: Design, choices: Choices) -> Design:
    return design.adjust_response(choices.response_cells, "answered")


def _long(responses: Responses) -> dict[str, list[Cell]]:
    columns, fields = responses.columns, responses.questionnaire.fields
    found: dict[str, list[Cell]] = {
        name: [*columns[name]] * len(fields) for name in KEPT
    }
    rows = len(columns["unit"])
    found["field"] = [one.code for one in fields for _row in range(rows)]
    runs = [cell for one in fields for cell in columns[f"field.{one.code}"]]
    effects = [cell for one in fields for cell in columns[f"effect.{one.code}"]]
    hopes = [cell for one in fields for cell in columns[f"expectation.{one.code}"]]
    found["runs"] = _marks(runs, lambda cell: cell == 1)
    found["runs_not"] = _marks(runs, lambda cell: cell == 0)
    found["effect_settled"] = [
        float(cell != 1 or effect is not None)
        for cell, effect in zip(runs, effects, strict=True)
    ]
    found |= _codes("effect", effects, [str(one) for one in Effect])
    found |= _codes("expectation", hopes, [str(one) for one in Expectation])
    return found


def _codes(
    kind: str, cells: Sequence[Cell], codes: Sequence[str]
) -> dict[str, list[Cell]]:
    found: dict[str, list[Cell]] = {
        f"{kind}.{code}": [
            None if cell is None else float(cell == code) for cell in cells
        ]
        for code in codes
    }
    found[f"{kind}.{NO_ANSWER}"] = _marks(cells, lambda cell: cell is None)
    return found


def _marks(cells: Sequence[Cell], test: Callable[[Cell], bool]) -> list[Cell]:
    return [float(test(cell)) for cell in cells]
