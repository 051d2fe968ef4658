"""Who is commissioned for a fiscal year, and in which class of fee."""

from __future__ import annotations

from django.db.models import Prefetch, QuerySet

from chiiki import matching
from chiiki_web.accounts.models import Membership
from chiiki_web.advisers.models import Adviser, Commission
from chiiki_web.advisers.queries.register import active


def commissioned(fiscal_year: int) -> QuerySet[Adviser]:
    """Who can be sent in a fiscal year, with fields, employers, vendors and this
    year's commission as ``of_year``, a list of one.
    """
    current = Commission.objects.filter(fiscal_year=fiscal_year, is_ended=False)
    return (
        active()
        .filter(pk__in=current.values("adviser"))
        .prefetch_related(
            "employers",
            "vendors__organisation",
            Prefetch("commissions", queryset=current, to_attr="of_year"),
        )
    )


def rate_classes() -> list[str]:
    """The classes of fee that the rules of matching know."""
    return list(matching.published_rules().fees)


def commissions_of(adviser: Adviser) -> QuerySet[Commission]:
    """Every commission of a person, the newest year first."""
    return adviser.commissions.select_related("letter").order_by("-fiscal_year", "-pk")


def visible_commissions(member: Membership) -> QuerySet[Commission]:
    """The office and the auditor see every commission, an adviser their own."""
    rows = Commission.objects.select_related("adviser__membership__user", "letter")
    if member.role in {"office", "auditor"}:
        return rows
    return rows.filter(adviser__membership=member)


def without_letter(fiscal_year: int) -> QuerySet[Commission]:
    """Commissions of a year or later that wait for their letter."""
    return Commission.objects.filter(
        letter=None, is_ended=False, fiscal_year__gte=fiscal_year
    )
