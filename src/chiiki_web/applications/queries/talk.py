"""What office and applicant said to each other, by part, and what changed since."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from chiiki_web.accounts.models import Membership
from chiiki_web.applications.models import Application, Comment, Submission
from chiiki_web.plans.models import Plan

FILES, WHOLE = "files", ""
NOT_SAID = {"plan", "version", "changed_at", "organisation"}
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
    said = [name for name in submission.snapshot if name not in NOT_SAID]
    return [WHOLE, *said, FILES]


def last_submission(application: Application) -> Submission | None:
    return application.submissions.order_by("-version").first()


def changes_between_versions(application: Application) -> list[Change]:
    """What the last submission says otherwise than the one before."""
    last_two = list(application.submissions.order_by("-version")[:2])
    return changes(last_two[1], last_two[0]) if len(last_two) == 2 else []


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
        and name not in {"version", "changed_at"}
    ]
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


def _named(files: list[dict[str, Any]]) -> list[tuple[str, str]]:
    return [(one["name"], one["sha256"]) for one in files]
