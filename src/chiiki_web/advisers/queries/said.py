"""What an entry says, as plain values: the form in which it is stated, compared, kept."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from chiiki_web.accounts.models import Organisation
from chiiki_web.advisers.models import Adviser
from chiiki_web.advisers.models.register import DeclaredBody

COLUMNS = (
    "affiliation_kind",
    "affiliation",
    "speciality_ja",
    "speciality_en",
    "profile_ja",
    "profile_en",
    "past_work_ja",
    "past_work_en",
    "sides",
    "languages",
    "capacity_days",
    "is_published",
    "is_manager",
    "is_active",
)
OFFICE_ONLY = frozenset({"is_manager", "is_active"})
Said = dict[str, Any]


def said_of(adviser: Adviser) -> Said:
    """Everything that an entry says, by the names that the actions know."""
    said: Said = {name: getattr(adviser, name) for name in COLUMNS}
    return said | {
        "prefecture": adviser.prefecture_id,
        "municipality": adviser.municipality_id,
        "photo": adviser.photo_id,
        "fields": sorted(one.pk for one in adviser.fields.all()),
        "employers": bodies(adviser.employments.select_related("organisation")),
        "vendors": bodies(adviser.vendors.select_related("organisation")),
    }


def bodies(rows: Iterable[DeclaredBody]) -> list[Said]:
    """Declared bodies by name, with the days and the ground as they were declared."""
    return [
        body(str(one), one.since, one.until, one.ground)
        for one in sorted(rows, key=lambda row: (str(row), row.pk))
    ]


def body(name: str, since: Any = None, until: Any = None, ground: str = "") -> Said:
    return {
        "name": name,
        "since": since.isoformat() if since else "",
        "until": until.isoformat() if until else "",
        "ground": ground,
    }


def plain(values: Said) -> Said:
    """The same values, rows as their keys and bodies by their names."""
    return {name: _plain(name, value) for name, value in values.items()}


def _plain(name: str, value: Any) -> Any:
    if name == "fields":
        return sorted(getattr(one, "pk", one) for one in value)
    if name in ("employers", "vendors"):
        found = [
            body(one.name_ja) if isinstance(one, Organisation) else one for one in value
        ]
        return sorted(found, key=lambda one: str(one["name"]))
    return getattr(value, "pk", value)
