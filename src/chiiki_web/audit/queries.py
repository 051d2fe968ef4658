"""Read what happened: to one thing, to one case, lately."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Count, Max, Min, QuerySet

from chiiki_web.audit.models import Event, Seal


def history_of(subject: models.Model) -> QuerySet[Event]:
    key = f"{subject._meta.label_lower}:{subject.pk}"
    return Event.objects.filter(subject=key).order_by("happened_at", "pk")


def history_of_case(case: str) -> QuerySet[Event]:
    """Every event of one case, from the first draft to the last report."""
    return (
        Event.objects.filter(case=case)
        .select_related("seal")
        .order_by("happened_at", "pk")
    )


def recent_events() -> QuerySet[Event]:
    return Event.objects.select_related("seal").order_by("-pk")


def cases() -> QuerySet[Any, Any]:
    """Each case with its first and last event and how many there are."""
    return (
        Event.objects.exclude(case="")
        .values("case")
        .annotate(events=Count("pk"), first=Min("happened_at"), last=Max("happened_at"))
        .order_by("-last")
    )


def moments() -> QuerySet[Any, Any]:
    """When something happened: a message is written in the moment of its deed."""
    return Event.objects.order_by().values("happened_at")


def named(*names: str) -> QuerySet[Event]:
    """Every event of these names, the oldest first."""
    return Event.objects.filter(name__in=names).order_by("pk")


def unsealed() -> QuerySet[Event]:
    return Event.objects.filter(seal__isnull=True).order_by("pk")


def sealed_after(number: int) -> QuerySet[Event]:
    """What was sealed after the seal of this number, in the order of the seals.

    Numbers of seals have no gap and only grow, so who reads on from the last one that was
    read passes nothing over.
    """
    return (
        Event.objects.filter(seal__number__gt=number)
        .select_related("seal")
        .order_by("seal__number")
    )


def head() -> Seal | None:
    return Seal.objects.order_by("-number").first()
