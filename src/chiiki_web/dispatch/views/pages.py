"""The page of one request, with the one next step of whoever looks at it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from chiiki_web import wording
from chiiki_web.accounts.requests import MemberRequest
from chiiki_web.dispatch import forms, queries
from chiiki_web.dispatch.models import Candidate, Request


@dataclass(frozen=True, slots=True)
class Row:
    """A candidate, why they fit, and the rank that stands in the form."""

    candidate: Candidate
    why: tuple[str, ...]
    rank: str


def found_or_404(request: MemberRequest, pk: int) -> Request:
    return get_object_or_404(queries.visible_to(request.member), pk=pk)


def show(
    request: MemberRequest,
    found: Request,
    *,
    ranks: Mapping[int, str] | None = None,
    decline_form: forms.DeclineForm | None = None,
) -> HttpResponse:
    """``ranks`` and ``decline_form`` hold what was typed before a refusal."""
    member = request.member
    is_adviser = member.role == "adviser"
    candidates = [] if is_adviser else list(queries.candidates_of(found))
    return render(
        request,
        "dispatch/detail.html",
        {
            "found": found,
            "candidates": [_row(one, ranks) for one in candidates],
            "to_rank": [
                _row(one, ranks, order=order)
                for order, one in enumerate(_to_rank(found, candidates), start=1)
            ],
            "asked": queries.asked_of(found, member) if is_adviser else None,
            "mine": queries.candidacies([found], member).get(found.pk)
            if is_adviser
            else None,
            "reports": list(found.reports.all()),
            "contacts": queries.contacts(found, member),
            "may_report": queries.may_report(found, member),
            "may_propose": member.role == "office"
            and found.status in queries.TO_PROPOSE,
            "is_own": member.role == "officer",
            "decline_form": decline_form or forms.DeclineForm(),
            "nominees": _nominees(found),
            "history": []
            if is_adviser
            else [
                {"what": wording.event_name(one.name), "at": one.at, "who": one.who}
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


def _to_rank(found: Request, candidates: list[Candidate]) -> list[Candidate]:
    if found.status != Request.Status.PROPOSED:
        return []
    return [one for one in candidates if one.asked_at is None and not one.answer]


def _row(one: Candidate, ranks: Mapping[int, str] | None, order: int = 0) -> Row:
    return Row(
        candidate=one,
        why=tuple(
            wording.explain_code(f"matching.{name}", {"percent": round(share * 100)})
            for name, share in one.parts.items()
        ),
        rank=str(order) if ranks is None else ranks.get(one.pk, ""),
    )
