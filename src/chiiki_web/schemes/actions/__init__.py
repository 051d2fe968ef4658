"""Everything that can happen to programmes, versions of rules, and calls."""

from chiiki_web.schemes.actions.amending import (
    CannotAmendForm,
    amend_form,
)
from chiiki_web.schemes.actions.calls import (
    CannotExtendCall,
    CannotOpenCall,
    extend_call,
    open_call,
)
from chiiki_web.schemes.actions.closing import (
    CannotCorrectCall,
    cancel_call,
    correct_closing,
)
from chiiki_web.schemes.actions.drafting import (
    change_part,
    change_rule,
    change_text,
    discard_version,
    publish_version,
    start_version,
    take_back_version,
)
from chiiki_web.schemes.actions.fitting import Wanted
from chiiki_web.schemes.actions.programmes import (
    load_programmes,
    load_versions,
)
from chiiki_web.schemes.actions.rounds import (
    CannotChangeRound,
    change_round,
    delete_round,
    open_rounds,
    reopen_round,
    stop_round,
    stop_used_rounds,
)
from chiiki_web.schemes.actions.texts import CannotChangeVersion, VersionHasChanged

__all__ = [
    "CannotChangeRound",
    "Wanted",
    "change_round",
    "delete_round",
    "open_rounds",
    "reopen_round",
    "stop_round",
    "stop_used_rounds",
    "CannotCorrectCall",
    "cancel_call",
    "correct_closing",
    "CannotAmendForm",
    "CannotChangeVersion",
    "CannotExtendCall",
    "CannotOpenCall",
    "VersionHasChanged",
    "amend_form",
    "change_part",
    "change_rule",
    "change_text",
    "discard_version",
    "extend_call",
    "load_programmes",
    "load_versions",
    "open_call",
    "publish_version",
    "start_version",
    "take_back_version",
]
