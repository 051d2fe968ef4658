"""The deeds that can be done to many: each one is the action that does it to one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from django.utils.dateparse import parse_datetime

from chiiki.reasons import Reason, reason
from chiiki_web.accounts.models import Membership
from chiiki_web.applications import actions, queries
from chiiki_web.applications.models import Application
from chiiki_web.desk.models import Batch, BatchLine

Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Deed:
    """``act`` does it to one line; ``foresee`` says beforehand why it would be refused."""

    act: Callable[[BatchLine, Values, Membership, datetime], object]
    foresee: Callable[[Application, Values, datetime], list[Reason]]


def foresee(
    kind: str, application: Application, values: Values, by: Membership, at: datetime
) -> list[Reason]:
    """Why the deed would be refused for one application, as it stands now."""
    found = queries.not_of_office(application, by)
    return found or DEEDS[kind].foresee(application, values, at)


def key_of(line: BatchLine) -> UUID:
    """One key for each application of a batch, the same however often it is tried."""
    return uuid5(line.batch.form_key, str(line.application_id))


def _accept(line: BatchLine, values: Values, by: Membership, at: datetime) -> object:
    return actions.accept_application(line.application_id, by=by, at=at)


def _foresee_accept(
    application: Application, values: Values, at: datetime
) -> list[Reason]:
    if found := queries.not_acceptable(application):
        return found
    listed = getattr(application, "open_requests", 0)
    return [reason("applications.corrections_open", count=listed)] if listed else []


def _return(line: BatchLine, values: Values, by: Membership, at: datetime) -> object:
    correct_by = parse_datetime(values["correct_by"])
    assert correct_by is not None
    return actions.return_application(
        line.application_id,
        note=values["note"],
        correct_by=correct_by,
        form_key=key_of(line),
        by=by,
        at=at,
    )


def _foresee_return(
    application: Application, values: Values, at: datetime
) -> list[Reason]:
    if found := queries.not_waiting(application, at):
        return found
    listed = getattr(application, "open_requests", 0)
    if "note" in values and not values["note"].strip() and not listed:
        return [reason("applications.say_what_to_correct")]
    return []


def _reject(line: BatchLine, values: Values, by: Membership, at: datetime) -> object:
    return actions.reject_application(
        line.application_id, ground=values["ground"], by=by, at=at
    )


def _assign(line: BatchLine, values: Values, by: Membership, at: datetime) -> object:
    return actions.assign_application(
        line.application_id, to=values["person"], by=by, at=at
    )


def _check(line: BatchLine, values: Values, by: Membership, at: datetime) -> object:
    return actions.check_completeness(
        line.application_id,
        item=values["item"],
        is_in_order=values["is_in_order"],
        note=values["note"],
        by=by,
        at=at,
    )


def _comment(line: BatchLine, values: Values, by: Membership, at: datetime) -> object:
    return actions.comment(
        line.application_id,
        text=values["text"],
        is_internal=values["is_internal"],
        form_key=key_of(line),
        by=by,
        at=at,
    )


DEEDS: dict[str, Deed] = {
    Batch.Kind.ACCEPT: Deed(_accept, _foresee_accept),
    Batch.Kind.RETURN: Deed(_return, _foresee_return),
    Batch.Kind.REJECT: Deed(
        _reject, lambda one, values, at: queries.not_waiting(one, at)
    ),
    Batch.Kind.ASSIGN: Deed(
        _assign, lambda one, values, at: queries.not_assignable(one)
    ),
    Batch.Kind.CHECK: Deed(_check, lambda one, values, at: queries.not_at_desk(one)),
    Batch.Kind.COMMENT: Deed(_comment, lambda one, values, at: []),
}
