"""The numbers of what a call has received: they run on without a gap.

A number ends in the place, in the order of receipt: R8-K12-0001 is the first of call 12.
Whoever takes the next one holds the row of the call.
"""

from __future__ import annotations

from chiiki.periods import ERAS, format_fiscal_year
from chiiki_web.rows import ask
from chiiki_web.schemes.models import Call

# Beside the index ``application_last_number``: one row is read, however many there are.
LAST_OF_CALL = (
    "SELECT number FROM applications_application"
    " WHERE call_id = {call} AND number IS NOT NULL"
    " ORDER BY length(number) DESC, number DESC LIMIT 1"
)


def next_number(call: Call, last: str | None) -> str:
    """The number after ``last``, which is None before the first.

    Fiscal year, initials of the programme and key of the call, then the place.
    """
    year = format_fiscal_year(call.fiscal_year, "ja").removesuffix("年度")
    for name, letter, _first in ERAS:
        year = year.replace(name, letter)
    year = year.replace("元", "1")
    short = "".join(word[0] for word in call.programme_id.split("_")).upper()
    place = int(last.rpartition("-")[2]) + 1 if last else 1
    return f"{year}-{short}{call.pk}-{place:04}"


def last_number(call: Call) -> str | None:
    """The number that a call gave last."""
    rows = ask(LAST_OF_CALL.format(call="%s"), [call.pk])
    return rows[0][0] if rows else None
