"""Batches: the applications of one, and what the office has done to many."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Count, Q, QuerySet

from chiiki_web.accounts.models import Membership
from chiiki_web.applications import queries as applications
from chiiki_web.applications.models import Application
from chiiki_web.desk.models import Batch, BatchLine
from chiiki_web.desk.queries.listing import in_order

MOST_AT_ONCE = 200


def batches_of(member: Membership) -> QuerySet[Batch]:
    """What one's office has done to many, each with ``count``: to how many."""
    rows = Batch.objects.select_related("by__user").annotate(count=Count("lines"))
    return rows.filter(by__organisation=member.organisation_id).order_by("-pk")


def lines_of(batch: Batch) -> QuerySet[BatchLine]:
    return batch.lines.select_related("application__plan", "application__organisation")


def chosen(member: Membership, numbers: Collection[int]) -> list[Application]:
    """The chosen applications with all that foreseeing a deed reads, in their order."""
    requests = Q(comments__asks_correction=True, comments__resolved_at__isnull=True)
    rows = (
        applications.visible_to(member)
        .prefetch_related("completeness")
        .annotate(open_requests=Count("comments", filter=requests))
    )
    return in_order(rows, numbers)
