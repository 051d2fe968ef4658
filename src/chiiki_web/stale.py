"""Two people, or two tabs, write into the same thing: nobody's text is lost unseen.

A page puts a stamp of what it showed into its form: a digest for each part. When the form
comes back, each part is one of three: untouched by the writer (what is stored stays),
untouched by others since (the writer's text is kept), or touched by both (nothing is kept,
and the writer sees both). Plans keep versions and every text instead: see their actions.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Model
from django.http import QueryDict

from chiiki.reasons import reason
from chiiki_web.refusals import Refusal

NAME = "seen"


class HasChanged(Refusal):
    """Somebody else changed the parts called ``names`` since the form was opened."""

    def __init__(self, names: Collection[str]) -> None:
        self.names = frozenset(names)
        super().__init__(reason("stale.changed_meanwhile"))


@dataclass(frozen=True, slots=True)
class Difference:
    """A part and what is stored of it now; the form shows what was typed."""

    label: str
    stored: str


def stamp(said: Mapping[str, Any]) -> str:
    """What a form carries so that its sending can tell what its writer saw."""
    return " ".join(f"{name}:{_digest(value)}" for name, value in said.items())


def seen_in(typed: QueryDict | None, said: Mapping[str, Any]) -> str:
    """The stamp that was sent, or a new one for a page that is opened."""
    return stamp(said) if typed is None else typed.get(NAME, "")


def seen_anew(seen: str, said: Mapping[str, Any], names: Collection[str]) -> str:
    """The stamp after the writer has been shown what is stored of these parts."""
    known = _read(seen) | {name: _digest(said[name]) for name in names}
    return " ".join(f"{name}:{digest}" for name, digest in known.items())


def changes(
    seen: str | None, typed: Mapping[str, Any], stored: Mapping[str, Any]
) -> dict[str, Any]:
    """What is to be kept of what was typed, or HasChanged. Without a stamp, whatever differs.

    Call it with the row held, so that what is stored cannot move any more.
    """
    known = _read(seen or "")
    differ = {
        name: value
        for name, value in typed.items()
        if _digest(value) != _digest(stored[name])
    }
    if not seen:
        return differ
    mine = {
        name: value
        for name, value in differ.items()
        if _digest(value) != known.get(name)
    }
    if both := {one for one in mine if known.get(one) != _digest(stored[one])}:
        raise HasChanged(both)
    return mine


def differences(
    fresh: forms.Form, names: Collection[str], called: Mapping[str, str] | None = None
) -> list[Difference]:
    """The parts touched by both, as a form fresh from the database shows them.

    ``called`` names the field of a part where the two have other names.
    """
    fields = (fresh[(called or {}).get(name, name)] for name in sorted(names))
    return [Difference(str(one.label), _shown(one)) for one in fields]


def _shown(bound: forms.BoundField) -> str:
    value, field = bound.value(), bound.field
    if isinstance(field, forms.BooleanField):
        return "✓" if value else "—"
    if isinstance(field, forms.ChoiceField):
        words = {str(code): str(label) for code, label in field.choices}  # type: ignore[union-attr,misc]
        chosen = value if isinstance(value, list | tuple) else [value]
        return ", ".join(words.get(str(one), str(one)) for one in chosen)
    return "" if value is None else str(value)


def _read(seen: str) -> dict[str, str]:
    pairs = (one.rpartition(":") for one in seen.split())
    return {name: digest for name, _colon, digest in pairs if name}


def _digest(value: object) -> str:
    text = json.dumps(_plain(value), cls=DjangoJSONEncoder, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _plain(value: object) -> object:
    """One form for what means the same: line ends, rows and their keys, order of a choice."""
    if isinstance(value, str):
        return value.replace("\r\n", "\n").strip()
    if isinstance(value, Model):
        return value.pk
    if isinstance(value, Iterable) and not isinstance(value, Mapping):
        return sorted(str(_plain(one)) for one in value)
    return value
