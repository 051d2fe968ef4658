"""A local government is asked to recommend a request before it is sent, and answers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from importlib.resources import files
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from chiiki import periods
from chiiki.reasons import reason
from chiiki_web.accounts import queries as accounts
from chiiki_web.accounts.models import Membership, Organisation
from chiiki_web.advisers.models import Adviser
from chiiki_web.audit import log
from chiiki_web.dispatch import queries
from chiiki_web.dispatch.actions.checking import against_request, of_its_mode
from chiiki_web.dispatch.engine_input.recommending import recommendation_letter
from chiiki_web.dispatch.models import Recommendation, Request
from chiiki_web.documents.actions import store_bytes
from chiiki_web.documents.models import StoredFile
from chiiki_web.documents.typeset import make_pdf
from chiiki_web.outbox.actions import tell
from chiiki_web.refusals import Refusal

State = Recommendation.State


class CannotRecommend(Refusal):
    """The recommendation stays as it was."""


@transaction.atomic
def ask_recommendation(
    *,
    form_key: UUID,
    recommender: Organisation | None,
    nominations: Sequence[Adviser] = (),
    by: Membership,
    at: datetime,
    **values: Any,
) -> Recommendation:
    """Ask for the request as it stands; what was asked for the same form before is replaced."""
    if by.role != Membership.Role.OFFICER:
        raise CannotRecommend(reason("dispatch.officers_only"))
    Organisation.objects.select_for_update().get(pk=by.organisation_id)
    request = _request_of(form_key, by, at, values)
    chosen = _possible(recommender, request)
    request.recommended_by = chosen.name_ja
    if against := against_request(request, nominations, timezone.localdate(at)):
        raise CannotRecommend(*against)
    content = queries.content_of(request, nominations)
    digest = queries.digest_of(content)
    live = Recommendation.objects.select_for_update().filter(
        form_key=form_key, state__in=[State.ASKED, State.GIVEN]
    )
    for one in live:
        if one.digest == digest and one.recommender_id == chosen.pk:
            return one
        _replace(one, by, at)
    assert request.call is not None
    made = Recommendation.objects.create(
        form_key=form_key,
        organisation=by.organisation,
        recommender=chosen,
        call=request.call,
        content=content,
        digest=digest,
        asked_by=by,
        asked_at=at,
    )
    _record(made, "dispatch.recommendation_asked", by, at)
    tell(
        accounts.holders(Membership.Role.OFFICER, chosen),
        "dispatch.recommendation_asked",
        subject=_("You are asked to recommend a dispatch request: %(project)s"),
        body=_(
            "%(organisation)s asks for your recommendation before it sends its request for"
            " “%(project)s”. Please read the request, then recommend it or decline."
        ),
        values={"project": made.project, "organisation": by.organisation},
        path=reverse("dispatch:recommendation", args=[made.pk]),
        key=f"dispatch.recommendation_asked:{made.pk}",
        at=at,
    )
    return made


@transaction.atomic
def give_recommendation(
    recommendation_id: int, *, ground: str, by: Membership, at: datetime
) -> Recommendation:
    """Recommend what was read; the letter is numbered, made and stored."""
    held = _hold_asked(recommendation_id, by, ground)
    held.state, held.ground = State.GIVEN, ground
    held.answered_by, held.answered_at = by, at
    held.number = _next_number(held, at)
    stored = _store_letter(held, at)
    held.letter = stored
    held.save()
    details = {"number": held.number, "sha256": stored.sha256, "digest": held.digest}
    details["ground"] = ground
    _record(held, "dispatch.recommendation_given", by, at, **details)
    _tell_requester(held, _("%(name)s recommends your request: %(project)s"), at)
    return held


@transaction.atomic
def decline_recommendation(
    recommendation_id: int, *, ground: str, by: Membership, at: datetime
) -> Recommendation:
    """Do not recommend, with the ground."""
    held = _hold_asked(recommendation_id, by, ground)
    held.state, held.ground = State.DECLINED, ground
    held.answered_by, held.answered_at = by, at
    held.save(update_fields=["state", "ground", "answered_by", "answered_at"])
    _record(held, "dispatch.recommendation_declined", by, at, ground=ground)
    _tell_requester(held, _("%(name)s does not recommend: %(project)s"), at)
    return held


@transaction.atomic
def withdraw_recommendation(
    recommendation_id: int, *, ground: str, by: Membership, at: datetime
) -> Recommendation:
    """The local government takes its word back, until the request is sent."""
    held = _hold(recommendation_id, by)
    if held.state == State.WITHDRAWN:
        return held
    if held.state != State.GIVEN:
        raise CannotRecommend(reason("dispatch.recommendation_not_given"))
    if held.request_id is not None:
        raise CannotRecommend(reason("dispatch.recommendation_sent"))
    _refuse_without(ground)
    held.state, held.ground = State.WITHDRAWN, ground
    held.answered_by, held.answered_at = by, at
    held.save(update_fields=["state", "ground", "answered_by", "answered_at"])
    _record(held, "dispatch.recommendation_withdrawn", by, at, ground=ground)
    _tell_requester(held, _("%(name)s takes its recommendation back: %(project)s"), at)
    return held


def _request_of(
    form_key: UUID, by: Membership, at: datetime, values: dict[str, Any]
) -> Request:
    """The request as it would be sent now; refused where it was sent or none can be."""
    if Request.objects.filter(form_key=form_key).exists():
        raise CannotRecommend(reason("dispatch.sent_already"))
    others = Recommendation.objects.filter(form_key=form_key).exclude(
        organisation=by.organisation_id
    )
    if others.exists():
        raise CannotRecommend(reason("dispatch.not_yours"))
    found = queries.opening(values["kind"], at)
    if found.call is None or found.reasons:
        raise CannotRecommend(*found.reasons)
    return Request(
        form_key=form_key,
        call=found.call,
        round=found.round,
        organisation=by.organisation,
        fiscal_year=found.call.fiscal_year,
        **of_its_mode(values),
    )


def _possible(recommender: Organisation | None, request: Request) -> Organisation:
    if request.organisation.is_local_government:
        raise CannotRecommend(reason("dispatch.needs_no_recommendation"))
    if recommender is None:
        raise CannotRecommend(reason("dispatch.no_recommender"))
    if not recommender.is_local_government:
        said = reason("dispatch.recommender_not_local", name=recommender.name_ja)
        raise CannotRecommend(said)
    where = queries.prefecture_of(recommender)
    if where not in (None, request.municipality.prefecture_id):
        said = reason("dispatch.recommender_elsewhere", name=recommender.name_ja)
        raise CannotRecommend(said)
    return recommender


def _replace(held: Recommendation, by: Membership, at: datetime) -> None:
    held.state = State.REPLACED
    held.save(update_fields=["state"])
    _record(held, "dispatch.recommendation_replaced", by, at)


def _hold(recommendation_id: int, by: Membership) -> Recommendation:
    held = (
        Recommendation.objects.select_for_update(of=("self",))
        .select_related(
            "organisation", "recommender", "call__office", "call__programme"
        )
        .get(pk=recommendation_id)
    )
    if by.role != "officer" or by.organisation_id != held.recommender_id:
        raise CannotRecommend(reason("dispatch.recommender_only"))
    return held


def _hold_asked(recommendation_id: int, by: Membership, ground: str) -> Recommendation:
    held = _hold(recommendation_id, by)
    if held.state == State.REPLACED:
        raise CannotRecommend(reason("dispatch.recommendation_replaced"))
    if held.state != State.ASKED:
        raise CannotRecommend(reason("dispatch.recommendation_answered"))
    _refuse_without(ground)
    return held


def _refuse_without(ground: str) -> None:
    if not ground.strip():
        raise CannotRecommend(reason("dispatch.recommendation_without_ground"))


def _next_number(held: Recommendation, at: datetime) -> str:
    """令和8年度派遣推薦第1号: without a gap within one local government and fiscal year."""
    Organisation.objects.select_for_update().get(pk=held.recommender_id)
    year = periods.fiscal_year(timezone.localdate(at))
    start = f"{periods.format_fiscal_year(year, 'ja')}派遣推薦第"
    taken = Recommendation.objects.filter(
        recommender=held.recommender_id, number__startswith=start
    )
    return f"{start}{taken.count() + 1}号"


def _store_letter(held: Recommendation, at: datetime) -> StoredFile:
    template = files("chiiki_web.dispatch") / "letters" / "letter.typ"
    said = recommendation_letter(held, queries.request_in(held), at)
    pdf = make_pdf(Path(str(template)), said | {"number": held.number})
    return store_bytes(pdf, "application/pdf", at=at)


def _record(
    held: Recommendation, event: str, by: Membership, at: datetime, **details: object
) -> None:
    name = held.recommender.name_ja
    log.record(event, held, by=by, at=at, case=held.case, name=name, **details)


def _tell_requester(held: Recommendation, subject: Any, at: datetime) -> None:
    kind = f"dispatch.recommendation_{held.state}"
    tell(
        accounts.holders(Membership.Role.OFFICER, held.organisation),
        kind,
        subject=subject,
        body=_("Reason: %(ground)s"),
        values={
            "name": held.recommender,
            "project": held.project,
            "ground": held.ground,
        },
        path=reverse("dispatch:recommendation", args=[held.pk]),
        key=f"{kind}:{held.pk}",
        at=at,
    )
