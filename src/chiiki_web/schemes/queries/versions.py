"""The versions of rules: which is in force, what its text says, who may see a draft.

A text is parsed once for each digest. That is safe because the digest is over the text
itself, and because the text of a version that is in use can never change.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from django.db.models import Q, QuerySet

from chiiki.errors import EngineError
from chiiki.rules import Scheme, parse_scheme
from chiiki_web.accounts.models import Membership
from chiiki_web.schemes.models import Call, Programme, SchemeVersion

_BY_DIGEST: dict[str, Scheme] = {}


def in_use() -> QuerySet[SchemeVersion]:
    """Published and frozen versions: what applicants are held to."""
    return SchemeVersion.objects.exclude(state=SchemeVersion.State.DRAFT)


def versions_visible_to(member: Membership | None) -> QuerySet[SchemeVersion]:
    """What is published is for everybody; a draft for its office and for auditors."""
    rows = SchemeVersion.objects.select_related(
        "office", "based_on", "changed_by__user"
    )
    if member is None:
        return rows.exclude(state="draft")
    if member.role in {"auditor", "administrator"}:
        return rows
    if member.role == Membership.Role.OFFICE:
        return rows.filter(~Q(state="draft") | Q(office=member.organisation_id))
    return rows.exclude(state="draft")


def may_change(version: SchemeVersion, member: Membership | None) -> bool:
    """Whether a person belongs to the office whose version this is."""
    return (
        member is not None
        and member.role == Membership.Role.OFFICE
        and member.organisation_id == version.office_id
    )


def version_in_force(
    code: str, *, on: date | None = None, locked: bool = False
) -> SchemeVersion | None:
    """The published version that began last on or before a day, or the newest of all."""
    rows = in_use().filter(code=code)
    if locked:
        rows = rows.select_for_update(of=("self",))
    if on is not None:
        rows = rows.filter(first_day__lte=on)
    return rows.order_by("-first_day", "-pk").first()


def newest_schemes() -> dict[str, Scheme]:
    """The newest published rules of every programme, by code."""
    newest: dict[str, tuple[int, str]] = {}
    rows = in_use().order_by("first_day", "pk").values_list("code", "pk", "digest")
    for code, pk, digest in rows:
        newest[code] = (pk, digest)
    lacking = [pk for pk, digest in newest.values() if digest not in _BY_DIGEST]
    if lacking:
        for row in SchemeVersion.objects.filter(pk__in=lacking):
            scheme_of_version(row)
    return {code: _BY_DIGEST[digest] for code, (_pk, digest) in newest.items()}


def rules_of(programme: Programme) -> Scheme | None:
    """The newest published rules of a programme, if this system has them."""
    found = version_in_force(programme.scheme_code) if programme.scheme_code else None
    return scheme_of_version(found) if found else None


def scheme_of(call: Call) -> Scheme:
    """Return the rules that a call was opened under, whatever was published later."""
    known = _BY_DIGEST.get(call.scheme_digest)
    return known or scheme_of_version(version_of(call))


def version_of(call: Call) -> SchemeVersion:
    return SchemeVersion.objects.get(code=call.scheme_code, version=call.scheme_version)


def scheme_under(code: str, version: str) -> Scheme:
    """Read the stored text of a named version; raises ``EngineError`` if there is none."""
    found = SchemeVersion.objects.filter(code=code, version=version).first()
    if found is None:
        raise EngineError("rules.unknown_scheme", scheme=f"{code} {version}")
    return scheme_of_version(found)


def scheme_of_version(version: SchemeVersion) -> Scheme:
    """Read the stored text of a version; raises ``EngineError`` for an unfinished draft."""
    scheme = read_scheme(version.text, str(version))
    _BY_DIGEST.setdefault(scheme.digest, scheme)
    return scheme


def readable_scheme(version: SchemeVersion) -> Scheme | None:
    """The rules of a version, or ``None`` as long as a draft has problems."""
    try:
        return scheme_of_version(version)
    except EngineError:
        return None


@lru_cache(maxsize=256)
def read_scheme(text: str, name: str) -> Scheme:
    return parse_scheme(text, name=name)


def rules_are_unchanged(call: Call) -> bool:
    """Whether the stored text of the rules is still the one the call was opened under."""
    return scheme_of_version(version_of(call)).digest == call.scheme_digest
