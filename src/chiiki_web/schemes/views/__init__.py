"""Pages about programmes, versions of their rules, and calls."""

from chiiki_web.schemes.views.amending import amend
from chiiki_web.schemes.views.closing import cancel, correct
from chiiki_web.schemes.views.drafts import discard, publish, start, take_back
from chiiki_web.schemes.views.editing import edit, edit_part, edit_text
from chiiki_web.schemes.views.programmes import call, detail, extend, listed
from chiiki_web.schemes.views.requirements import edit_rule, edit_rules
from chiiki_web.schemes.views.rounds import (
    delete_round,
    reopen_round,
    round_page,
    rounds,
    stop_round,
    take_suggested,
)
from chiiki_web.schemes.views.versions import compare, facts, toml, version, versions

__all__ = [
    "amend",
    "call",
    "cancel",
    "compare",
    "correct",
    "delete_round",
    "detail",
    "discard",
    "edit",
    "edit_part",
    "edit_rule",
    "edit_rules",
    "edit_text",
    "extend",
    "facts",
    "listed",
    "publish",
    "reopen_round",
    "round_page",
    "rounds",
    "start",
    "stop_round",
    "take_back",
    "take_suggested",
    "toml",
    "version",
    "versions",
]
