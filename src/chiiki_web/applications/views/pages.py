"""The two pages on which an application is worked on: the applicant's and the office's."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, OuterRef, Subquery, prefetch_related_objects
from django.db.models.functions import Coalesce
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from chiiki import rules
from chiiki.readiness import ITEMS
from chiiki_web import wording
from chiiki_web.accounts.requests import MemberRequest
from chiiki_web.applications import forms, queries
from chiiki_web.applications.actions.preparing import EDITABLE
from chiiki_web.applications.models import (
    Application,
    Comment,
    Submission,
)
from chiiki_web.applications.views import remarks, wanted
from chiiki_web.applications.views.changes import said
from chiiki_web.consortia import queries as consortia
from chiiki_web.plans import queries as plans
from chiiki_web.plans.forms import part_label, places_of
from chiiki_web.plans.models import CheckAnswer
from chiiki_web.schemes import queries as schemes
from chiiki_web.wording.rules import name_known, say_known

READ_WHILE_EDITABLE = (
    "call__rounds",
    "plan__cost_lines",
    "plan__stakeholders",
    "plan__partners",
)
ORDER = {"no": 0, "unknown": 1, "yes": 2}


def readable(request: MemberRequest, pk: int) -> Application:
    """The application, or 404 for whom it does not concern."""
    rows = queries.visible_to(request.member).select_related(
        "plan__municipality__prefecture", "answer_sheet"
    )
    answers = CheckAnswer.objects.filter(plan=OuterRef("plan")).order_by()
    counted = answers.values("plan").annotate(answered=Count("pk")).values("answered")
    rows = rows.annotate(items_answered=Coalesce(Subquery(counted), 0))
    return get_object_or_404(rows, pk=pk)


def show_applicant(
    request: MemberRequest, application: Application, **typed: Any
) -> HttpResponse:
    """What is still to do before it is sent, or how it stands; forms as they were typed."""
    prefetch_related_objects([application], "submissions")
    is_editable = application.status in EDITABLE and request.member.role == "officer"
    comments = list(queries.comments_of(application, request.member))
    asked = queries.questions_beside(application, comments)
    listed = remarks.corrections(application, comments, asked)
    files = queries.files_of(application)
    context: dict[str, Any] = {
        "application": application,
        "is_editable": is_editable,
        "files": files,
        "not_readable": queries.not_readable(files),
        "changes": said(queries.changes_between_versions(application)),
        "comments": comments,
        "asked_questions": asked,
        "corrections": listed,
        "not_ticked": sum(one.comment.done_at is None for one in listed),
        "ticked": sum(one.comment.done_at is not None for one in listed),
        "comment_form": forms.CommentForm(),
    }
    if is_editable:
        prefetch_related_objects([application], *READ_WHILE_EDITABLE)
        letters = list(consortia.given(application.plan, application.call))
        recommender = queries.recommended_by(application, letters, files)
        known = queries.known_of(application, recommender)
        scheme = schemes.scheme_of(application.call)
        assessment = rules.assess(scheme, known.facts)
        asked_for = wanted.asked(application, files, known.facts)
        now, call = queries.database_now(), application.call
        rounds = schemes.rounds_of(call)
        untimely = queries.untimely(application, call, rounds, now)
        context |= {
            "is_late": bool(untimely),
            "rounds": rounds,
            "untimely": [wording.explain(one) for one in untimely],
            "limit": queries.limit_of(application, now),
            "unfinished": [
                part_label(one) for one in plans.unfinished_parts(application.plan)
            ],
            "assessment": assessment,
            "lacking": [
                wording.explain(one)
                for one in consortia.lacking(
                    application.plan,
                    requested=application.requested,
                    scheme=scheme,
                    members=consortia.members_of(application.plan),
                )
            ],
            "letters": letters,
            "findings": [
                (one, places_of(one.missing, application.plan))
                for one in sorted(
                    assessment.findings, key=lambda one: ORDER[one.verdict.value]
                )
            ],
            "not_yet": wanted.not_yet(assessment, asked_for),
            "amount_form": forms.AmountForm(
                initial={
                    "requested": application.requested,
                    "recommended_by": application.recommended_by,
                }
            ),
            "file_form": forms.FileForm(application),
            **asked_for,
            "submit_form": forms.SubmitForm(),
            "items": len(ITEMS),
        }
    return render(request, "applications/detail.html", context | typed)


def show_office(
    request: MemberRequest, application: Application, **typed: Any
) -> HttpResponse:
    """The application as it was sent, with comments beside it and what is to be done."""
    submission = queries.last_submission(application)
    checked = {one.item: one for one in application.completeness.all()}
    now, decided_at = queries.database_now(), queries.decided_at(application)
    is_overdue = queries.is_overdue(application, now)
    is_office = request.member.role == "office"
    at_desk = application.status == Application.Status.SUBMITTED
    comments = list(queries.comments_of(application, request.member))
    comment_form = typed.get("comment_form") or forms.OfficeCommentForm(
        initial={"part": request.GET.get("part", "")}
    )
    asked = queries.questions_beside(application, comments)
    if submission:
        asked |= queries.answers_in(submission.snapshot)
    parts = remarks.parts(submission, comments, asked)
    files = queries.files_of_submission(submission) if submission else []
    context: dict[str, Any] = {
        "application": application,
        "submission": submission,
        "seen": queries.seen_state(application),
        "files": files,
        "not_readable": queries.not_readable(files),
        "items": [
            (label, checked.get(code)) for code, label in queries.COMPLETENESS.items()
        ],
        "changes": said(queries.changes_between_versions(application)),
        "corrections": remarks.corrections(application, comments, asked)
        if at_desk
        else [],
        "comments": comments,
        "open_comments": [one for one in comments if one.resolved_at is None],
        "to_return": _to_return(comments, parts),
        "sections": remarks.by_step(parts),
        "questions": remarks.of_the_form(parts),
        "costs_part": parts["cost_lines"],
        "files_part": parts["files"],
        "whole_part": parts[""],
        "asked_part": comment_form["part"].value() or "",
        "may_comment": is_office,
        "may_ask": is_office and (at_desk or application.status == "returned"),
        "used": queries.used_days(application, now, decided_at),
        "standard": queries.days_of(application),
        "is_late": queries.is_late(application, now, decided_at),
        "check_form": forms.CompletenessForm(checked),
        "comment_form": comment_form,
        "assign_form": forms.AssignForm(application),
        "may_assign": is_office and not queries.not_assignable(application),
        "return_form": forms.ReturnForm(),
        "reject_form": forms.RejectForm(),
        "may_accept": is_office and at_desk,
        "may_decide": is_office and (at_desk or is_overdue),
        "is_overdue": is_office and is_overdue,
        "stated": _stated(submission),
        "recheck": queries.recheck(submission).value
        if submission and request.member.role == "auditor"
        else "",
    }
    return render(request, "applications/examine.html", context | typed)


def _stated(submission: Submission | None) -> list[tuple[str, str]]:
    """The facts of the kept assessment that rest on a statement of the applicant alone."""
    kept = submission.assessment if submission else {}
    return [
        (name_known(name), say_known(name, kept["facts"][name]))
        for name in kept.get("stated", [])
    ]


def _to_return(
    comments: list[Comment], parts: dict[str, remarks.Part]
) -> list[tuple[remarks.Part, Comment]]:
    names = remarks.WITH_ANOTHER
    return [
        (parts[names.get(one.part, one.part)], one)
        for one in comments
        if one.asks_correction and one.resolved_at is None
    ]
