"""A definition in words: its tree with weights, and its steps one after the other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from chiiki.indices import (
    Deviation,
    Indicator,
    Missing,
    Node,
    Scale,
    Series,
    Specification,
    Years,
)
from chiiki_web.ui import formats
from chiiki_web.wording.indices import (
    DIVISOR_UNITS,
    DIVISORS,
    MEANS,
    MISSINGS,
    PUBLISHERS,
    SCALES,
)


@dataclass(frozen=True, slots=True)
class Branch:
    """A part of the tree, how deep it stands, and its share of the part above it."""

    code: str
    name: str
    depth: int
    share: float | None
    is_indicator: bool
    direction: str
    unit: str
    per: str
    series: str


def tree_of(specification: Specification) -> list[Branch]:
    """From the index down, each part below the one that it belongs to."""
    things = {one.code: one for one in specification.everything}
    series = {one.indicator: one for one in specification.series}

    def below(code: str, depth: int) -> list[Branch]:
        parts = specification.parts.get(code, ())
        whole = sum(things[one].weight for one in parts)
        found = []
        for one in parts:
            thing = things[one]
            found.append(_branch(thing, depth, thing.weight / whole, series))
            found += below(one, depth + 1)
        return found

    top = things[specification.top]
    return [_branch(top, 0, None, series), *below(specification.top, 1)]


def steps_of(specification: Specification) -> list[str]:
    """What is done to the figures, in this order."""
    steps = specification.steps
    return [
        *relative_of(specification),
        *_years(specification.years),
        _("Gaps: %(how)s.") % {"how": _gaps(specification)},
        *(
            [
                _(
                    "Where an indicator is lopsided (skewness beyond %(skewness)s and"
                    " kurtosis above %(kurtosis)s), its ends are cut: at most %(most)s"
                    " values, else the logarithm."
                )
                % {
                    "skewness": f"{steps.outliers.skewness:g}",
                    "kurtosis": f"{steps.outliers.kurtosis:g}",
                    "most": steps.outliers.most,
                }
            ]
            if steps.outliers
            else []
        ),
        scaled_of(specification),
        _averaged(specification),
        _("Ranks: 1 for the highest; equal scores share a rank."),
    ]


def choices_in_words(choices: Mapping[str, Any]) -> list[str]:
    """What could have been chosen otherwise, a sentence each."""
    weights = choices.get("weights_within", 0)
    listed = (
        (
            _("Ways to make figures comparable: as defined, or %(others)s."),
            "scales",
            SCALES,
        ),
        (_("Means: as defined, or %(others)s."), "means", MEANS),
        (_("Gaps: as defined, or %(others)s."), "missing", MISSINGS),
    )
    return [
        *(
            [
                _("Every weight may be more or less by %(percent)s%% of itself.")
                % {"percent": weights}
            ]
            if weights
            else []
        ),
        *(
            said
            % {
                "others": formats.between().join(
                    str(words[one]) for one in choices[name]
                )
            }
            for said, name, words in listed
            if choices.get(name)
        ),
    ]


def relative_of(specification: Specification) -> list[str]:
    """Which figures are divided by others before they are compared."""
    divided = [
        formats.local(one, "name") for one in specification.indicators if one.per
    ]
    names = formats.between().join(divided)
    said = _("Figures are divided by what they are per: %(names)s.")
    return [said % {"names": names}] if divided else []


def scaled_of(specification: Specification) -> str:
    """How figures are made comparable, and so what a score is."""
    how = specification.steps.normalisation
    said = str(SCALES[how.scale])
    if how.scale is Scale.MIN_MAX:
        said += formats.in_brackets(f"{how.low:g}–{how.high:g}")
    if how.scale is Scale.T_SCORE:
        over = (
            _("deviation of all who are compared")
            if how.deviation is Deviation.POPULATION
            else _("deviation of a sample")
        )
        said += formats.between() + over
    return _("Figures are made comparable: %(how)s.") % {"how": said}


def notes_of(specification: Specification) -> tuple[str, ...]:
    """What its makers add, in the reader's language where they wrote it."""
    if formats.is_japanese():
        return specification.notes
    return specification.notes_en or specification.notes


def adds_not_up(specification: Specification) -> bool:
    """Whether shares of the weight, as they are shown, miss 100 % at some part."""
    weights = {one.code: one.weight for one in specification.everything}
    for parts in specification.parts.values():
        whole = sum(weights[one] for one in parts)
        if sum(round(weights[one] / whole * 1000) for one in parts) != 1000:
            return True
    return False


def _branch(
    one: Indicator | Node, depth: int, share: float | None, series: Mapping[str, Series]
) -> Branch:
    is_indicator = isinstance(one, Indicator)
    from_series = series.get(one.code)
    return Branch(
        code=one.code,
        name=formats.local(one, "name"),
        depth=depth,
        share=share,
        is_indicator=is_indicator,
        direction=_direction(one) if isinstance(one, Indicator) else "",
        unit=unit_of(one) if isinstance(one, Indicator) else "",
        per=divisor(one.per) if isinstance(one, Indicator) else "",
        series=f"{PUBLISHERS[from_series.publisher]} {from_series.code}"
        if from_series
        else "",
    )


def divisor(code: str) -> str:
    """What figures are divided by, in words where there are any."""
    return str(DIVISORS.get(code, code))


def _direction(one: Indicator) -> str:
    return _("more is better") if one.direction == 1 else _("less is better")


def unit_of(one: Indicator) -> str:
    return one.unit if formats.is_japanese() else one.unit_en or one.unit


def heading(one: Indicator) -> str:
    """An indicator over its figures."""
    return _with_its_unit(formats.local(one, "name"), unit_of(one))


def divisor_heading(code: str) -> str:
    """A column by which others are divided, with its unit as far as it is known."""
    return _with_its_unit(divisor(code), str(DIVISOR_UNITS.get(code, "")))


def _with_its_unit(name: str, unit: str) -> str:
    """A heading of figures, with their unit aside."""
    return f"{name}{formats.in_brackets(unit)}" if unit else name


def _years(years: Years | None) -> list[str]:
    if years is None:
        return []
    if years.exactly is not None:
        return [_("Figures are those of %(year)s.") % {"year": years.exactly}]
    return [
        _("The newest figure from %(first)s to %(last)s counts.")
        % {"first": years.first, "last": years.last}
    ]


def _gaps(specification: Specification) -> str:
    steps = specification.steps
    by = steps.missing_by if steps.missing is Missing.GROUP_MEAN else ""
    return f"{MISSINGS[steps.missing]}{formats.in_brackets(by) if by else ''}"


def _averaged(specification: Specification) -> str:
    means = specification.steps.means
    named = [str(MEANS[one]) for one in means]
    if len(named) == 1:
        return _("From the indicators up, level by level: %(mean)s.") % {
            "mean": named[0]
        }
    return _("From the lowest level up: %(means)s.") % {
        "means": formats.between().join(named)
    }
