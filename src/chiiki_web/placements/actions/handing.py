"""Know-how is written down for whoever goes on, and shared as a case by the region."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from chiiki.reasons import reason
from chiiki_web.accounts.models import Membership
from chiiki_web.library import actions as library
from chiiki_web.library.models import CaseStudy
from chiiki_web.placements.actions.holding import (
    CannotPlaceManager,
    demand,
    hold_as_side,
    people_of,
    record,
    tell_about,
)
from chiiki_web.placements.models import KnowHow, Placement, Side

MOST_ENTRIES = 200
Running, Finished = Placement.Status.RUNNING, Placement.Status.FINISHED


@transaction.atomic
def write_know_how(
    placement_id: int,
    *,
    kind: str,
    title: str,
    text: str,
    for_whom: str = "",
    by: Membership,
    at: datetime,
) -> KnowHow:
    """Either side writes down what whoever goes on must know."""
    placement, side = hold_as_side(placement_id, by)
    demand(placement, Running)
    if placement.know_how.count() >= MOST_ENTRIES:
        raise CannotPlaceManager(reason("placements.too_many_rows", most=MOST_ENTRIES))
    made = KnowHow.objects.create(
        placement=placement,
        kind=kind,
        title=title,
        text=text,
        for_whom=for_whom,
        written_at=at,
    )
    record(
        "placement.know_how_written",
        placement,
        by=by,
        at=at,
        kind=kind,
        title=title,
        side=side,
    )
    return made


@transaction.atomic
def change_know_how(
    know_how_id: int,
    *,
    kind: str,
    title: str,
    text: str,
    for_whom: str = "",
    by: Membership,
    at: datetime,
) -> KnowHow:
    """Put an entry right as long as it is not a case that others read."""
    found = KnowHow.objects.get(pk=know_how_id)
    placement, _side = hold_as_side(found.placement_id, by)
    demand(placement, Running)
    found.refresh_from_db()
    if found.study_id:
        raise CannotPlaceManager(reason("placements.published_already"))
    found.kind, found.title = kind, title
    found.text, found.for_whom = text, for_whom
    found.save(update_fields=["kind", "title", "text", "for_whom"])
    record(
        "placement.know_how_changed", placement, by=by, at=at, kind=kind, title=title
    )
    return found


@transaction.atomic
def publish_know_how(
    know_how_id: int, *, by: Membership, at: datetime, **values: Any
) -> CaseStudy:
    """The region shares an entry as a case of the library; both lead to each other.

    Whom to ask stays between those who take part: a case is read by everybody.
    """
    found = KnowHow.objects.get(pk=know_how_id)
    placement, _side = hold_as_side(found.placement_id, by, Side.REGION)
    demand(placement, Running, Finished)
    found.refresh_from_db()
    request = placement.request
    if found.study_id:
        raise CannotPlaceManager(reason("placements.published_already"))
    if found.kind == KnowHow.Kind.CONTACT:
        raise CannotPlaceManager(reason("placements.contact_stays_inside"))
    if not request.shares_case:
        raise CannotPlaceManager(reason("placements.sharing_not_agreed"))
    study = library.publish_lesson(
        source=f"{request.project}（{request.number}）",
        origin=f"/placements/public/{placement.pk}/",
        field_id=request.field_id,
        municipality_id=request.municipality_id,
        is_sample=request.organisation.is_sample,
        by=by,
        at=at,
        **values,
    )
    found.study = study
    found.save(update_fields=["study"])
    record(
        "placement.know_how_published",
        placement,
        by=by,
        at=at,
        title=found.title,
        study=study.pk,
    )
    tell_about(
        placement,
        people_of(placement, Side.MANAGER),
        "placement.know_how_published",
        subject=_("What you handed over is a case now: placement %(number)s"),
        body=_("%(region)s has shared “%(title)s” with all regions."),
        values={"title": study.title_ja},
        step=found.pk,
        at=at,
    )
    return study
