"""Everything that happens at the desk itself."""

from chiiki_web.desk.actions.batches import CannotBatch, begin_batch, work_off
from chiiki_web.desk.actions.deeds import foresee
from chiiki_web.desk.actions.saving import (
    MOST_VIEWS,
    CannotSaveView,
    remove_view,
    save_view,
    set_default_view,
)

__all__ = [
    "MOST_VIEWS",
    "CannotBatch",
    "CannotSaveView",
    "begin_batch",
    "foresee",
    "remove_view",
    "save_view",
    "set_default_view",
    "work_off",
]
