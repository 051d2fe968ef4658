"""Whose placements are whose, which logs are late, what everybody may read."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet

from chiiki.periods import add_months
from chiiki_web.accounts import queries as accounts
from chiiki_web.accounts.models import Membership
from chiiki_web.audit import queries as audit
from chiiki_web.dispatch import queries as dispatch
from chiiki_web.dispatch.models import Candidate, Request
from chiiki_web.placements.models import (
    Assessment,
    KnowHow,
    MilestoneChange,
    MonthlyLog,
    Placement,
    Side,
)

TO_WRITE = (MonthlyLog.Status.DUE, MonthlyLog.Status.RETURNED)


def with_all() -> QuerySet[Placement]:
    return Placement.objects.select_related(
        "request__organisation",
        "request__municipality__prefecture",
        "request__field",
        "adviser__membership__user",
        "adviser__membership__organisation",
    ).order_by("-pk")


def visible_to(member: Membership) -> QuerySet[Placement]:
    """Placements this person may open, the newest first."""
    rows = with_all()
    if member.role in {"auditor", "administrator"}:
        return rows
    if member.role == "office":
        mine = dispatch.visible_to(member).order_by().values("pk")
        return rows.filter(request__in=mine)
    if member.role == "officer":
        return rows.filter(request__organisation=member.organisation_id)
    if member.role == "adviser":
        return rows.filter(adviser__membership=member)
    return rows.none()


def side_of(placement: Placement, member: Membership) -> Side | None:
    """Which side of a placement a person stands on, if any."""
    if (
        member.role == "officer"
        and member.organisation_id == placement.request.organisation_id
    ):
        return Side.REGION
    if member.pk == placement.adviser.membership_id:
        return Side.MANAGER
    return None


def late_logs(on: date) -> QuerySet[MonthlyLog]:
    """Logs that should have been written before this day."""
    return MonthlyLog.objects.filter(status__in=TO_WRITE, due_on__lt=on)


def log_opens_on(log: MonthlyLog) -> date:
    """The first day on which a log can be written: the last of its month, or of the work."""
    last_of_month = add_months(log.month, 1) - timedelta(days=1)
    return min(last_of_month, log.placement.last_day)


def listed(member: Membership, on: date, only: str) -> QuerySet[Placement]:
    """Placements of this person with how many logs are late, and since when.

    ``only`` keeps a state, those with late logs, or those asked again after a year.
    """
    is_late = Q(logs__status__in=TO_WRITE, logs__due_on__lt=on)
    rows = visible_to(member).annotate(
        late=Count("logs", filter=is_late),
        late_since=Min("logs__due_on", filter=is_late),
    )
    if only in Placement.Status.values:
        return rows.filter(status=only)
    if only == "late":
        return rows.filter(late__gt=0).order_by("late_since", "pk")
    if only == "asked_again":
        answered = Assessment.objects.filter(moment="year_after")
        return rows.filter(pk__in=answered.values("ability__placement"))
    return rows


def to_open() -> QuerySet[Request]:
    """Requests for a manager who has accepted, without a placement that stands.

    One that was reported is over: there is nothing left to agree on.
    """
    standing = Placement.objects.filter(request=OuterRef("pk")).exclude(
        status=Placement.Status.CANCELLED
    )
    accepted = Candidate.objects.filter(request=OuterRef("pk"), answer="accepted")
    return Request.objects.filter(
        Exists(accepted), ~Exists(standing), kind=Request.Kind.MANAGER
    ).exclude(status__in=(Request.Status.WITHDRAWN, Request.Status.REPORTED))


def fallen_through() -> QuerySet[Placement]:
    """Placements in preparation whose manager has not accepted any more."""
    accepted = Candidate.objects.filter(
        request=OuterRef("request"), adviser=OuterRef("adviser"), answer="accepted"
    )
    return Placement.objects.filter(
        ~Exists(accepted) | Q(request__status=Request.Status.WITHDRAWN),
        status=Placement.Status.PREPARING,
    )


def without_notice() -> QuerySet[Placement]:
    """Placements that both agreed on and whose letter is still to be made."""
    return Placement.objects.filter(notice__isnull=True, began_at__isnull=False)


def without_statement() -> QuerySet[Placement]:
    return Placement.objects.filter(
        statement__isnull=True, status=Placement.Status.FINISHED
    )


def open_changes(placement: Placement) -> QuerySet[MilestoneChange]:
    return MilestoneChange.objects.filter(milestone__placement=placement, answer="")


def public() -> QuerySet[Placement]:
    """Placements of which something is open to everybody, the newest first."""
    told = KnowHow.objects.filter(placement=OuterRef("pk"), study__isnull=False)
    return with_all().filter(Q(published_at__isnull=False) | Exists(told))


def is_public(placement: Placement) -> bool:
    return placement.published_at is not None or public_know_how(placement).exists()


def public_know_how(placement: Placement) -> QuerySet[KnowHow]:
    """What of the know-how became a case that everybody can read."""
    return placement.know_how.filter(study__isnull=False).select_related("study")


def history(placement: Placement) -> list[accounts.Happened]:
    """What happened to a placement, the newest first."""
    return accounts.happened(audit.history_of(placement))
