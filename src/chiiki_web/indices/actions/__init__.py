"""Everything that can happen to an index, its editions and their runs."""

from chiiki_web.indices.actions.defining import (
    CannotKeepIndex,
    DefinitionHasChanged,
    save_definition,
    start_index,
)
from chiiki_web.indices.actions.editions import (
    choose,
    drop_offer,
    offer_figures,
    start_edition,
    take_figures,
)
from chiiki_web.indices.actions.publishing import publish_edition
from chiiki_web.indices.actions.running import ask_for_run, repeat_run, run_waiting

__all__ = [
    "CannotKeepIndex",
    "DefinitionHasChanged",
    "ask_for_run",
    "choose",
    "drop_offer",
    "offer_figures",
    "publish_edition",
    "repeat_run",
    "run_waiting",
    "save_definition",
    "start_edition",
    "start_index",
    "take_figures",
]
