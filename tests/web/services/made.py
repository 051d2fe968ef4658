"""Awards and services for tests, some months after the award was decided."""

from __future__ import annotations

from datetime import date, datetime
from itertools import count
from zoneinfo import ZoneInfo

from chiiki_web.accounts.models import Membership
from chiiki_web.awards.models import Award
from chiiki_web.services import actions
from chiiki_web.services.models import Service
from web import make

NUMBERS = count(1)
START = date(2027, 4, 1)  # ten days after the decision
TARGET = 150


def on(year: int, month: int, day: int, hour: int = 12) -> datetime:
    """A moment in Japan."""
    return datetime(year, month, day, hour, tzinfo=ZoneInfo("Asia/Tokyo"))


def award(
    office: Membership | None = None, by: Membership | None = None, **values: object
) -> Award:
    """An award of the office for a project that ends on 2028-03-31."""
    office = office or make.member("office")
    application = make.accepted(make.call(office), office, by)
    decided = {
        "status": "decided",
        "amount": 10_000_000,
        "number": f"令8見本第{next(NUMBERS)}号",
        "selected_at": on(2027, 3, 1),
        "decided_at": on(2027, 3, 22),
    }
    return Award.objects.create(application=application, **decided | values)


def service(
    by: Membership | None = None,
    office: Membership | None = None,
    **values: object,
) -> Service:
    """A service with a target of 150 uses a month, started on 2027-04-01."""
    officer = by or make.member()
    wanted = {
        "name": "見本見守りサービス",
        "started_on": START,
        "target_uses_per_month": TARGET,
        "target_users": 70,
        "lifeline": "watch_elderly",
    }
    return actions.register_service(
        award(office, officer).pk, by=officer, at=on(2027, 4, 1), **wanted | values
    )


def report(service: Service, by: Membership, uses: list[int | None]) -> None:
    """Report the months from April 2027 on, each when it is over; None is silence."""
    for number, found in enumerate(uses):
        if found is None:
            continue
        month, year = (3 + number) % 12 + 1, 2027 + (3 + number) // 12
        after = on(year + month // 12, month % 12 + 1, 5)
        actions.report_use(
            service.pk, month=date(year, month, 1), uses=found, by=by, at=after
        )
    service.refresh_from_db()
