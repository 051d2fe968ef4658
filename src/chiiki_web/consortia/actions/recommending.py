"""A local government is asked to recommend a plan in a call, and answers."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from chiiki.reasons import reason
from chiiki_web.accounts import queries as accounts
from chiiki_web.accounts.models import Membership, Organisation
from chiiki_web.audit import log
from chiiki_web.consortia import queries
from chiiki_web.consortia.actions.held import (
    CannotChangeConsortium,
    hold_led_plan,
    hold_recommendation,
)
from chiiki_web.consortia.actions.lettering import next_number, store_letter
from chiiki_web.consortia.models import Recommendation
from chiiki_web.numbers import unused_key
from chiiki_web.outbox.actions import tell
from chiiki_web.plans import queries as plans
from chiiki_web.plans.models import Plan
from chiiki_web.schemes.models import Call

State = Recommendation.State


class CannotRecommend(CannotChangeConsortium):
    """The request stays as it was."""


@transaction.atomic
def ask_recommendation(
    plan_id: int,
    call_id: int,
    recommender_id: int,
    *,
    form_key: UUID,
    message: str,
    by: Membership,
    at: datetime,
) -> Recommendation:
    """Ask a local government that is registered here; the same form asks once."""
    plan = hold_led_plan(plan_id, by)
    known = Recommendation.objects.filter(form_key=form_key, plan=plan).first()
    if known:
        return known
    call = Call.objects.get(pk=call_id)
    recommender = Organisation.objects.get(pk=recommender_id)
    _refuse_impossible(plan, call, recommender, at)
    made = Recommendation.objects.create(
        plan=plan,
        call=call,
        recommender=recommender,
        form_key=unused_key(form_key, Recommendation.objects.all()),
        message=message,
        asked_by=by,
        asked_at=at,
    )
    _record(made, "recommendation.asked", by, at)
    tell(
        accounts.holders(Membership.Role.OFFICER, recommender),
        "recommendation.asked",
        subject=_("You are asked for a recommendation: %(title)s"),
        body=_(
            "%(applicant)s asks for your recommendation of the plan “%(title)s” in the"
            " call “%(call)s”. Please read the plan, then recommend it or decline."
        ),
        values={
            "title": plan.title,
            "applicant": plan.organisation,
            "call": call,
        },
        path=reverse("consortia:recommendation", args=[made.pk]),
        key=f"recommendation.asked:{made.pk}",
        at=at,
    )
    return made


@transaction.atomic
def give_recommendation(
    recommendation_id: int,
    *,
    ground: str,
    own_number: str,
    digest: str,
    by: Membership,
    at: datetime,
) -> Recommendation:
    """Recommend what was read (``digest``); the letter is numbered, made and stored."""
    held = _hold_asked(recommendation_id, by)
    if not ground.strip():
        raise CannotRecommend(reason("consortia.no_ground"))
    if queries.is_sent(held.plan, held.call) or at >= held.call.closes_at:
        raise CannotRecommend(reason("consortia.call_over"))
    content = queries.content_of(held.plan, queries.taking_part(held.plan))
    if digest != queries.digest_of(content):
        raise CannotRecommend(reason("consortia.read_again"))
    held.state, held.ground, held.own_number = State.GIVEN, ground, own_number
    held.content, held.digest = content, digest
    held.plan_version = held.plan.version
    held.answered_by, held.answered_at = by, at
    held.number = next_number(held, at)
    held.letter = store_letter(held, at)
    held.save()
    assert held.letter is not None
    _record(
        held,
        "recommendation.given",
        by,
        at,
        number=held.number,
        sha256=held.letter.sha256,
        plan_digest=digest,
    )
    _tell_applicant(held, "recommendation.given", at)
    return held


@transaction.atomic
def decline_recommendation(
    recommendation_id: int, *, ground: str, by: Membership, at: datetime
) -> Recommendation:
    """Do not recommend, with the ground."""
    held = _hold_asked(recommendation_id, by)
    if not ground.strip():
        raise CannotRecommend(reason("consortia.no_ground"))
    held.state, held.ground = State.DECLINED, ground
    held.answered_by, held.answered_at = by, at
    held.save(update_fields=["state", "ground", "answered_by", "answered_at"])
    _record(held, "recommendation.declined", by, at, ground=ground)
    _tell_applicant(held, "recommendation.declined", at)
    return held


@transaction.atomic
def withdraw_recommendation(
    recommendation_id: int, *, ground: str, by: Membership, at: datetime
) -> Recommendation:
    """The local government takes its word back, until the application is sent."""
    held = hold_recommendation(recommendation_id)
    _refuse_stranger(held, by)
    if held.state == State.WITHDRAWN:
        return held
    if held.state != State.GIVEN:
        raise CannotRecommend(reason("consortia.not_given"))
    if queries.was_sent(held.plan, held.call):
        raise CannotRecommend(reason("consortia.sent_already"))
    if not ground.strip():
        raise CannotRecommend(reason("consortia.no_ground"))
    held.state, held.ground, held.ended_at = State.WITHDRAWN, ground, at
    held.save(update_fields=["state", "ground", "ended_at"])
    _record(held, "recommendation.withdrawn", by, at, ground=ground)
    _tell_applicant(held, "recommendation.withdrawn", at)
    return held


@transaction.atomic
def cancel_request(
    recommendation_id: int, *, by: Membership, at: datetime
) -> Recommendation:
    """The applicant does not need it any more, as long as nobody has answered."""
    held = hold_recommendation(recommendation_id)
    if not plans.may_change(held.plan, by):
        raise CannotRecommend(reason("consortia.lead_only"))
    if held.state == State.CANCELLED:
        return held
    if held.state != State.ASKED:
        said = reason("consortia.answered_already", name=held.recommender.name_ja)
        raise CannotRecommend(said)
    held.state, held.ended_at = State.CANCELLED, at
    held.save(update_fields=["state", "ended_at"])
    _record(held, "recommendation.cancelled", by, at)
    return held


def _refuse_impossible(
    plan: Plan, call: Call, recommender: Organisation, at: datetime
) -> None:
    if not recommender.is_local_government:
        said = reason("consortia.no_local_government", name=recommender.name_ja)
        raise CannotRecommend(said)
    if recommender.pk == plan.organisation_id:
        raise CannotRecommend(reason("consortia.recommends_itself"))
    if at >= call.closes_at or queries.is_sent(plan, call):
        raise CannotRecommend(reason("consortia.call_over"))
    live = plan.recommendations.filter(
        call=call, recommender=recommender, state__in=[State.ASKED, State.GIVEN]
    )
    if live.exists():
        said = reason("consortia.asked_for_already", name=recommender.name_ja)
        raise CannotRecommend(said)


def _hold_asked(recommendation_id: int, by: Membership) -> Recommendation:
    held = hold_recommendation(recommendation_id)
    _refuse_stranger(held, by)
    if held.state != State.ASKED:
        said = reason("consortia.answered_already", name=held.recommender.name_ja)
        raise CannotRecommend(said)
    return held


def _refuse_stranger(held: Recommendation, by: Membership) -> None:
    is_officer = by.role == Membership.Role.OFFICER
    if not is_officer or by.organisation_id != held.recommender_id:
        raise CannotRecommend(reason("consortia.recommender_only"))


def _record(
    held: Recommendation, event: str, by: Membership, at: datetime, **details: object
) -> None:
    log.record(
        event,
        held.plan,
        by=by,
        at=at,
        case=held.plan.case,
        recommendation=held.pk,
        name=held.recommender.name_ja,
        **details,
    )


def _tell_applicant(held: Recommendation, kind: str, at: datetime) -> None:
    subjects = {
        "recommendation.given": _("%(name)s recommends: %(title)s"),
        "recommendation.declined": _("%(name)s does not recommend: %(title)s"),
        "recommendation.withdrawn": _("%(name)s withdraws its word: %(title)s"),
    }
    tell(
        accounts.holders(Membership.Role.OFFICER, held.plan.organisation),
        kind,
        subject=subjects[kind],
        body=_("Call: %(call)s. Reason: %(ground)s"),
        values={
            "name": held.recommender,
            "title": held.plan.title,
            "call": held.call,
            "ground": held.ground,
        },
        path=reverse("consortia:plan", args=[held.plan_id]),
        key=f"{kind}:{held.pk}",
        at=at,
    )
