"""The four tables: rates by field, difficulties, effects, plans."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from chiiki.publication.designs import (
    NO_ANSWER,
    item_names,
    mean_of,
    modelled,
)
from chiiki.publication.figures import Part, figures_of, hide, hide_items
from chiiki.publication.model import (
    Base,
    Breakdown,
    Choices,
    Figure,
    PublishedTable,
    TableCode,
)
from chiiki.questionnaire import ANY_FIELD, Effect, Expectation, Questionnaire
from chiiki.survey import Design, Statistic, proportion, selected

ALL, PARTS = (
    (Breakdown.WHOLE,),
    (Breakdown.SIZE_CLASS, Breakdown.PREFECTURE),
)
MEAN_OF_FIELDS = "mean_of_fields"
MEAN_OF_PLANS = "mean_of_plans"
MEAN_OF_NO_OUTLOOK = "mean_of_no_outlook"


def rates(
    questionnaire: Questionnaire, design: Design, choices: Choices
) -> PublishedTable:
    """At least one field, the plain mean of all fields, and each field: slide 3."""
    names, fields = item_names(questionnaire), _fields(questionnaire, "field")
    heads = [
        (ANY_FIELD, proportion(names[ANY_FIELD])),
        (MEAN_OF_FIELDS, mean_of([names[one] for one in fields])),
    ]
    each = [(one, proportion(names[one])) for one in fields]
    return _table(TableCode.RATES, design, choices, heads, each)


def plans(
    questionnaire: Questionnaire,
    design: Design,
    choices: Choices,
    beside: Collection[Part] = (),
) -> PublishedTable:
    """The plain means of fields that are planned and of those without any outlook.

    ``beside`` are parts whose rates are hidden: what is planned, what has no outlook and
    what runs add up to all.
    """
    names = item_names(questionnaire)
    planned, without = (
        _fields(questionnaire, kind) for kind in ("plans", "no_outlook")
    )
    heads = [
        (MEAN_OF_PLANS, mean_of([names[one] for one in planned])),
        (MEAN_OF_NO_OUTLOOK, mean_of([names[one] for one in without])),
    ]
    each = [(one, proportion(names[one])) for one in (*planned, *without)]
    return _table(TableCode.PLANS, design, choices, heads, each, beside)


def difficulties(
    questionnaire: Questionnaire, design: Design, choices: Choices
) -> PublishedTable:
    """Each difficulty as the mean of the fields, of two bases; then field by field."""
    names = item_names(questionnaire)
    found: list[Figure] = []
    for base in (Base.ANSWERED, Base.ASKED):
        means: list[Figure] = []
        each: list[list[Figure]] = []
        for choice in questionnaire.difficulties:
            columns = [
                names[f"difficulty.{one.code}.{choice.code}"]
                for one in questionnaire.fields
            ]
            statistic = mean_of(columns, asked=base is Base.ASKED)
            item = f"difficulty.{choice.code}"
            means += figures_of(design, statistic, [item], base, choices)
        for field in questionnaire.fields:
            codes = [
                f"difficulty.{field.code}.{one.code}"
                for one in questionnaire.difficulties
            ]
            columns = [names[one] for one in codes]
            statistic = _ticked(columns, base)
            each.append([*figures_of(design, statistic, codes, base, choices, ALL)])
        found += hide(means, choices)
        for same in zip(*each, strict=True):
            found += hide_items(same, choices)
    return PublishedTable(code=TableCode.DIFFICULTIES, figures=tuple(found))


def effects(
    design: Design, choices: Choices, beside: Collection[Part] = ()
) -> PublishedTable:
    """What running projects brought and what is hoped of the others: slide 5.

    No answer is a category of its own; beside it a model lets known effects stand for it.
    ``beside`` are parts whose rates are hidden: how many projects run would tell of them.
    """
    told = [str(one) for one in Effect]
    hoped = [str(one) for one in Expectation]
    fitted, cells = modelled(design)
    found = [
        *_projects(design, "effect", told, Base.RUNNING, choices, beside),
        *_projects(design, "expectation", hoped, Base.NOT_RUNNING, choices, beside),
    ]
    if cells:
        found += _projects(fitted, "effect", told, Base.RUNNING_KNOWN, choices, beside)
    return PublishedTable(
        code=TableCode.EFFECTS, figures=tuple(found), model_cells=cells
    )


def _projects(
    design: Design,
    kind: str,
    codes: Sequence[str],
    base: Base,
    choices: Choices,
    beside: Collection[Part],
) -> tuple[Figure, ...]:
    asked = "runs_not" if base is Base.NOT_RUNNING else "runs"
    items = [f"{kind}.{code}" for code in codes]
    if base is Base.RUNNING_KNOWN:
        statistic = _known(items, asked)
    else:
        items.append(f"{kind}.{NO_ANSWER}")
        statistic = selected(items, base="asked", asked=asked)
    parts = (*ALL, *PARTS, Breakdown.FIELD)
    figures = figures_of(design, statistic, items, base, choices, parts)
    return hide(figures, choices, beside)


def _known(columns: Sequence[str], asked: str) -> Statistic:
    return selected(columns, base="answered", asked=asked)


def _ticked(columns: Sequence[str], base: Base) -> Statistic:
    if base is Base.ASKED:
        return selected(columns, base="asked", asked="answered")
    return selected(columns)


def _table(
    code: TableCode,
    design: Design,
    choices: Choices,
    heads: Iterable[tuple[str, Statistic]],
    each: Iterable[tuple[str, Statistic]],
    beside: Collection[Part] = (),
) -> PublishedTable:
    heads, each = [*heads], [*each]

    def figures(
        items: Iterable[tuple[str, Statistic]], parts: Iterable[Breakdown]
    ) -> Iterator[Figure]:
        for item, statistic in items:
            yield from figures_of(
                design, statistic, [item], Base.ANSWERED, choices, parts
            )

    found: list[Figure] = []
    for head in heads:
        found += hide(figures([head], ALL), choices)
    found += hide_items(figures(each, ALL), choices)
    found += hide(figures([*heads, *each], PARTS), choices, beside)
    return PublishedTable(code=code, figures=tuple(found))


def _fields(questionnaire: Questionnaire, kind: str) -> list[str]:
    return [f"{kind}.{one.code}" for one in questionnaire.fields]
