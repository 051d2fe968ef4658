"""What a person was told, and what still waits to be mailed."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from django.db import models
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from chiiki_web.accounts.models import Membership, User
from chiiki_web.outbox.groups import Delivery, Group, usual
from chiiki_web.outbox.models import MAX_ATTEMPTS, MailChoice, Message, pause_after
from chiiki_web.rows import Rows, ask

MOST_AT_ONCE = 1_000  # people that one statement names
DIGEST_HOUR = 8  # in Japan: before the work of the day begins
HOLDER = Rows(Membership, "id", "user_id", "organisation_id", "role")
READER = Rows(User, "id", "language")
Seat = tuple[str, int]  # a role in an organisation


def messages_for(user: User) -> QuerySet[Message]:
    return Message.objects.filter(recipient=user).order_by("-pk")


def unread_count(user: User) -> int:
    return messages_for(user).filter(read_at__isnull=True).count()


class State(models.TextChoices):
    """How far the mail of a message has come."""

    WAITING = "waiting", _("waiting")
    FAILED = "failed", _("failed, is tried again")
    GIVEN_UP = "given_up", _("given up")
    SENT = "sent", _("sent")
    SITE_ONLY = "site_only", _("in the site only")


_UNSENT = Q(sent_at=None)
_MAILED = _UNSENT & ~Q(delivery=Delivery.NONE)
_IN = {
    State.WAITING: _MAILED & Q(attempts=0),
    State.FAILED: _MAILED & Q(attempts__gt=0, attempts__lt=MAX_ATTEMPTS),
    State.GIVEN_UP: _MAILED & Q(attempts__gte=MAX_ATTEMPTS),
    State.SENT: ~_UNSENT,
    State.SITE_ONLY: _UNSENT & Q(delivery=Delivery.NONE),
}


def all_messages(state: str = "") -> QuerySet[Message]:
    """Every message with who was told, in one state or in all; the newest first."""
    rows = Message.objects.select_related("recipient").order_by("-pk")
    return rows.filter(_IN[State(state)]) if state in State.values else rows


def counts_by_state() -> dict[State, int]:
    """How many messages are in each state."""
    counts = {one.value: Count("pk", filter=_IN[one]) for one in State}
    found = Message.objects.aggregate(**counts)
    return {one: found[one.value] for one in State}


def failed() -> QuerySet[Message]:
    """What did not go: to be tried again by itself, or given up."""
    rows = Message.objects.filter(_IN[State.FAILED] | _IN[State.GIVEN_UP])
    return rows.order_by("pk")


def deliveries_of(
    told: Collection[tuple[int, Group]],
) -> dict[tuple[int, Group], str]:
    """How each person wants the group of messages that is named with them."""
    people = sorted({pk for pk, _group in told})
    chosen: dict[tuple[int, Group], str] = {}
    for start in range(0, len(people), MOST_AT_ONCE):
        some = people[start : start + MOST_AT_ONCE]
        rows = ask(
            'SELECT c.user_id, c."group", c.delivery FROM outbox_mailchoice c'
            f" WHERE c.user_id IN ({', '.join(['%s'] * len(some))})",
            some,
        )
        chosen |= {(pk, Group(group)): delivery for pk, group, delivery in rows}
    return {one: chosen.get(one, usual(one[1]).value) for one in told}


def holders_with_choices(
    seats: Collection[Seat], groups: Collection[Group]
) -> tuple[dict[Seat, list[Membership]], dict[tuple[int, Group], str]]:
    """Who sits today in each seat, and how each of them wants these groups, at one go.

    Of the people only what telling them needs is read.
    """
    today = HOLDER.said("since", timezone.localdate())
    places = " OR ".join(["(m.role = %s AND m.organisation_id = %s)"] * len(seats))
    rows = ask(
        f'SELECT {HOLDER.columns("m")}, {READER.columns("u")}, c."group", c.delivery'
        " FROM accounts_membership m"
        " JOIN accounts_user u ON u.id = m.user_id AND u.is_active"
        " LEFT JOIN outbox_mailchoice c ON c.user_id = u.id"
        f' AND c."group" IN ({", ".join(["%s"] * len(groups))})'
        " WHERE m.since <= %s AND (m.until IS NULL OR m.until >= %s)"
        f" AND ({places}) ORDER BY m.id",
        [*groups, today, today, *(part for seat in seats for part in seat)],
    )
    found: dict[int, Membership] = {}
    wanted: dict[tuple[int, Group], str] = {}
    to_group = len(HOLDER) + len(READER)
    for row in rows:
        if row[0] not in found:
            one = found[row[0]] = HOLDER.read(row[: len(HOLDER)])
            one.user = READER.read(row[len(HOLDER) : to_group])
            for group in groups:
                wanted.setdefault((one.user_id, group), usual(group).value)
        group, delivery = row[to_group:]
        if group is not None:
            wanted[found[row[0]].user_id, Group(group)] = delivery
    sitting: dict[Seat, list[Membership]] = {seat: [] for seat in seats}
    for one in found.values():
        sitting[one.role, one.organisation_id].append(one)
    return sitting, wanted


def choices_of(user: User) -> dict[Group, Delivery]:
    """How a person wants each group, chosen or usual."""
    chosen = dict(MailChoice.objects.filter(user=user).values_list("group", "delivery"))
    return {group: Delivery(chosen.get(group, usual(group))) for group in Group}


def due(at: datetime) -> QuerySet[Message]:
    """What is to be mailed by itself now, oldest first."""
    return _ready(at).filter(delivery=Delivery.IMMEDIATE).order_by("pk")


def for_digest(at: datetime) -> QuerySet[Message]:
    """What belongs into the mail of the day, for those who had none today."""
    hour = last_digest_hour(at)
    had = Message.objects.filter(
        recipient=OuterRef("recipient"), delivery=Delivery.DAILY, sent_at__gte=hour
    )
    ready = _ready(at).filter(delivery=Delivery.DAILY, created_at__lt=hour)
    return ready.exclude(Exists(had)).order_by("pk")


def last_digest_hour(at: datetime) -> datetime:
    """The last time before ``at`` at which the mail of the day was due."""
    local = timezone.localtime(at)
    hour = local.replace(hour=DIGEST_HOUR, minute=0, second=0, microsecond=0)
    return hour if hour <= local else hour - timedelta(days=1)


def _ready(at: datetime) -> QuerySet[Message]:
    """What was not mailed, waits for no file, and may be tried: after each failure the pause doubles."""
    ready = Q(attempts=0)
    for attempts in range(1, MAX_ATTEMPTS):
        ready |= Q(attempts=attempts, tried_at__lte=at - pause_after(attempts))
    free = Q(held_until=None) | Q(held_until__lte=at)
    return Message.objects.filter(ready, free, sent_at__isnull=True)
