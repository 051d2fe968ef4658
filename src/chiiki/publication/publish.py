"""Publish: the four tables of a survey, with whom they are about."""

from __future__ import annotations

from chiiki.publication import tables
from chiiki.publication.designs import municipalities, projects
from chiiki.publication.figures import hidden_parts
from chiiki.publication.model import Choices, Publication, Responses


def publish(responses: Responses, choices: Choices | None = None) -> Publication:
    """Every table of a survey, small cells hidden.

    Raises EngineError of ``chiiki.survey``: a stratum of which nothing was drawn, a cell in
    which nobody answered, a level or a smallest cell out of range.
    """
    choices = choices or Choices()
    asked = responses.questionnaire
    wide, long = municipalities(responses, choices), projects(responses, choices)
    rates = tables.rates(asked, wide, choices)
    beside = hidden_parts(one for one in rates.figures if one.by in tables.PARTS)
    return Publication(
        tables=(
            rates,
            tables.difficulties(asked, wide, choices),
            tables.effects(long, choices, beside),
            tables.plans(asked, wide, choices, beside),
        ),
        frame=responses.frame,
        choices=choices,
        steps=wide.records,
        drawn=wide.table.rows,
        answered=int(wide.table.numbers("answered").sum()),
    )
