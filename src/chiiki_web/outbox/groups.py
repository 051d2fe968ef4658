"""Kinds of message in groups that a person can choose for, and who gets which group."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import models
from django.utils.translation import gettext_lazy as _


class Group(models.TextChoices):
    DECISIONS = "decisions", _("Decisions, returns and receipts")
    APPLICATIONS = "applications", _("Applications: arrivals and comments")
    PARTNERSHIP = "partnership", _("Partners, signatures and recommendations")
    REVIEWS = "reviews", _("Reviews")
    DISPATCH = "dispatch", _("Advisers and dispatch")
    REPORTS = "reports", _("Reports, and warnings about the use of services")
    SURVEYS = "surveys", _("Surveys that ask your municipality")
    LIBRARY = "library", _("Cases in the library")
    SYSTEM = "system", _("Running of this site")


class Delivery(models.TextChoices):
    IMMEDIATE = "immediate", _("At once")
    DAILY = "daily", _("Once a day, together")
    NONE = "none", _("No mail")


# A deadline or the time for an objection may run from these: they are always mailed.
BINDING = frozenset({Group.DECISIONS})
USUAL = {Group.LIBRARY: Delivery.DAILY}
_BY_KIND = {
    "application.accepted": Group.DECISIONS,
    "application.rejected": Group.DECISIONS,
    "application.returned": Group.DECISIONS,
    "application.submitted": Group.DECISIONS,
    "performance_report.returned": Group.DECISIONS,
    "partnership.registration_asked": Group.SYSTEM,
}
_BY_NOUN = {
    "adviser": Group.DISPATCH,
    "application": Group.APPLICATIONS,
    "award": Group.DECISIONS,
    "call": Group.DECISIONS,
    "case_study": Group.LIBRARY,
    "dispatch": Group.DISPATCH,
    "file": Group.SYSTEM,
    "overlap": Group.APPLICATIONS,
    "partnership": Group.PARTNERSHIP,
    "payment": Group.DECISIONS,
    "performance_report": Group.REPORTS,
    "placement": Group.DISPATCH,
    "promise": Group.SYSTEM,
    "recommendation": Group.PARTNERSHIP,
    "review": Group.REVIEWS,
    "round": Group.DECISIONS,
    "service": Group.REPORTS,
    "settlement": Group.DECISIONS,
    "status_report": Group.REPORTS,
    "survey": Group.SURVEYS,
    "warning": Group.REPORTS,
}
_OF_ROLE: dict[str, tuple[Group, ...]] = {
    "officer": (
        Group.DECISIONS,
        Group.APPLICATIONS,
        Group.PARTNERSHIP,
        Group.DISPATCH,
        Group.REPORTS,
        Group.SURVEYS,
        Group.LIBRARY,
    ),
    "office": (
        Group.DECISIONS,
        Group.APPLICATIONS,
        Group.REVIEWS,
        Group.DISPATCH,
        Group.REPORTS,
    ),
    "reviewer": (Group.REVIEWS,),
    "adviser": (Group.DISPATCH,),
    "administrator": (Group.SYSTEM,),
}


def is_known(kind: str) -> bool:
    return kind in _BY_KIND or kind.partition(".")[0] in _BY_NOUN


def group_of(kind: str) -> Group:
    """The group of a kind. What nobody has put into one is mailed like a decision."""
    noun = kind.partition(".")[0]
    return _BY_KIND.get(kind) or _BY_NOUN.get(noun, Group.DECISIONS)


def usual(group: Group) -> Delivery:
    """How a group is mailed to a person who has chosen nothing."""
    return USUAL.get(group, Delivery.IMMEDIATE)


def allowed(group: Group) -> list[Delivery]:
    return [one for one in Delivery if one != Delivery.NONE or group not in BINDING]


def groups_for(roles: Iterable[str]) -> list[Group]:
    """What people in these roles are told of, in the order of ``Group``."""
    told = {group for role in roles for group in _OF_ROLE.get(role, ())}
    return [group for group in Group if group in told]
