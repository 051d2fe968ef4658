"""Slides 1, 3 to 6 of the deck and what the audit found, as charts."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from chiiki import reference
from chiiki.words import Words
from chiiki_web.ui import formats
from chiiki_web.ui.charts import Bar, Bars, Chart, Ranked, Ranking, ShareRow, Shares

HUNDRED_MILLION, BILLION = 100_000_000, 1_000_000_000


def published_charts() -> dict[str, Chart]:
    """Every chart by its code, in the order in which the page shows them."""
    return {
        "survey-fields": _fields_of_survey(),
        "survey-difficulties": _difficulties(),
        "survey-effects": _effects(),
        "published-calls": _calls(),
        "published-budgets": _budgets(),
        "audit-2012": _audit(),
        "index-2010": _index(),
    }


def _fields_of_survey() -> Chart:
    survey = reference.load_survey()
    names = {one.code: _said(one.words) for one in reference.load_fields()}
    rows = [Bar(names[code], value) for code, value in survey.by_field.items()]
    rows += [
        Bar(_("at least one field"), survey.any_field),
        Bar(_("mean of the eleven fields"), survey.mean_of_fields, highlight=True),
    ]
    return Bars(
        title=_("Municipalities that run ICT projects, by field (2011)"),
        rows=tuple(sorted(rows, key=lambda row: -(row.value or 0))),
        row_name=_("Field"),
        unit="%",
        decimals=1,
        maximum=100,
        source=_source_of_survey(survey),
        note=_said(survey.note),
    )


def _difficulties() -> Chart:
    survey = reference.load_survey()
    return Bars(
        title=_("Difficulties, mean of the fields (2011)"),
        rows=tuple(Bar(_said(one.words), one.percent) for one in survey.difficulties),
        row_name=_("Difficulty"),
        unit="%",
        decimals=1,
        maximum=100,
        source=_source_of_survey(survey),
    )


def _effects() -> Chart:
    """Answers of two groups to two questions: one row of bars for each answer."""
    survey = reference.load_survey()

    def rows(group: str, found: Sequence[reference.Figure]) -> list[Bar]:
        return [
            Bar(f"{group}{formats.colon()}{_said(one.words)}", one.percent)
            for one in found
        ]

    return Bars(
        title=_("Effect where a project runs, expectation where none runs (2011)"),
        rows=(
            *rows(_("running"), survey.effects_running),
            *rows(_("not running"), survey.effects_not_running),
        ),
        row_name=_("Answer"),
        unit="%",
        decimals=1,
        maximum=100,
        source=_source_of_survey(survey),
        note=_said(survey.effects_note),
    )


def _index() -> Chart:
    edition = reference.load_index()[0]
    return Ranking(
        title=_("Order of 25 countries by the composite index of ICT (2010)"),
        rows=tuple(
            Ranked(rank, _said(edition.names[code]), highlight=code == "JPN")
            for rank, code in enumerate(edition.order, start=1)
        ),
        row_name=_("Country"),
        source=formats.cited(edition.source),
        note=_said(edition.note),
    )


def _calls() -> Chart:
    names = {one.code: _said(one.words) for one in reference.load_programmes()}
    calls = [
        one
        for one in reference.load_calls()
        if one.applied is not None and one.chosen is not None
    ]
    return Bars(
        title=_("Published calls: applied and chosen"),
        rows=tuple(
            Bar(f"{names[one.programme]} {_said(one.words)}", one.applied, one.chosen)
            for one in calls
        ),
        row_name=_("Call"),
        unit=_("cases"),
        names=(_("Applied"), _("Chosen")),
        source=formats.between().join(
            dict.fromkeys(formats.cited(one.source) for one in calls)
        ),
    )


def _budgets() -> Chart:
    # 億円 is the unit of Japanese budgets; in English they are read in billions.
    scale, decimals = (HUNDRED_MILLION, 1) if formats.is_japanese() else (BILLION, 2)
    rows = [
        Bar(f"{_said(one.words)} {_said(budget.words)}", budget.amount / scale)
        for one in reference.load_programmes()
        for budget in one.budgets
    ]
    return Bars(
        title=_("Budgets of the programmes"),
        rows=tuple(sorted(rows, key=lambda row: -(row.value or 0))),
        row_name=_("Programme"),
        unit=_("billion yen"),
        decimals=decimals,
        source=formats.cited(reference.load_programmes()[0].source),
    )


def _audit() -> Chart:
    record = reference.load_audit()
    without = record.without_enough_effect
    return Shares(
        title=_("What the Board of Audit found in the inspected projects (2012)"),
        parts=(_("without enough effect"), _("no such finding")),
        rows=(ShareRow("", (without, record.inspected - without)),),
        decimals=0,
        source=f"{_('Board of Audit of Japan, October 2012')} {record.source}",
        note=_("%(inspected)s of %(projects)s projects were inspected.")
        % {"inspected": record.inspected, "projects": record.projects},
    )


def _source_of_survey(survey: reference.Survey) -> str:
    asked = formats.in_brackets(f"n={survey.n}")
    stop = "、" if formats.is_japanese() else ". "
    return f"{formats.cited(survey.source)}{asked}{stop}{_said(survey.frame_words)}"


def _said(words: Words) -> str:
    return words.text(get_language() or "ja")
