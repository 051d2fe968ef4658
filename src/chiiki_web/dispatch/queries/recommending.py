"""What a recommendation speaks for, who may read it, and who could give it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from chiiki_web.accounts.models import Membership, Organisation
from chiiki_web.advisers.models import Adviser
from chiiki_web.audit import queries as audit
from chiiki_web.dispatch.models import Recommendation, Request

SEES_SENT = ("auditor", "administrator")
LOCAL = (Organisation.Kind.MUNICIPALITY, Organisation.Kind.PREFECTURE)
ROWS = ("municipality", "field", "plan")
DAYS = ("wanted_from", "wanted_until")
AS_TYPED = (
    *("kind", "sides", "project", "problem", "mode", "days", "hours", "months"),
    *("team_size", "needed_sides", "wanted_days", "office_chooses"),
    *("briefing_seen", "uses_infrastructure", "shares_case"),
)


def content_of(request: Request, nominations: Sequence[Adviser]) -> dict[str, Any]:
    """All that a region asks for, as plain JSON."""
    return {
        **{name: getattr(request, name) for name in AS_TYPED},
        **{name: getattr(request, f"{name}_id") for name in ROWS},
        **{name: getattr(request, name).isoformat() for name in DAYS},
        "nominations": [one.pk for one in nominations],
    }


def digest_of(content: Mapping[str, Any]) -> str:
    text = json.dumps(content, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Before:
    """What stood before a recommendation was taken back or replaced, and until when."""

    ground: str
    given_at: datetime | None
    void_at: datetime | None


def before(held: Recommendation) -> Before:
    """The history keeps the ground that was given first, and the day on which it ended."""
    named = {one.name: one for one in audit.history_of(held)}
    given = named.get("dispatch.recommendation_given")
    ended = named.get("dispatch.recommendation_withdrawn") or named.get(
        "dispatch.recommendation_replaced"
    )
    return Before(
        ground=str(given.details.get("ground", "")) if given else "",
        given_at=given.happened_at if given else None,
        void_at=ended.happened_at if ended else None,
    )


def request_in(held: Recommendation) -> Request:
    """The request as it was asked for, to be read; it is not stored."""
    said = held.content
    return Request(
        organisation=held.organisation,
        **{name: said[name] for name in AS_TYPED},
        **{f"{name}_id": said[name] for name in ROWS},
        **{name: date.fromisoformat(said[name]) for name in DAYS},
    )


def nominees_in(held: Recommendation) -> list[Adviser]:
    """Whom the region would like, the most wanted first."""
    wanted = held.content["nominations"]
    rows = Adviser.objects.filter(pk__in=wanted).select_related("membership__user")
    return sorted(rows, key=lambda one: wanted.index(one.pk))


def recommendations_of(member: Membership) -> QuerySet[Recommendation]:
    """Those of one's own body and to it; the office of the call and auditors: what was sent."""
    rows = Recommendation.objects.select_related(
        "organisation", "recommender", "call__office", "call__programme", "request"
    )
    if member.role in SEES_SENT:
        return rows.filter(request__isnull=False)
    mine = member.organisation_id
    if member.role == "office":
        return rows.filter(request__isnull=False, call__office=mine)
    if member.role == "officer":
        return rows.filter(Q(organisation=mine) | Q(recommender=mine))
    return rows.none()


def recommendations_to_answer(member: Membership) -> QuerySet[Recommendation]:
    """Requests of others that wait for this officer's local government."""
    return recommendations_of(member).filter(
        recommender=member.organisation_id, state=Recommendation.State.ASKED
    )


def recommended_to_send(member: Membership) -> QuerySet[Recommendation]:
    """Requests of one's own that were recommended and not sent yet."""
    return recommendations_of(member).filter(
        organisation=member.organisation_id,
        state=Recommendation.State.GIVEN,
        request=None,
    )


def recommendation_for(
    form_key: UUID, organisation: Organisation
) -> Recommendation | None:
    """The latest one of a request that is still being written."""
    rows = Recommendation.objects.filter(form_key=form_key, organisation=organisation)
    return rows.select_related("recommender", "letter").first()


def recommender_choices(organisation: Organisation) -> QuerySet[Organisation]:
    """Local governments of the region; all of them where the body has no place of its own."""
    rows = Organisation.objects.filter(kind__in=LOCAL).exclude(pk=organisation.pk)
    where = prefecture_of(organisation)
    if where is None:
        return rows
    return rows.filter(Q(prefecture=where) | Q(municipality__prefecture=where))


def prefecture_of(organisation: Organisation) -> str | None:
    if organisation.municipality is not None:
        return organisation.municipality.prefecture_id
    return organisation.prefecture_id
