"""Offers and changes: the open one of a person, and what waits for the office."""

from __future__ import annotations

from django.db.models import QuerySet

from chiiki_web import stale
from chiiki_web.accounts.models import Membership, Organisation
from chiiki_web.advisers.models import Adviser, Statement
from chiiki_web.advisers.queries.said import said_of


def statements() -> QuerySet[Statement]:
    return Statement.objects.select_related(
        "membership__user", "membership__organisation"
    )


def open_statement(member: Membership) -> Statement | None:
    """What a person is writing, or has sent and still waits for."""
    return statements().filter(membership=member, state__in=Statement.OPEN).first()


def last_decided(member: Membership) -> Statement | None:
    decided = (Statement.State.ACCEPTED, Statement.State.DECLINED)
    rows = statements().filter(membership=member, state__in=decided)
    return rows.order_by("-decided_at", "-pk").first()


def at_the_office(
    kind: str = "", state: str = "", text: str = ""
) -> QuerySet[Statement]:
    """What was sent to the office, the longest waiting first."""
    hidden = (Statement.State.DRAFT, Statement.State.WITHDRAWN)
    rows = statements().exclude(state__in=hidden)
    if kind:
        rows = rows.filter(kind=kind)
    if state:
        rows = rows.filter(state=state)
    for word in text.split():
        rows = rows.filter(membership__user__name__icontains=word)
    return rows.order_by("sent_at", "pk")


def adviser_of(statement: Statement) -> Adviser | None:
    return Adviser.objects.filter(membership=statement.membership_id).first()


def stamp_of(statement: Statement) -> str:
    """What the office saw when it decided: which sending, and the entry as it stood."""
    adviser = adviser_of(statement)
    stored = said_of(adviser) if adviser else {}
    touched = {name: stored[name] for name in statement.said if name in stored}
    return f"{statement.pk}:{statement.times_sent} {stale.stamp(touched)}"


def bodies_not_here(statement: Statement) -> list[str]:
    """Stated employers that no organisation here bears the name of."""
    names = {one["name"] for one in statement.said.get("employers", [])}
    known = Organisation.objects.filter(name_ja__in=names)
    return sorted(names - set(known.values_list("name_ja", flat=True)))
