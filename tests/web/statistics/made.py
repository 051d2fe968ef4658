"""Requests for counting, written straight into the tables: only figures are asked of them."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import count
from uuid import uuid4

from chiiki_web.accounts.models import Organisation
from chiiki_web.advisers.models import Adviser
from chiiki_web.dispatch.models import Candidate, Fee, Report, Request, Survey
from web import make
from web.make import NOW

NUMBERS = count(1)


def request(by: Organisation, **values: object) -> Request:
    number = next(NUMBERS)
    return Request.objects.create(
        **{
            "form_key": uuid4(),
            "kind": "adviser",
            "organisation": by,
            "municipality_id": make.MATSUMOTO,
            "field_id": "welfare",
            "project": f"見本の案件{number}",
            "problem": "見本",
            "mode": "on_site",
            "days": 2,
            "wanted_from": date(2026, 12, 1),
            "wanted_until": date(2026, 12, 31),
            "fiscal_year": 2026,
            "number": f"R8-A-{number:04d}",
            "submitted_at": NOW,
        }
        | values
    )


def asked(
    of: Request, adviser: Adviser, answer: str = "", after: int = 3, note: str = ""
) -> Candidate:
    seat = of.candidates.count() + 1
    return Candidate.objects.create(
        request=of,
        adviser=adviser,
        order=seat,
        score=1,
        seat=seat,
        asked_at=NOW,
        answer=answer,
        answer_note=note,
        answered_at=NOW + timedelta(days=after) if answer else None,
    )


def placed(by: Organisation, adviser: Adviser, after: int = 3, **values: object):
    made = request(by, **{"status": "accepted"} | values)
    asked(made, adviser, "accepted", after)
    return made


def fee(of: Request, **values: object) -> Fee:
    return Fee.objects.create(
        **{
            "candidate": of.candidates.get(answer="accepted"),
            "fee_class": "standard",
            "yen_per_half_day": 10_000,
            "half_days": 4,
            "travel_class": "near",
            "yen_per_journey": 5_000,
            "journeys": 1,
            "set_aside_at": NOW,
        }
        | values
    )


def reported(of: Request, days: int, held_on: date) -> Report:
    return Report.objects.create(
        request=of,
        side="requester",
        held_on=held_on,
        done="見本",
        outcome="見本",
        days_used=days,
        submitted_at=NOW,
    )


def surveyed(of: Request, state: str) -> Survey:
    return Survey.objects.create(
        request=of,
        asked_at=NOW,
        due_on=date(2027, 6, 30),
        state=state,
        helped="very",
        outcome="見本",
        answered_at=datetime.combine(date(2027, 6, 1), NOW.timetz()),
    )
