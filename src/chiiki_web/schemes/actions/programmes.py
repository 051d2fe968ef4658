"""What the package brings: fields, programmes, and the published versions of rules."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from chiiki import reference
from chiiki.rules import Scheme
from chiiki.rules.published import all_versions
from chiiki_web.audit import log
from chiiki_web.schemes.actions.freezing import freeze
from chiiki_web.schemes.models import Call, Field, Programme, SchemeVersion


@transaction.atomic
def load_programmes(at: datetime) -> None:
    """Bring fields and programmes up to the packaged reference; a second load is no change.

    Published budgets, calls and rules stay in the files: rows are what others refer to.
    """
    for order, field in enumerate(reference.load_fields()):
        names = {"name_ja": field.words.ja, "name_en": field.words.en, "order": order}
        Field.objects.update_or_create(code=field.code, defaults=names)
    known = Programme.objects.in_bulk()
    for order, one in enumerate(reference.load_programmes()):
        wanted = _row(one, order)
        row = known.get(one.code)
        if row is None:
            Programme.objects.create(code=one.code, **wanted)
            continue
        changed = [name for name in wanted if getattr(row, name) != wanted[name]]
        if changed:
            for name in changed:
                setattr(row, name, wanted[name])
            row.save(update_fields=changed)
            log.record("programme.changed", row, by=None, at=at, fields=changed)


@transaction.atomic
def load_versions(at: datetime) -> None:
    """Bring the packaged versions of rules in as published ones; safe to repeat.

    A packaged text that changed replaces the stored one only as long as no call was
    opened under it: a frozen version stays as it is, whatever the package says.
    """
    known = {
        (row.code, row.version): row
        for row in SchemeVersion.objects.select_for_update(of=("self",)).defer("text")
    }
    for scheme in all_versions():
        row = known.get((scheme.code, scheme.version))
        if row is None:
            SchemeVersion.objects.create(
                **_packaged(scheme, at),
                code=scheme.code,
                version=scheme.version,
                state=SchemeVersion.State.PUBLISHED,
                published_at=at,
                is_packaged=True,
            )
        elif _may_follow(row, scheme):
            before = row.digest
            wanted = _packaged(scheme, at)
            for name in wanted:
                setattr(row, name, wanted[name])
            row.save(update_fields=[*wanted])
            log.record(
                "scheme_version.changed",
                row,
                by=None,
                at=at,
                before=before,
                sha256=scheme.digest,
            )
    _freeze_what_calls_use(at)


def _packaged(scheme: Scheme, at: datetime) -> dict[str, object]:
    return {
        "first_day": scheme.first_day,
        "text": scheme.text,
        "digest": scheme.digest,
        "changed_at": at,
    }


def _may_follow(row: SchemeVersion, scheme: Scheme) -> bool:
    is_open = row.is_packaged and row.state != SchemeVersion.State.FROZEN
    return is_open and row.digest != scheme.digest


def _freeze_what_calls_use(at: datetime) -> None:
    """Calls that were opened before versions were rows are tied to theirs."""
    for call in Call.objects.filter(rules=None):
        row = SchemeVersion.objects.filter(
            code=call.scheme_code, version=call.scheme_version
        ).first()
        if row is not None:
            call.rules = row
            call.save(update_fields=["rules"])
            freeze(row, by=None, at=at)


def _row(one: reference.Programme, order: int) -> dict[str, object]:
    return {
        "name_ja": one.words.ja,
        "name_en": one.words.en,
        "purpose_ja": one.purpose.ja,
        "purpose_en": one.purpose.en,
        "instrument": one.instrument,
        "kind": one.kind,
        "first_fiscal_year": one.first_fiscal_year,
        "last_fiscal_year": one.last_fiscal_year,
        "slide": one.slide,
        "scheme_code": one.scheme,
        "source": one.source,
        "order": order,
    }
