"""The schemes that come with the package: one TOML file for each version of a programme."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cache
from importlib.resources import files

from chiiki.errors import EngineError
from chiiki.rules.model import Scheme
from chiiki.rules.parse import parse_scheme

LAST = 10**6


def load_scheme(code: str, *, on: date | None = None) -> Scheme:
    """Return the version in force on a day, or the newest where no day is given.

    >>> load_scheme("kizuna").version
    '2010'
    """
    versions = [scheme for scheme in all_versions() if scheme.code == code]
    if not versions:
        raise EngineError("rules.unknown_scheme", scheme=code)
    scheme = version_in_force(versions, on)
    if scheme is None:
        raise EngineError("rules.not_yet_published", scheme=code, day=on)
    return scheme


def version_in_force(versions: Iterable[Scheme], on: date | None) -> Scheme | None:
    """Return the version that began last on or before a day, or the newest for no day."""
    begun = (scheme for scheme in versions if on is None or scheme.first_day <= on)
    return max(begun, key=lambda scheme: scheme.first_day, default=None)


def scheme_version(code: str, version: str) -> Scheme:
    """Return one version: the one that an old application was checked against."""
    for scheme in all_versions():
        if (scheme.code, scheme.version) == (code, version):
            return scheme
    raise EngineError("rules.unknown_scheme", scheme=f"{code} {version}")


def published_schemes() -> tuple[Scheme, ...]:
    """Return the newest version of every programme, in the order of the deck's slides."""
    newest = {scheme.code: scheme for scheme in all_versions()}
    return tuple(sorted(newest.values(), key=lambda scheme: scheme.slide or LAST))


@cache
def all_versions() -> tuple[Scheme, ...]:
    """Return every version of every programme, the oldest first."""
    folder = files("chiiki.rules").joinpath("published")
    texts = [
        (file.name, file.read_text(encoding="utf-8"))
        for file in folder.iterdir()
        if file.name.endswith(".toml")
    ]
    schemes = [parse_scheme(text, name=name) for name, text in texts]
    return tuple(sorted(schemes, key=lambda scheme: scheme.first_day))
