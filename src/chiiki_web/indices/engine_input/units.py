"""Who can be compared: countries, prefectures and municipalities by their codes."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from chiiki import codes, reference
from chiiki.errors import EngineError
from chiiki.indices import Unit
from chiiki_web.indices.models import Index
from chiiki_web.regions.models import Municipality, Prefecture

COUNTRY = 3  # letters of a code of ISO 3166-1
SHORT = 5  # digits of a municipality without its check digit
Kind = Index.Kind


@dataclass(frozen=True, slots=True)
class Known:
    """A unit that the site knows; ``successor`` is the code that took its place."""

    code: str
    name_ja: str
    name_en: str
    prefecture: str = ""
    has_ended: bool = False
    successor: str = ""


def known_units(kind: str, wanted: Collection[str]) -> dict[str, Known]:
    """Those of these codes that the site knows, by the code as it was written."""
    match kind:
        case Kind.PREFECTURES:
            return _prefectures(wanted)
        case Kind.MUNICIPALITIES:
            return _municipalities(wanted)
        case Kind.COUNTRIES:
            return _countries(wanted)
    return {}


def listed_units(kind: str) -> tuple[Unit, ...]:
    """Everybody of a kind, where a text names nobody; nobody for countries and others."""
    if kind == Kind.PREFECTURES:
        rows = Prefecture.objects.filter(is_sample=False).order_by("code")
        return tuple(Unit(code=one.code) for one in rows)
    if kind == Kind.MUNICIPALITIES:
        living = Municipality.objects.filter(is_sample=False, last_day=None)
        return tuple(Unit(code=one.code) for one in living.order_by("code"))
    return ()


def _prefectures(wanted: Collection[str]) -> dict[str, Known]:
    rows = {one.code[:2]: one for one in Prefecture.objects.all()}
    return {
        one: Known(row.code, row.name_ja, row.name_en, row.code)
        for one in wanted
        if (row := rows.get(one[:2])) and one in (row.code, row.code[:2])
    }


def _municipalities(wanted: Collection[str]) -> dict[str, Known]:
    read = {one: code for one in wanted if (code := _code(one))}
    rows = Municipality.objects.in_bulk(list(read.values()))
    return {
        one: Known(
            row.code,
            row.name_ja,
            row.name_en,
            str(row.prefecture_id),
            row.last_day is not None,
            str(row.successor_id or ""),
        )
        for one, code in read.items()
        if (row := rows.get(code))
    }


def _countries(wanted: Collection[str]) -> dict[str, Known]:
    names = {
        code: words
        for edition in reference.load_index()
        for code, words in edition.names.items()
    }
    return {
        one: Known(one, names[one].ja, names[one].en)
        if one in names
        else Known(one, one, one)
        for one in wanted
        if len(one) == COUNTRY and one.isascii() and one.isalpha() and one.isupper()
    }


def _code(text: str) -> str | None:
    """Six digits; five are taken too, as statistics write them without the check digit."""
    is_short = len(text) == SHORT and text.isascii() and text.isdigit()
    try:
        return codes.parse_municipality_code(
            f"{text}{codes.check_digit(text)}" if is_short else text
        )
    except EngineError:
        return None
