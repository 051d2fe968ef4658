"""Everything that can happen to results of a survey."""

from chiiki_web.results.actions.publishing import CannotPublish, prepare, publish
from chiiki_web.results.actions.running import (
    repeat_edition,
    repeat_waiting,
    work_out_waiting,
)

__all__ = [
    "CannotPublish",
    "prepare",
    "publish",
    "repeat_edition",
    "repeat_waiting",
    "work_out_waiting",
]
