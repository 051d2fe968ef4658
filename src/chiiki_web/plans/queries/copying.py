"""What a new plan takes over from what another plan said, and what it leaves behind.

``said`` is what ``snapshot`` gives, of a plan as it stands or as it was sent.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone

from chiiki.readiness import ITEMS
from chiiki.reasons import Reason, reason
from chiiki_web.plans.models import NOT_A_LIFELINE
from chiiki_web.plans.queries.content import SAID
from chiiki_web.regions.models import Municipality

LEFT = frozenset({"title", "lifeline", "recommended_by", "as_consortium"})
TAKEN_OVER = tuple(name for name in SAID if name not in LEFT)
LOOK_AGAIN = (
    "goal",
    "need_people_asked",
    "need_found",
    "target_users",
    "target_uses_per_month",
    "baseline_uses_per_month",
    "leader_name",
    "stakeholders",
    "costs",
    "requested",
    "running_cost_per_year",
    "after_funding",
)
EMPTY: tuple[Any, ...] = (None, "", [])
Said = Mapping[str, Any]


def left_out(said: Said, at: datetime) -> list[Reason]:
    """Everything that is not taken over, each with its reason."""
    return [*_left_by_choice(said), *_left_by_change(said, at)]


def look_again(said: Said) -> list[str]:
    """The parts that are taken over and seldom hold for another year."""
    names = {"costs": "cost_lines"}
    return [part for part in LOOK_AGAIN if said.get(names.get(part, part)) not in EMPTY]


def place_of_copy(said: Said, at: datetime) -> Municipality | None:
    """The municipality, or what it became; None where that is not one."""
    found = Municipality.objects.filter(pk=_code(said)).first()
    while found is not None and _has_ended(found, at):
        found = found.successor
    return found


def _left_by_choice(said: Said) -> list[Reason]:
    found = []
    if said.get("lifeline") not in {None, "", NOT_A_LIFELINE}:
        found.append(reason("plans.copy_without_lifeline"))
    if said.get("partners"):
        names = [str(one["name_ja"]) for one in said["partners"]]
        found.append(reason("plans.copy_without_partners", names="、".join(names)))
    if said.get("recommended_by"):
        by = said["recommended_by"]
        found.append(reason("plans.copy_without_recommendation", name=by))
    files = [one for one in said.get("answers", ()) if one.get("file_name")]
    if files:
        found.append(reason("plans.copy_without_evidence", count=len(files)))
    return [*found, reason("plans.copy_without_attachments")]


def _left_by_change(said: Said, at: datetime) -> list[Reason]:
    found = []
    place = Municipality.objects.filter(pk=_code(said)).first()
    if place is None or _has_ended(place, at):
        name = (said.get("municipality") or {}).get("name_ja", "")
        found.append(reason("plans.copy_without_municipality", name=name))
    known = {item.code for item in ITEMS}
    gone = [one for one in said.get("answers", ()) if one.get("item") not in known]
    if gone:
        found.append(reason("plans.copy_without_items", count=len(gone)))
    return found


def _code(said: Said) -> str:
    return str((said.get("municipality") or {}).get("code", ""))


def _has_ended(place: Municipality, at: datetime) -> bool:
    return place.last_day is not None and place.last_day < timezone.localdate(at)
