"""The tables of a survey's publication. Start at :func:`publish`."""

from chiiki.publication.comparing import CommonScope, Comparison, Moved, compare_years
from chiiki.publication.model import (
    WHOLE,
    Base,
    Breakdown,
    Choices,
    Figure,
    Publication,
    PublishedTable,
    Responses,
    TableCode,
)
from chiiki.publication.publish import publish
from chiiki.publication.stored import read_frame, read_publication, stored

__all__ = [
    "WHOLE",
    "Base",
    "Breakdown",
    "Choices",
    "CommonScope",
    "Comparison",
    "Figure",
    "Moved",
    "Publication",
    "PublishedTable",
    "Responses",
    "TableCode",
    "compare_years",
    "publish",
    "read_frame",
    "read_publication",
    "stored",
]
