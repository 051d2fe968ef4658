"""Applications at a desk for tests, and what is sent to its pages."""

from __future__ import annotations

from django.urls import reverse

from chiiki_web.applications.models import Application
from chiiki_web.desk import queries
from web import make
from web.applications import made


def url(name: str, *numbers: int) -> str:
    return reverse(f"desk:{name}", args=numbers)


def several(who: made.People, count: int) -> list[Application]:
    """So many applications of other bodies to the same call, as they wait at the desk."""
    crowd = [made.People(make.member(), who.office, who.call) for _ in range(count)]
    return [made.received(one) for one in crowd]


def row(application: Application) -> str:
    """What the box beside an application says."""
    return f"{application.pk}:{queries.stamp(made.fresh(application))}"
