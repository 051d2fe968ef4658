"""Calls in the shape of the jGrants public API (``/subsidies``, ``/subsidies/id/{id}``).

Names of fields and the frame of metadata and result follow the published API; what a
call of ours does not know is null. Moments are UTC with milliseconds, as there.
"""

from __future__ import annotations

import base64
from collections.abc import Sequence
from datetime import UTC, datetime, time
from typing import Any

from django.urls import reverse
from django.utils import timezone

from chiiki.rules import Scheme
from chiiki_web import numbers
from chiiki_web.api.queries import NATIONWIDE
from chiiki_web.schemes import queries as schemes
from chiiki_web.schemes.models import Call, Round
from chiiki_web.schemes.queries.linked_data import most_yen

PREFIX = "call-"
ANY_SIZE = "従業員の制約なし"


def framed(rows: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Return the frame around a result."""
    return {
        "metadata": {
            "type": "https://developers.digital.go.jp",
            "resultset": {"count": len(rows)},
        },
        "result": list(rows),
    }


def number_of(subsidy_id: str) -> int | None:
    """Return the number of the call that an id names, or None for what is no id."""
    number = subsidy_id.removeprefix(PREFIX)
    if not subsidy_id.startswith(PREFIX) or not number.isascii():
        return None
    return numbers.number_of(number)


def in_list(call: Call, scheme: Scheme, at: datetime) -> dict[str, Any]:
    """Return what the list tells of a call; its window is that of its round, if any."""
    window = schemes.window_of(call, at)
    return {
        "id": f"{PREFIX}{call.pk}",
        "name": f"{call.fiscal_year}-{call.programme_id}-{call.pk}",
        "title": call.name_ja,
        "target_area_search": NATIONWIDE,
        "subsidy_max_limit": most_yen(scheme),
        "acceptance_start_datetime": moment(window.opens_at),
        "acceptance_end_datetime": moment(window.closes_at),
        "target_number_of_employees": ANY_SIZE,
    }


def in_full(
    call: Call, scheme: Scheme, text: str, address: str, at: datetime
) -> dict[str, Any]:
    """Return all that is public of a call; its rules come along word for word."""
    rate = scheme.funding.rate if scheme.funding else None
    fields = [one.name_ja for one in call.fields.all()]
    ends = datetime.combine(
        call.project_ends_on, time.max, timezone.get_default_timezone()
    )
    return in_list(call, scheme, at) | {
        "subsidy_catch_phrase": call.programme.name_ja,
        "detail": "\n".join([call.programme.purpose_ja, *_requirements(scheme)]),
        "use_purpose": " / ".join(fields) or None,
        "industry": None,
        "target_area_detail": None,
        "subsidy_rate": "定額" if rate == 1 else (str(rate) if rate else None),
        "project_end_deadline": moment(ends),
        "request_reception_presence": "有",
        "is_enable_multiple_request": False,
        "front_subsidy_detail_page_url": address
        + reverse("schemes:call", args=[call.pk]),
        "application_guidelines": [
            {
                "name": f"{scheme.code}-{scheme.version}.toml",
                "data": base64.b64encode(text.encode()).decode(),
            }
        ],
        "outline_of_grant": [],
        "application_form": [],
        "is_sample": call.is_sample,
        "rounds": [_round(one, at) for one in schemes.rounds_of(call)],
    }


def _round(one: Round, at: datetime) -> dict[str, Any]:
    return {
        "number": one.number,
        "acceptance_start_datetime": moment(one.opens_at),
        "acceptance_end_datetime": moment(one.closes_at),
        "state": schemes.state_of(one, at).value,
    }


def moment(at: datetime) -> str:
    """Write a moment as the API does.

    >>> moment(datetime(2026, 12, 15, 14, tzinfo=timezone.get_default_timezone()))
    '2026-12-15T05:00:00.000Z'
    """
    found = at.astimezone(UTC).isoformat(timespec="milliseconds")
    return found.removesuffix("+00:00") + "Z"


def _requirements(scheme: Scheme) -> list[str]:
    return [f"・{one.requirement.ja}（{one.place.ja}）" for one in scheme.rules]
