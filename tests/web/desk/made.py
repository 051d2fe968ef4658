"""Applications at a desk for tests, and what is sent to its pages."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

from django.urls import reverse

from chiiki_web.applications.models import Application
from chiiki_web.desk import actions, queries
from web import make
from web.applications import made
from web.make import NOW

LATER = NOW + timedelta(hours=1)


def url(name: str, *numbers: int) -> str:
    return reverse(f"desk:{name}", args=numbers)


def several(who: made.People, count: int) -> list[Application]:
    """So many applications of other bodies to the same call, as they wait at the desk."""
    crowd = [made.People(make.member(), who.office, who.call) for _ in range(count)]
    return [made.received(one) for one in crowd]


def row(application: Application) -> str:
    """What the box beside an application says."""
    return f"{application.pk}:{queries.stamp(made.fresh(application))}"


def begin(who, kind, chosen, key=None, by=None, **values):
    stamps = [(one.pk, queries.stamp(made.fresh(one))) for one in chosen]
    return actions.begin_batch(
        form_key=key or uuid4(),
        kind=kind,
        values=values,
        chosen=stamps,
        by=by or who.office,
        at=LATER,
    )


def work_off(batch, who):
    actions.work_off(batch.pk, by=who.office, clock=lambda: LATER)
    return {line.application_id: line for line in batch.lines.all()}
