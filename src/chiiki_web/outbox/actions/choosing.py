"""How a person wants to be told: at once, once a day, or in the site alone."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from chiiki.reasons import reason
from chiiki_web.accounts.models import Membership, User
from chiiki_web.audit import log
from chiiki_web.outbox import queries
from chiiki_web.outbox.groups import Delivery, Group, allowed, group_of
from chiiki_web.outbox.models import MailChoice, Message
from chiiki_web.refusals import Refusal


class CannotChoose(Refusal):
    """No choice was changed."""


@transaction.atomic
def choose_mail(
    wanted: Mapping[Group, Delivery], *, by: Membership, at: datetime
) -> None:
    """Keep the choices, for what comes and for what waits to be mailed.

    What waits is never lost: without a mail it stays unread among the messages.
    """
    if any(delivery not in allowed(group) for group, delivery in wanted.items()):
        raise CannotChoose(reason("outbox.must_be_mailed"))
    user = User.objects.select_for_update().get(pk=by.user_id)
    before = queries.choices_of(user)
    changed = {
        group: delivery
        for group, delivery in wanted.items()
        if before[group] != delivery
    }
    if not changed:
        return
    for group, delivery in changed.items():
        MailChoice.objects.update_or_create(
            user=user, group=group, defaults={"delivery": delivery}
        )
    _move_waiting(user, changed)
    log.record(
        "mail_choice.changed",
        user,
        by=by,
        at=at,
        choices={group.value: delivery.value for group, delivery in changed.items()},
    )


def _move_waiting(user: User, changed: Mapping[Group, Delivery]) -> None:
    # Locked, so that what a worker has in hand is either gone or still to be moved.
    waiting = Message.objects.filter(recipient=user, sent_at=None).exclude(
        delivery=Delivery.NONE
    )
    for message in waiting.select_for_update(of=("self",)).order_by("pk"):
        delivery = changed.get(group_of(message.kind))
        if delivery and not message.is_given_up:
            message.delivery = delivery
            message.save(update_fields=["delivery"])
