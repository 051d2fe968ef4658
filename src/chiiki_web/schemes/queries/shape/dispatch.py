"""The part about sending people: limits, how advisers are asked, fees and journeys."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from chiiki_web.schemes.queries.shape.kinds import (
    GROUND,
    ID,
    IN_DAYS,
    IN_HOURS,
    IN_PEOPLE,
    REQUIREMENT,
    Key,
    Kind,
    Part,
    Table,
    flag,
)
from chiiki_web.wording.advisers import RATE_CLASSES
from chiiki_web.wording.terms import FIELDS

MOST_DAYS = Key("most", Kind.NUMBER, _("At most"), required=True, unit=IN_DAYS)
MOST_HOURS = Key("most", Kind.NUMBER, _("At most"), required=True, unit=IN_HOURS)


def _number(name: str, label: Promise, unit: Promise | None = None) -> Key:
    return Key(name, Kind.NUMBER, label, required=True, unit=unit)


def _yen(name: str, label: Promise) -> Key:
    return Key(name, Kind.YEN, label, required=True)


DISPATCHES = Part(
    "dispatch",
    "procedure",
    _("Sending people"),
    _("How long somebody is sent, how advisers are asked, and what it costs."),
    (
        Table(
            "terms.dispatch",
            _("Dispatch"),
            (
                flag("may_split", _("The days may be split")),
                Key("source", Kind.SOURCE, _("Source"), required=True),
            ),
        ),
        Table(
            "terms.dispatch.days_on_site",
            _("Days on site for a case"),
            (ID, MOST_DAYS, *REQUIREMENT),
        ),
        Table(
            "terms.dispatch.hours_online",
            _("Hours online for a case"),
            (ID, MOST_HOURS, *REQUIREMENT),
        ),
        Table(
            "terms.dispatch.asking",
            _("Asking advisers"),
            (
                _number("nominations", _("Advisers whom a region may name"), IN_PEOPLE),
                _number("team", _("People in a team"), IN_PEOPLE),
                flag("may_combine", _("Days on site and hours online together")),
                _number(
                    "days_to_answer", _("Days in which an adviser answers"), IN_DAYS
                ),
                _number("remind_days_before", _("Reminder, days before"), IN_DAYS),
                _number(
                    "survey_days", _("Days for the survey of the next year"), IN_DAYS
                ),
                Key(
                    "priority_fields",
                    Kind.CHOICES,
                    _("Priority fields of the year"),
                    choices=FIELDS,
                ),
                *GROUND,
            ),
        ),
        Table(
            "terms.dispatch.fees",
            _("Fees for a half-day"),
            (
                Key("code", Kind.TEXT, _("Class"), required=True, choices=RATE_CLASSES),
                _yen("yen", _("Yen for a half-day")),
                *GROUND,
            ),
            is_list=True,
            identity="code",
        ),
        Table(
            "terms.dispatch.journey",
            _("Yen for a journey"),
            (
                _yen("same_prefecture", _("In the same prefecture")),
                _yen("same_region", _("In the same region")),
                _yen("elsewhere", _("Elsewhere")),
                *GROUND,
            ),
        ),
    ),
)
