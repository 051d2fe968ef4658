"""Applications of one town to several calls, for tests of overlaps."""

from __future__ import annotations

from uuid import uuid4

from chiiki_web.accounts.models import Membership
from chiiki_web.applications import actions
from chiiki_web.applications.models import Application
from chiiki_web.audit import chain
from chiiki_web.overlaps.actions import look_through
from chiiki_web.schemes.models import Call
from web import make
from web.applications import made
from web.make import NOW


def draft(to: Call, by: Membership, content: bytes = made.PDF) -> Application:
    """The same full plan with one file, not sent."""
    plan = make.full_plan(by)
    started = actions.start_application(plan.pk, to.pk, by=by, at=NOW)
    made.attach(started, by, made.paper(content=content))
    return started


def submitted(to: Call, by: Membership, content: bytes = made.PDF) -> Application:
    return send(draft(to, by, content), by)


def send(started: Application, by: Membership) -> Application:
    actions.submit_application(started.pk, key=uuid4(), by=by, at=NOW)
    return made.fresh(started)


def withdraw(application: Application, by: Membership) -> None:
    actions.withdraw_application(application.pk, by=by, at=NOW)


def look() -> int:
    """What the worker does: seal the history, then look through what has changed."""
    chain.seal_events(NOW)
    return look_through(NOW)
