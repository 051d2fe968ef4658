"""The page of one request, with the one next step of whoever looks at it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from chiiki_web import refusals, wording
from chiiki_web.accounts.models import Membership
from chiiki_web.accounts.requests import MemberRequest
from chiiki_web.advisers import queries as advisers
from chiiki_web.advisers.models import Adviser
from chiiki_web.dispatch import forms, queries
from chiiki_web.dispatch.models import Candidate, Fee, Request
from chiiki_web.dispatch.views.fitting import SIDE_NAMES, Why, why_they_fit
from chiiki_web.schemes.models import Round

LIFTED_IN = (Request.Status.ACCEPTED, Request.Status.ASKED, Request.Status.WAITING)


@dataclass(frozen=True, slots=True)
class Row:
    """A candidate, why they fit, and the rank that stands in the form."""

    candidate: Candidate
    why: list[Why]
    rank: str


def found_or_404(request: MemberRequest, pk: int) -> Request:
    return get_object_or_404(queries.visible_to(request.member), pk=pk)


def show_or_over(
    request: MemberRequest,
    pk: int,
    decline_form: forms.DeclineForm | None = None,
    kept: str = "",
) -> HttpResponse:
    """The page of a request; who does not come reads there that they were asked, no more.

    ``kept`` is what was typed on another page and is not taken in any more.
    """
    found = queries.visible_to(request.member).filter(pk=pk).first()
    if found is not None:
        return show(request, found, decline_form=decline_form, kept=kept)
    asked = get_object_or_404(Request, pk=pk)
    mine = get_object_or_404(queries.askings_over(request.member), request=asked)
    context = {
        "mine": mine,
        "kept": kept or refusals.typed_in(decline_form, "note"),
        "letters": queries.letters_over(request.member).filter(request=asked),
    }
    return render(request, "dispatch/over.html", context)


def show(
    request: MemberRequest,
    found: Request,
    *,
    ranks: Mapping[int, str] | None = None,
    decline_form: forms.DeclineForm | None = None,
    kept: str = "",
) -> HttpResponse:
    """``ranks`` and ``decline_form`` hold what was typed before a refusal."""
    member = request.member
    is_adviser = member.role == "adviser"
    candidates = [] if is_adviser else list(queries.candidates_of(found))
    is_decided = found.status in (Request.Status.ACCEPTED, Request.Status.REPORTED)
    schedule = queries.schedule_of(found) if is_decided else None
    agreed = schedule
    if schedule and not schedule.confirmed_at:
        agreed = queries.agreed_of(found)
    survey = queries.survey_of(found)
    side = queries.side_of(found, member) if is_decided else None
    reports = list(found.reports.all())
    now = timezone.now()
    asked = queries.asked_of(found, member) if is_adviser else None
    if asked is None:
        kept = kept or refusals.typed_in(decline_form, "note")
    return render(
        request,
        "dispatch/detail.html",
        {
            "found": found,
            "recommendation": getattr(found, "recommendation", None)
            if found.recommended_by
            else None,
            "candidates": [_row(found, one, ranks) for one in candidates],
            "to_rank": [
                _row(found, one, ranks, order=order)
                for order, one in enumerate(_to_rank(found, candidates), start=1)
            ],
            "asked": asked,
            "follows": asked is not None and queries.follows_anybody(found),
            "now": now,
            "kept": kept,
            "mine": queries.candidacies([found], member).get(found.pk)
            if is_adviser
            else None,
            "reports": reports,
            "contacts": queries.contacts(found, member),
            "may_pay": member.role == "office"
            and any(one.side == "adviser" for one in reports),
            "may_report": queries.may_report(found, member, now),
            "may_propose": member.role == "office"
            and found.status in queries.TO_PROPOSE,
            "accepted": sum(one.answer == "accepted" for one in candidates),
            "is_own": member.role == "officer",
            "decline_form": decline_form or forms.DeclineForm(),
            "nominees": _nominees(found),
            "sides": [str(SIDE_NAMES.get(one, one)) for one in found.needed_sides],
            "schedule": schedule,
            "visits": list(schedule.visits.all()) if schedule else [],
            "agreed": agreed,
            "agreed_visits": list(agreed.visits.all())
            if agreed and agreed != schedule
            else [],
            "side": side,
            "report_due_on": queries.report_due_on(found) if schedule else None,
            "letters": list(queries.letters_for(found, member)),
            "fees": _fees(found, member) if is_decided else [],
            "rounds": rounds_for(found) if member.role == "office" else [],
            "silent": queries.silent(found) if member.role == "office" else [],
            "askable": _askable(found) if member.role == "office" else [],
            "survey": survey,
            "may_answer_survey": survey is not None
            and survey.answered_at is None
            and member.role == "officer",
            "may_lift": not queries.has_begun(found, now) and found.status in LIFTED_IN,
            "round_is_used": found.round is not None
            and found.round.stopped_for == "budget"
            and found.status in queries.WAITING_FOR_SOMEBODY,
            "history": []
            if is_adviser
            else [
                {"what": wording.event_name(one.name), "at": one.at, "who": one.by}
                for one in queries.history(found)
            ],
        },
    )


def _nominees(found: Request) -> list[tuple[str, list[str]]]:
    """Whom the region would like, each with why they could not be proposed."""
    return [
        (
            str(one.adviser),
            [
                wording.explain_code(why["code"], why["values"])
                for why in found.nominee_against
                if why.get("adviser", one.adviser_id) == one.adviser_id
            ],
        )
        for one in queries.nominees_of(found)
    ]


def rounds_for(found: Request) -> list[Round]:
    """Rounds in which a request that was left over could go on."""
    if found.status not in queries.WAITING_FOR_SOMEBODY:
        return []
    return queries.rounds_to_go_on_in(found, timezone.now())


def _fees(found: Request, member: Membership) -> list[Fee]:
    """What it costs: the office all, an adviser their own; regions pay nothing."""
    rows = Fee.objects.filter(candidate__request=found, given_back_at=None)
    if member.role == "adviser":
        rows = rows.filter(candidate__adviser__membership=member)
    elif member.role == "officer":
        return []
    return list(rows.select_related("candidate__adviser__membership__user"))


def _askable(found: Request) -> list[Adviser]:
    """Whom the office can ask directly."""
    if found.status not in queries.ASKABLE or found.team_size > 1:
        return []
    rows = advisers.commissioned(found.fiscal_year).prefetch_related(None)
    return list(rows.select_related(None).select_related("membership__user"))


def _to_rank(found: Request, candidates: list[Candidate]) -> list[Candidate]:
    if found.status != Request.Status.PROPOSED:
        return []
    return [one for one in candidates if one.asked_at is None and not one.answer]


def _row(
    found: Request, one: Candidate, ranks: Mapping[int, str] | None, order: int = 0
) -> Row:
    return Row(
        candidate=one,
        why=why_they_fit(found, one),
        rank=str(order) if ranks is None else ranks.get(one.pk, ""),
    )
