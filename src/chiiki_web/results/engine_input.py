"""Answers of a survey become the rows that the engine of publications reads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from chiiki.errors import EngineError
from chiiki.publication import (
    Choices,
    Responses,
    TableCode,
    compare_years,
    publish,
    read_frame,
    read_publication,
    stored,
)
from chiiki.questionnaire import columns_of, read_questionnaire, scope_of
from chiiki.survey import Excluded, Frame
from chiiki_web.answers import queries as answers
from chiiki_web.surveys import queries as surveys
from chiiki_web.surveys.models import Recipient, Survey

UNKNOWN = "unknown"
ONE_STRATUM = "all"
Columns = dict[str, list[Any]]
Content = dict[str, Any]


def table_of(survey: Survey) -> tuple[Columns, Frame]:
    """One row for everybody who was asked, and the frame they were drawn from.

    ``unit`` is the code of the municipality, or prefecture and name where it has none, so
    that two surveys know it again. Partial answers count as no answer.
    """
    asked = surveys.questionnaire_of(survey)
    sent = answers.answers_of(survey)
    recipients = list(survey.recipients.select_related("municipality"))
    columns: Columns = {}
    for one in recipients:
        if one.drawn:
            row = _head(one, one.pk in sent) | columns_of(asked, sent.get(one.pk))
            for name, cell in row.items():
                columns.setdefault(name, []).append(cell)
    units: dict[str, int] = {}
    for one in recipients:
        if not one.excluded_reason:
            units[_stratum(one)] = units.get(_stratum(one), 0) + 1
    frame = Frame(
        year=survey.fiscal_year,
        scope=scope_of(asked),
        units=units,
        excluded=tuple(
            Excluded(
                name=name_of(one),
                reason=one.excluded_reason,
            )
            for one in recipients
            if one.excluded_reason
        ),
    )
    return columns, frame


def name_of(one: Recipient) -> str:
    """By which somebody who is left out is named."""
    return f"{one.prefecture_ja} {one.name_ja}".strip()


def inputs_of(survey: Survey, choices: Mapping[str, Any]) -> Content:
    """Everything that the tables rest on, as plain JSON."""
    columns, frame = table_of(survey)
    rows = survey.recipients.exclude(prefecture_code="", prefecture_ja="")
    named = rows.values_list("prefecture_code", "prefecture_ja", "prefecture_en")
    return {
        "survey": survey.code,
        "questionnaire": survey.questionnaire.text,
        "columns": columns,
        "frame": asdict(frame),
        "choices": dict(choices),
        "prefectures": {
            code or ja: [ja, en]
            for code, ja, en in named.order_by("prefecture_en").distinct()
        },
    }


def responses_of(inputs: Mapping[str, Any]) -> Responses:
    return Responses(
        questionnaire=read_questionnaire(inputs["questionnaire"]),
        columns=inputs["columns"],
        frame=read_frame(inputs["frame"]),
    )


def choices_of(inputs: Mapping[str, Any]) -> Choices:
    chosen = inputs["choices"]
    return Choices(
        response_cells=tuple(chosen["response_cells"]),
        smallest_cell=chosen["smallest_cell"],
        level=chosen["level"],
    )


def work_out(
    inputs: Mapping[str, Any], earlier: Sequence[Mapping[str, Any]]
) -> Content:
    """The tables, and what moved since each earlier edition (``inputs``, ``content``)."""
    responses, choices = responses_of(inputs), choices_of(inputs)
    found = publish(responses, choices)
    content: Content = {
        "publication": stored(found),
        "prefectures": inputs["prefectures"],
        "comparisons": [],
    }
    content["comparisons"] = [_compared(one, inputs, content) for one in earlier]
    return content


def shown_classes(content: Mapping[str, Any]) -> set[str]:
    """Size classes that no table of an edition hides."""
    publication = read_publication(content["publication"])
    figures = [
        figure
        for code in TableCode
        for figure in publication.table(code).figures
        if figure.by == "size_class"
    ]
    hidden = {figure.domain for figure in figures if figure.hidden}
    return {figure.domain for figure in figures} - hidden


def _compared(
    before: Mapping[str, Any], inputs: Mapping[str, Any], content: Content
) -> Content:
    told = {name: before[name] for name in ("code", "number", "year", "digest")}
    shown = shown_classes(before["content"]) & shown_classes(content)
    try:
        found = compare_years(
            responses_of(before["inputs"]),
            responses_of(inputs),
            (choices_of(before["inputs"]), choices_of(inputs)),
            shown=sorted(shown),
        )
    except EngineError as fault:
        values = {name: str(value) for name, value in fault.values.items()}
        return told | {"fault": {"code": fault.code, "values": values}}
    return told | stored(found)


def _head(one: Recipient, answered: bool) -> dict[str, object]:
    return {
        "number": one.number,
        "unit": one.municipality.code
        if one.municipality
        else f"{one.prefecture_ja}{one.name_ja}",
        "stratum": _stratum(one),
        "size_class": one.size_class or UNKNOWN,
        "prefecture": one.prefecture_code or one.prefecture_ja or UNKNOWN,
        "answered": float(answered),
    }


def _stratum(one: Recipient) -> str:
    return one.stratum or ONE_STRATUM
