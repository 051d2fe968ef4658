"""The sample questionnaires that come with the package: made up, and said to be so."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from chiiki.errors import EngineError
from chiiki.questionnaire.model import Questionnaire
from chiiki.questionnaire.reading import read_questionnaire


def published_questionnaires() -> tuple[str, ...]:
    """Their names, the oldest first: ``sample_2025``."""
    folder = files("chiiki.questionnaire").joinpath("published")
    names = (one.name for one in folder.iterdir() if one.name.endswith(".toml"))
    return tuple(sorted(name.removesuffix(".toml") for name in names))


def published_text(name: str) -> str:
    """The TOML text of one. Raises EngineError questionnaire.not_published."""
    if name not in published_questionnaires():
        raise EngineError("questionnaire.not_published", found=name)
    place = files("chiiki.questionnaire").joinpath("published", f"{name}.toml")
    return place.read_text("utf-8")


@cache
def published_questionnaire(name: str) -> Questionnaire:
    """One of them, read. Raises EngineError questionnaire.not_published."""
    return read_questionnaire(published_text(name))
