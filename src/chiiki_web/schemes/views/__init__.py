"""Pages about programmes, versions of their rules, and calls."""

from chiiki_web.schemes.views.amending import amend
from chiiki_web.schemes.views.closing import cancel, correct
from chiiki_web.schemes.views.drafts import discard, publish, start, take_back
from chiiki_web.schemes.views.editing import edit, edit_part, edit_text
from chiiki_web.schemes.views.programmes import call, detail, extend, listed
from chiiki_web.schemes.views.requirements import edit_rule, edit_rules
from chiiki_web.schemes.views.versions import compare, facts, toml, version, versions

__all__ = [
    "amend",
    "call",
    "cancel",
    "compare",
    "correct",
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
    "start",
    "take_back",
    "toml",
    "version",
    "versions",
]
