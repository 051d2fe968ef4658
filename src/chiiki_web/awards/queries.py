"""What pages ask about selections and awards."""

from __future__ import annotations

import tomllib
from datetime import datetime
from functools import cache
from importlib.resources import files

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from chiiki import selection
from chiiki.money import Yen
from chiiki.words import Words
from chiiki_web.accounts.models import Membership
from chiiki_web.applications.models import Application
from chiiki_web.awards import engine_input
from chiiki_web.awards.models import Award
from chiiki_web.reviews.queries import Standing, in_review, standings
from chiiki_web.schemes import queries as schemes
from chiiki_web.schemes.models import Call, Round
from chiiki_web.ui import formats

# 補助金適正化法 第9条: the forms of the programmes give 20 days.
DAYS_TO_DECLINE = 20


def visible_to(member: Membership) -> QuerySet[Award]:
    """Awards this person may open, the newest first."""
    rows = Award.objects.select_related(
        "application__plan",
        "application__organisation",
        "application__call__programme",
        "application__call__office",
        "letter",
    ).order_by("-pk")
    if member.role in {"auditor", "administrator"}:
        return rows
    if member.role == "office":
        return rows.filter(application__call__office=member.organisation_id)
    if member.role == "officer":
        return rows.filter(application__organisation=member.organisation_id)
    return rows.none()


def calls_of(member: Membership) -> QuerySet[Call]:
    """Calls whose selection this person may see, the latest deadline first."""
    rows = Call.objects.select_related("programme", "fund").order_by("-closes_at", "pk")
    rows = rows.exclude(programme__instrument="dispatch")
    if member.role == "office":
        return rows.filter(office=member.organisation_id)
    return rows


def calls_with_counts(member: Membership) -> QuerySet[Call]:
    """The same with how many wait for selection, are candidates, and are decided."""
    return calls_of(member).annotate(
        waiting=Count(
            "applications",
            filter=Q(applications__status="accepted", applications__award__isnull=True),
        ),
        candidates=Count(
            "applications", filter=Q(applications__award__status="candidate")
        ),
        decided=Count("applications", filter=Q(applications__award__status="decided")),
    )


def to_select(call: Call) -> list[Standing]:
    """Applications of a call, or of its round in turn, reviewed and not selected yet."""
    waiting = in_review(call).filter(award__isnull=True)
    if one := round_in_turn(call):
        waiting = waiting.filter(round=one)
    return standings(call, waiting)


def round_in_turn(call: Call) -> Round | None:
    """The first round with applications that wait for a selection; rounds go in order."""
    waiting = call.applications.filter(
        status=Application.Status.ACCEPTED, award__isnull=True
    )
    return call.rounds.filter(pk__in=waiting.values("round")).first()


def may_be_selected(call: Call, one: Round | None, at: datetime) -> bool:
    """A call is selected from once it is closed; with rounds, once the round is over."""
    if one is None:
        return at >= call.closes_at
    return one.stopped_at is not None or at >= one.closes_at


def free_for(call: Call, one: Round | None = None) -> Yen:
    """What the fund, or a round, has left once every candidate is decided as selected."""
    fund = getattr(call, "fund", None)
    if fund is None:
        return Yen(0)
    promised = list(
        Award.objects.filter(
            application__call=call, status=Award.Status.CANDIDATE
        ).values_list("application__round", "amount")
    )
    free = max(fund.free - sum(amount for _round, amount in promised), 0)
    if one is None:
        return Yen(free)
    own = sum(amount for pk, amount in promised if pk == one.pk)
    left = schemes.left_for(one, schemes.rounds_of(call), free)
    if one.share is not None:
        left = min(left, one.share - one.reserved - own)
    return Yen(max(left, 0))


def proposal(call: Call, waiting: list[Standing]) -> selection.Selection:
    """The engine's ranking of what waits, within what the fund or the round has left."""
    one = waiting[0].application.round if waiting else None
    return selection.choose(
        [engine_input.to_proposal(each) for each in waiting], free_for(call, one)
    )


def may_be_declined(award: Award, at: datetime) -> bool:
    return (
        award.status == Award.Status.DECIDED
        and award.decline_by is not None
        and timezone.localdate(at) <= award.decline_by
    )


def standard_conditions() -> str:
    """What the office proposes for the letter, one condition a line, in Japanese."""
    return "\n".join(one.ja for one in _standard())


def said_conditions(award: Award) -> list[str]:
    """The conditions one by one, the standard ones in the reader's language."""
    known = {one.ja: one.text(formats.language()) for one in _standard()}
    return [known.get(one.strip(), one) for one in award.conditions.splitlines()]


@cache
def _standard() -> list[Words]:
    path = files("chiiki_web.awards") / "letters" / "standard_conditions.toml"
    rows = tomllib.loads(path.read_text("utf-8"))["conditions"]
    return [Words(one["ja"], one["en"]) for one in rows]


def without_letter() -> QuerySet[Award]:
    """Decisions of which the letter is still to be made."""
    told = [Award.Status.DECIDED, Award.Status.NOT_SELECTED]
    return Award.objects.filter(status__in=told, letter__isnull=True).order_by("pk")
