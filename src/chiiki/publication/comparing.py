"""Two years side by side: only what both asked in the same words is compared."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import cast

from chiiki.publication.designs import item_names, mean_of, wide_columns
from chiiki.publication.model import WHOLE, Breakdown, Cell, Choices, Responses
from chiiki.publication.tables import (
    MEAN_OF_FIELDS,
    MEAN_OF_NO_OUTLOOK,
    MEAN_OF_PLANS,
)
from chiiki.questionnaire import ANY_FIELD, common_columns
from chiiki.survey import (
    Change,
    Design,
    Hidden,
    Scope,
    Statistic,
    compare,
    proportion,
    read_design,
)

MEAN_OF_SYSTEMS = "mean_of_systems"


@dataclass(frozen=True, slots=True, kw_only=True)
class CommonScope:
    """Which fields and systems two questionnaires share, and which not."""

    fields: tuple[str, ...]
    changed: tuple[str, ...]
    only_before: tuple[str, ...]
    only_after: tuple[str, ...]
    systems: tuple[str, ...]
    systems_before: int
    systems_after: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """A share in two years, with the interval of its change."""

    item: str
    by: Breakdown
    domain: str
    before: float | None
    after: float | None
    change: float | None
    se: float | None
    low: float | None
    high: float | None
    hidden: Hidden


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    scope: CommonScope
    lines: tuple[Moved, ...]
    units_in_both: int


def compare_years(
    before: Responses,
    after: Responses,
    choices: tuple[Choices, Choices],
    *,
    shown: Sequence[str] = (),
) -> Comparison:
    """What moved on the scope that both share; nothing where they share no field.

    ``shown`` are size classes that both publications show: others would be given away.
    Raises EngineError survey.stratum_changed for a unit whose stratum is another.
    """
    scope = common_scope_of(before, after)
    if not scope.fields:
        return Comparison(scope=scope, lines=(), units_in_both=0)
    first, second = (
        _design(one, scope, chosen)
        for one, chosen in zip((before, after), choices, strict=True)
    )
    level = choices[1].level
    smallest = max(one.smallest_cell for one in choices)
    lines: list[Moved] = []
    units = 0
    names = item_names(after.questionnaire)
    for item, statistic in _statistics(scope, names):
        for by in (Breakdown.WHOLE, Breakdown.SIZE_CLASS):
            found = compare(
                first,
                second,
                statistic,
                by=[] if by == WHOLE else [str(by)],
                unit="unit",
                level=level,
                smallest_cell=smallest,
            )
            units = found[0].common if found else units
            lines += [
                _moved(item, by, one)
                for one in found
                if by == WHOLE or one.domain[str(by)] in shown
            ]
    return Comparison(scope=scope, lines=_hide(lines), units_in_both=units)


def common_scope_of(before: Responses, after: Responses) -> CommonScope:
    """What two questionnaires share."""
    common = common_columns(before.questionnaire, after.questionnaire)
    earlier = [one.code for one in before.questionnaire.fields]
    later = [one.code for one in after.questionnaire.fields]
    fields = tuple(one for one in later if f"field.{one}" in common)
    return CommonScope(
        fields=fields,
        changed=tuple(one for one in later if one in earlier and one not in fields),
        only_before=tuple(one for one in earlier if one not in later),
        only_after=tuple(one for one in later if one not in earlier),
        systems=tuple(
            one.removeprefix("runs.") for one in common if one.startswith("runs.")
        ),
        systems_before=sum(len(one.systems) for one in before.questionnaire.fields),
        systems_after=sum(len(one.systems) for one in after.questionnaire.fields),
    )


def _statistics(
    scope: CommonScope, names: Mapping[str, str]
) -> list[tuple[str, Statistic]]:
    def of(kind: str, codes: Sequence[str]) -> list[str]:
        return [names[f"{kind}.{one}"] for one in codes]

    return [
        (ANY_FIELD, proportion(_ANY)),
        (MEAN_OF_FIELDS, mean_of(of("field", scope.fields))),
        (MEAN_OF_SYSTEMS, mean_of(of("runs", scope.systems))),
        (MEAN_OF_PLANS, mean_of(of("plans", scope.fields))),
        (MEAN_OF_NO_OUTLOOK, mean_of(of("no_outlook", scope.fields))),
        *((f"field.{one}", proportion(names[f"field.{one}"])) for one in scope.fields),
    ]


_ANY = "any_common_field"


def _design(responses: Responses, scope: CommonScope, choices: Choices) -> Design:
    """The municipalities of one year, with whether any common field runs."""
    names = item_names(responses.questionnaire)
    columns = wide_columns(responses)
    cells = [columns[names[f"field.{one}"]] for one in scope.fields]
    columns[_ANY] = [_any(row) for row in zip(*cells, strict=True)]
    items = (*names.values(), _ANY)
    frame = replace(responses.frame, scope=Scope(version="common", items=items))
    return read_design(
        columns, frame, strata="stratum", lonely="adjust"
    ).adjust_response(choices.response_cells, "answered")


def _any(row: Sequence[Cell]) -> Cell:
    known = cast("list[float]", [one for one in row if one is not None])
    if 1.0 in known:
        return 1.0
    return None if len(known) < len(row) else 0.0


def _moved(item: str, by: Breakdown, change: Change) -> Moved:
    return Moved(
        item=item,
        by=by,
        domain="".join(change.domain.values()),
        before=change.before,
        after=change.after,
        change=change.change,
        se=change.se,
        low=change.low,
        high=change.high,
        hidden=Hidden.FEW if change.suppressed else Hidden.NO,
    )


def _hide(lines: Sequence[Moved]) -> tuple[Moved, ...]:
    """Size classes beside a single hidden one go too, in all items."""
    parts = [one for one in lines if one.by is Breakdown.SIZE_CLASS]
    few = {one.domain for one in parts if one.hidden is Hidden.FEW}
    if not few:
        return tuple(lines)
    return tuple(one for one in lines if one.by is Breakdown.WHOLE)
