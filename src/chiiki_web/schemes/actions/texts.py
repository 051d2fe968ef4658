"""What a text of rules must be before it is stored at all."""

from __future__ import annotations

from datetime import date

from chiiki.errors import EngineError
from chiiki.reasons import Reason, reason
from chiiki.rules import is_version_name, read_toml
from chiiki_web.refusals import Refusal
from chiiki_web.schemes import queries
from chiiki_web.schemes.models import SchemeVersion


class CannotChangeVersion(Refusal):
    """The version says what it said."""


class VersionHasChanged(CannotChangeVersion):
    """Somebody else saved the same part meanwhile; nothing was overwritten."""


def named(draft: SchemeVersion, text: str) -> tuple[str, date]:
    """What the text calls itself; a text that does not is not stored at all."""
    try:
        content = read_toml(text)
    except EngineError as fault:
        raise CannotChangeVersion(_unreadable(fault)) from fault
    if misshapen := queries.misshapen(content):
        raise CannotChangeVersion(misshapen)
    version, first_day = content.get("version"), content.get("first_day")
    if content.get("code") != draft.code:
        raise CannotChangeVersion(reason("schemes.code_changed", kept=draft.code))
    if not isinstance(version, str) or not is_version_name(version):
        raise CannotChangeVersion(reason("schemes.version_unnamed"))
    if type(first_day) is not date:
        raise CannotChangeVersion(reason("schemes.first_day_missing"))
    return version, first_day


def _unreadable(fault: EngineError) -> Reason:
    if fault.code == "rules.not_toml":
        return reason("schemes.not_toml", message=fault.values["message"])
    return reason(fault.code, **fault.values)
