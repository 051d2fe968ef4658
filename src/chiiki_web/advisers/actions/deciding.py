"""The office accepts what was stated, returns it, or declines it, with the ground."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from chiiki.reasons import reason
from chiiki_web.accounts.models import Membership
from chiiki_web.advisers import queries
from chiiki_web.advisers.actions import register, stating
from chiiki_web.advisers.models import Statement
from chiiki_web.advisers.queries.said import said_of
from chiiki_web.audit import log
from chiiki_web.outbox.actions import tell
from chiiki_web.refusals import Refusal

State = Statement.State


class CannotDecide(Refusal):
    """The statement and the register stay as they were."""


@transaction.atomic
def accept_statement(
    statement_id: int, *, seen: str, by: Membership, at: datetime
) -> Statement:
    """Enter who offered into the register, or change the entry as stated.

    ``seen`` is ``queries.stamp_of`` what the office looked at: another sending, or an
    entry that was changed since, is not accepted unseen.
    """
    held = _hold_sent(statement_id, by)
    member = held.membership
    adviser = queries.any_entry_of(member)
    if adviser is not None:
        adviser = register.hold(adviser.pk)
    if seen != queries.stamp_of(held):
        raise CannotDecide(reason("advisers.changed_since"))
    if held.kind == Statement.Kind.OFFER:
        register.register_adviser(member.pk, by=by, at=at, **held.said)
    elif adviser is not None:
        stored = said_of(adviser)
        register.keep(adviser, held.said, stored, by=by, at=at, statement=held.pk)
        _tell(
            held,
            "accepted",
            _("The change of your entry is accepted"),
            _("Your page shows what you stated from now on."),
            at,
        )
    return _decide(held, State.ACCEPTED, "statement.accepted", "", by, at)


@transaction.atomic
def return_statement(
    statement_id: int, *, ground: str, by: Membership, at: datetime
) -> Statement:
    """Send a statement back to its writer, who can change it and send it again."""
    held = _hold_sent(statement_id, by)
    _refuse_without(ground)
    _tell(
        held,
        "returned",
        _("What you stated comes back to you"),
        _("Please change it and send it again. Reason: %(ground)s"),
        at,
        ground=ground,
    )
    return _decide(held, State.RETURNED, "statement.returned", ground, by, at)


@transaction.atomic
def decline_statement(
    statement_id: int, *, ground: str, by: Membership, at: datetime
) -> Statement:
    """Say no, for good: a new statement has to be begun."""
    held = _hold_sent(statement_id, by)
    _refuse_without(ground)
    _tell(
        held,
        "declined",
        _("What you stated is not accepted"),
        _("Reason: %(ground)s"),
        at,
        ground=ground,
    )
    return _decide(held, State.DECLINED, "statement.declined", ground, by, at)


def _hold_sent(statement_id: int, by: Membership) -> Statement:
    held = stating.hold(statement_id)
    if by.role != Membership.Role.OFFICE:
        raise CannotDecide(reason("advisers.office_only"))
    if held.state != State.SENT:
        raise CannotDecide(reason("advisers.not_at_the_office"))
    return held


def _refuse_without(ground: str) -> None:
    if not ground.strip():
        raise CannotDecide(reason("advisers.ground_missing"))


def _decide(
    held: Statement,
    state: Statement.State,
    event: str,
    ground: str,
    by: Membership,
    at: datetime,
) -> Statement:
    held.state, held.decided_at, held.ground = state, at, ground.strip()
    held.save(update_fields=["state", "decided_at", "ground"])
    log.record(event, held, by=by, at=at, kind=held.kind, ground=held.ground)
    return held


def _tell(
    held: Statement,
    what: str,
    subject: Promise,
    body: Promise,
    at: datetime,
    **values: str,
) -> None:
    tell(
        [held.membership],
        f"adviser.statement_{what}",
        subject=subject,
        body=body,
        values=values,
        path="/advisers/mine/",
        key=f"adviser.statement_{what}:{held.pk}:{held.times_sent}",
        at=at,
    )
