"""What office and applicant said to each other, by part, and what changed since."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from chiiki_web.accounts.models import Membership
from chiiki_web.applications.models import Application, Comment, Submission
from chiiki_web.plans.models import Plan

FILES, WHOLE, FORM = "files", "", "form"
QUESTION = f"{FORM}."
NOT_SAID = {"plan", "version", "changed_at", "organisation", "round"}
COSTS = {"cost_lines", "cost_total"}


@dataclass(frozen=True, slots=True)
class Change:
    """A part that says something else than in an earlier version."""

    part: str
    before: Any
    now: Any


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that the office asked to correct, and what became of its part."""

    comment: Comment
    change: Change | None


def comments_of(
    application: Application, member: Membership
) -> QuerySet[Comment, Comment]:
    """What a person may read: an applicant neither internal notes nor unsent requests."""
    rows = application.comments.select_related(
        "author__user", "author__organisation", "returned", "done_by__user"
    )
    if member.role == "officer":
        return rows.filter(is_internal=False).exclude(
            asks_correction=True, returned__isnull=True
        )
    return rows


def to_return(application: Application) -> QuerySet[Comment, Comment]:
    """The list of the next return: every request for correction that is still open."""
    return application.comments.filter(asks_correction=True, resolved_at__isnull=True)


def to_correct(comments: Iterable[Comment]) -> list[Comment]:
    """What the applicant was asked for and the office has not closed, of these comments."""
    return [
        one for one in comments if one.returned_id is not None and not one.resolved_at
    ]


def not_ticked_off(application_id: int, at: datetime) -> int:
    """How much of what was returned, and is in time, was not said to be corrected."""
    return Comment.objects.filter(
        application=application_id,
        application__status=Application.Status.RETURNED,
        application__correct_by__gt=at,
        returned__isnull=False,
        resolved_at__isnull=True,
        done_at__isnull=True,
    ).count()


def asked_of(plan: Plan) -> QuerySet[Comment, Comment]:
    """What the applicant is to correct in a plan now, over all its applications."""
    return Comment.objects.filter(
        application__plan=plan,
        application__status=Application.Status.RETURNED,
        returned__isnull=False,
        resolved_at__isnull=True,
    ).select_related("application")


def open_comments() -> Q:
    """Comments that the office has not closed yet."""
    return Q(resolved_at__isnull=True)


def parts_of(submission: Submission) -> list[str]:
    """The parts of what was sent beside which something can be said."""
    return [WHOLE, *said_in(submission.snapshot), FILES]


def said_in(snapshot: Mapping[str, Any]) -> dict[str, Any]:
    """Each part of what was sent with what it says; each question of the form is one."""
    said = {one: snapshot[one] for one in snapshot if one not in {*NOT_SAID, FORM}}
    return said | answers_in(snapshot)


def answers_in(snapshot: Mapping[str, Any]) -> dict[str, Any]:
    """Each answer to the form as it was sent, under the name of its part."""
    sent = (snapshot.get(FORM) or {}).get("answers", ())
    return {f"{QUESTION}{one['code']}": one for one in sent}


def questions_beside(
    application: Application, comments: Iterable[Comment]
) -> dict[str, Any]:
    """The questions of the form with their last words, if anything is said beside one."""
    if not any(one.part.startswith(QUESTION) for one in comments):
        return {}
    found: dict[str, Any] = {}
    for submission in application.submissions.all():
        found |= answers_in(submission.snapshot)
    return found


def last_submission(application: Application) -> Submission | None:
    return next(iter(_newest_first(application)), None)


def changes_between_versions(application: Application) -> list[Change]:
    """What the last submission says otherwise than the one before."""
    last_two = _newest_first(application)[:2]
    return changes(last_two[1], last_two[0]) if len(last_two) == 2 else []


def _newest_first(application: Application) -> list[Submission]:
    """What was sent; nothing is asked where a page has read it already."""
    rows = application.submissions.all()
    return sorted(rows, key=lambda one: one.version, reverse=True)


def changes(before: Submission, now: Submission) -> list[Change]:
    """What one submission says otherwise than another; parts that are gone included."""
    names = [
        *now.snapshot,
        *(one for one in before.snapshot if one not in now.snapshot),
    ]
    found = [
        Change(name, before.snapshot.get(name), now.snapshot.get(name))
        for name in names
        if before.snapshot.get(name) != now.snapshot.get(name)
        and name not in {"version", "changed_at", FORM}
    ]
    found += _changed_answers(answers_in(before.snapshot), answers_in(now.snapshot))
    if _named(before.files) != _named(now.files):
        found.append(Change(FILES, before.files, now.files))
    return found


def corrected(application: Application, comments: Iterable[Comment]) -> list[Item]:
    """Each listed request with its part before and now, once it was sent again."""
    listed = to_correct(comments)
    versions = {one.version: one for one in application.submissions.all()}
    if not listed or not versions:
        return []
    now = versions[max(versions)]
    since = {
        version: {one.part: one for one in changes(versions[version], now)}
        for version in {one.version for one in listed}
        if version in versions
    }
    return [
        Item(one, _change_of(one.part, since.get(one.version, {}))) for one in listed
    ]


def _change_of(part: str, changed: dict[str, Change]) -> Change | None:
    return changed.get(part) or (changed.get("cost_lines") if part in COSTS else None)


def _changed_answers(before: Mapping[str, Any], now: Mapping[str, Any]) -> list[Change]:
    """Answers that say something else; a question that is only worded anew does not."""
    names = [*now, *(name for name in before if name not in now)]
    return [
        Change(name, before.get(name), now.get(name))
        for name in names
        if _typed(before.get(name)) != _typed(now.get(name))
    ]


def _typed(answer: Mapping[str, Any] | None) -> list[str]:
    return [one for one in answer["typed"] if one.strip()] if answer else []


def _named(files: list[dict[str, Any]]) -> list[tuple[str, str]]:
    return [(one["name"], one["sha256"]) for one in files]
