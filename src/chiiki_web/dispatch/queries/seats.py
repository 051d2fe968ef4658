"""The team of a request: who sits where, whose answer is due, and the links they answer by."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from chiiki_web.accounts.models import Membership
from chiiki_web.dispatch.models import ANSWERED_IN, Candidate, Request, Visit
from chiiki_web.outbox import links

LONGEST_BEFORE = timedelta(days=31)  # no scheme reminds earlier
SEATED = ("", "accepted")
SILENT = Q(asked_at__isnull=False, answer="", reminded_at__isnull=False)
FOLLOWS = Q(asked_at=None, answer="", rank__isnull=False)


def seated(request: Request) -> QuerySet[Candidate]:
    """Who is asked now or has accepted."""
    return request.candidates.filter(asked_at__isnull=False, answer__in=SEATED)


def accepted(request: Request) -> QuerySet[Candidate]:
    """The team: those who have accepted, by their seats."""
    rows = request.candidates.filter(answer="accepted").order_by("seat")
    return rows.select_related(
        "adviser__membership__user",
        "adviser__membership__organisation",
        "adviser__prefecture",
    )


def free_seats(request: Request) -> list[int]:
    """Places in the team on which nobody sits who is asked or has accepted."""
    taken = set(seated(request).values_list("seat", flat=True))
    return [one for one in range(1, request.team_size + 1) if one not in taken]


def open_seats(request: Request) -> int:
    return len(free_seats(request))


def liftable_by(member: Membership, request: Request) -> QuerySet[Candidate]:
    """Whose acceptance this person may lift: the office anybody's, an adviser their own."""
    rows = accepted(request)
    return rows if member.role == "office" else rows.filter(adviser__membership=member)


def is_whole(request: Request) -> bool:
    """Whether everybody of the team has accepted."""
    return request.candidates.filter(answer="accepted").count() >= request.team_size


def is_anybody_asked(request: Request) -> bool:
    return seated(request).filter(answer="").exists()


def has_begun(request: Request, at: datetime) -> bool:
    """Whether the first of the agreed visits has begun, or a report is there."""
    visits = Visit.objects.agreed().filter(schedule__request=request, starts_at__lte=at)
    return visits.exists() or request.reports.exists()


def unanswered(at: datetime) -> QuerySet[Candidate]:
    """Who is asked and may have to be reminded or passed over."""
    return Candidate.objects.filter(
        request__status__in=ANSWERED_IN,
        asked_at__isnull=False,
        answer="",
        answer_by__lte=at + LONGEST_BEFORE,
    ).order_by("answer_by", "pk")


def silent(request: Request) -> list[Candidate]:
    """Who was asked and reminded and does not answer, where nobody follows in the order.

    As long as somebody follows, the worker asks them when the last day has passed.
    """
    rows = Candidate.objects.filter(request=request, request__in=silent_requests())
    return list(
        rows.filter(SILENT).select_related("adviser__membership__user").order_by("seat")
    )


def follows_anybody(request: Request) -> bool:
    """Whether somebody stands in the order who was not asked yet."""
    return request.candidates.filter(FOLLOWS).exists()


def silent_requests() -> QuerySet[Request]:
    """Requests that hang on an answer that stays out: nobody follows in the order."""
    rows = Candidate.objects.filter(request=OuterRef("pk"))
    return Request.objects.filter(
        Exists(rows.filter(SILENT)),
        ~Exists(rows.filter(FOLLOWS)),
        status=Request.Status.ASKED,
    )


def candidate_by_link(token: str) -> Candidate | None:
    """Whose link this is, whatever its state."""
    if not token or len(token) > links.LONGEST:
        return None
    return (
        Candidate.objects.filter(link_digest=links.digest_of(token))
        .select_related(
            "adviser__membership__user",
            "request__organisation",
            "request__municipality__prefecture",
            "request__field",
        )
        .first()
    )


def is_link_open(candidate: Candidate, at: datetime) -> bool:
    """A link answers while its adviser is being asked, until the last day.

    Whose membership has ended cannot sign in, and does not answer by a link either.
    """
    hat, today = candidate.adviser.membership, timezone.localdate(at)
    return (
        candidate.request.status in ANSWERED_IN
        and candidate.answer == ""
        and candidate.answer_by is not None
        and at < candidate.answer_by
        and hat.user.is_active
        and hat.since <= today
        and (hat.until is None or today <= hat.until)
    )
