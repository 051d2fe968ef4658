"""What can be read about programmes: what was published, and which take plans."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet
from django.utils import timezone

from chiiki import reference
from chiiki.periods import fiscal_year
from chiiki_web.schemes.models import Field, Programme


def fields() -> QuerySet[Field]:
    """The eleven fields in the order of the survey."""
    return Field.objects.order_by("order")


def published(programme: Programme) -> reference.Programme | None:
    """What the packaged reference says of a programme: its budgets and sources."""
    found = (one for one in reference.load_programmes() if one.code == programme.code)
    return next(found, None)


def published_calls(programme: Programme) -> list[reference.PublishedCall]:
    """The calls of the past with how many applied and how many were chosen."""
    return [one for one in reference.load_calls() if one.programme == programme.code]


def programmes_that_call() -> QuerySet[Programme]:
    """Programmes for which a call can be opened: those with rules."""
    return Programme.objects.exclude(scheme_code="")


def has_ended(programme: Programme, at: datetime) -> bool:
    """Whether the last year that was published for a programme is over."""
    last = programme.last_fiscal_year
    return last is not None and last < fiscal_year(timezone.localdate(at))
