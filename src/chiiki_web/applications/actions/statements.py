"""The few statements by which what was prepared is received, for both databases.

Each stands in the order in which ``submitting`` runs it. Application and plan are held
first; only a statement that begins after that sees what others wrote before. The same
holds for the call: rounds, processing time and the last number are asked once it is held.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from chiiki_web.applications.actions.counting import COUNTED
from chiiki_web.applications.actions.numbering import LAST_OF_CALL
from chiiki_web.applications.models import (
    Application,
    Prepared,
    ProcessingTime,
    Submission,
)
from chiiki_web.plans.models import Plan
from chiiki_web.rows import Rows, ask, for_update
from chiiki_web.schemes.models import Call, Round

APPLICATION, CALL, ROUND = Rows(Application), Rows(Call), Rows(Round)
PLAN = Rows(Plan, "id", "title")
TIME = Rows(ProcessingTime)
PREPARED = Rows(
    Prepared, "id", "application_id", "stamp", "round_id", "files", "prepared_at"
)
RECEIVED = Rows(
    Application, "id", "number", "status", "submitted_at", "round_id", *COUNTED
)
SENT = Rows(
    Submission,
    *("id", "application_id", "key", "version", "received_at", "files", "sha256"),
)


@dataclass(frozen=True, slots=True)
class AtTheCall:
    """What is known once the call is held: its rounds, and the number given last."""

    call: Call
    rounds: list[Round]
    last: str | None


def hold(application_id: int) -> Application:
    """The application and its plan, held, with call, title and what was prepared at hand.

    What was prepared is read as it stood before one waited for the others; ``send`` looks
    once more. Its text is left out: the database copies it.
    """
    rows = ask(
        f"SELECT {APPLICATION.columns('a')}, {CALL.columns('c')}, {PLAN.columns('p')},"
        f" {PREPARED.columns('s')}"
        ' FROM "applications_application" a'
        ' JOIN "plans_plan" p ON p.id = a.plan_id'
        ' JOIN "schemes_call" c ON c.id = a.call_id'
        " LEFT JOIN applications_prepared s ON s.application_id = a.id"
        f" WHERE a.id = %s {for_update('a', 'p')}",
        [application_id],
    )
    if not rows:
        raise Application.DoesNotExist
    row = rows[0]
    to_call, to_plan = len(APPLICATION), len(APPLICATION) + len(CALL)
    to_prepared = to_plan + len(PLAN)
    application = APPLICATION.read(row[:to_call])
    application.call = CALL.read(row[to_call:to_plan])
    application.plan = PLAN.read(row[to_plan:to_prepared])
    prepared = row[to_prepared:]
    Application._meta.get_field("prepared").set_cached_value(
        application, PREPARED.read(prepared) if prepared[0] is not None else None
    )
    return application


def hold_call(call_id: int) -> AtTheCall:
    """The call, held, and then what may have changed while one waited for it."""
    (held,) = ask(
        f"SELECT {CALL.columns('c')} FROM schemes_call c"
        f" WHERE c.id = %s {for_update('c')}",
        [call_id],
    )
    rows = ask(
        f"SELECT ({LAST_OF_CALL.format(call='c.id')}),"
        f" {TIME.columns('t')}, {ROUND.columns('r')} FROM schemes_call c"
        " LEFT JOIN applications_processingtime t ON t.call_id = c.id"
        " LEFT JOIN schemes_round r ON r.call_id = c.id"
        " WHERE c.id = %s ORDER BY r.number",
        [call_id],
    )
    call, to_round = CALL.read(held), 1 + len(TIME)
    time = TIME.read(rows[0][1:to_round]) if rows[0][1] is not None else None
    Call._meta.get_field("processing_time").set_cached_value(call, time)
    found = [ROUND.read(row[to_round:]) for row in rows if row[to_round] is not None]
    return AtTheCall(call, found, rows[0][0])


def send(prepared: Prepared, key: UUID, at: datetime) -> Submission | None:
    """Copy what was prepared as what was sent; None where it is not there any more."""
    rows = ask(
        "INSERT INTO applications_submission (application_id, key, version, received_at,"
        " snapshot, files, assessment, sha256)"
        " SELECT application_id, %s, 1, %s, snapshot, files, assessment, sha256"
        " FROM applications_prepared WHERE id = %s AND stamp = %s"
        f" RETURNING {SENT.columns('applications_submission')}",
        [
            SENT.said("key", key),
            SENT.said("received_at", at),
            prepared.pk,
            prepared.stamp,
        ],
    )
    return SENT.read(rows[0]) if rows else None


def receive(application: Application) -> None:
    """Write what has become of the application."""
    RECEIVED.update(application)
