"""Requests for an adviser or a manager, and whom a region nominates in which order."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from chiiki import matching
from chiiki_web.accounts.models import Organisation
from chiiki_web.advisers.models import Adviser
from chiiki_web.plans.models import Plan
from chiiki_web.regions.models import Municipality
from chiiki_web.schemes.models import Call, Field, Round

HALF_DAYS_A_DAY = 2


class Request(models.Model):
    """What one region asks for one project, in a round of the call of its programme.

    ``half_days`` is what it takes of an adviser. ``wanted_days`` are days as texts,
    ``needed_sides`` must be there in the team as a whole. ``nominee_against`` says why
    somebody who was nominated could not be proposed. Requests from before there were
    calls for dispatch have neither call nor round.
    """

    class Kind(models.TextChoices):
        ADVISER = "adviser", _("regional ICT adviser")
        MANAGER = "manager", _("regional ICT manager")

    class Mode(models.TextChoices):
        ON_SITE = "on_site", _("on site")
        ONLINE = "online", _("online")
        BOTH = "both", _("on site and online")

    class Status(models.TextChoices):
        SUBMITTED = "submitted", _("received")
        PROPOSED = "proposed", _("candidates shown, to be ranked")
        RANKED = "ranked", _("ranked by the requester")
        ASKED = "asked", _("adviser asked")
        WAITING = "waiting", _("waits for budget")
        ACCEPTED = "accepted", _("accepted")
        REPORTED = "reported", _("reported")
        UNPLACED = "unplaced", _("no adviser found")
        WITHDRAWN = "withdrawn", _("withdrawn")

    form_key = models.UUIDField(unique=True)
    kind = models.CharField(max_length=10, choices=Kind)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT)
    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT)
    field = models.ForeignKey(Field, on_delete=models.PROTECT)
    sides = models.JSONField(default=list)
    plan = models.ForeignKey(Plan, null=True, blank=True, on_delete=models.PROTECT)
    project = models.CharField(max_length=120)
    problem = models.TextField()
    mode = models.CharField(max_length=10, choices=Mode)
    days = models.PositiveSmallIntegerField(default=0)
    hours = models.PositiveSmallIntegerField(default=0)
    months = models.PositiveSmallIntegerField(default=0)
    wanted_from = models.DateField()
    wanted_until = models.DateField()
    recommended_by = models.CharField(max_length=120, blank=True)
    briefing_seen = models.BooleanField(default=False)
    uses_infrastructure = models.BooleanField(default=False)
    shares_case = models.BooleanField(default=False)
    call = models.ForeignKey(
        Call, null=True, on_delete=models.PROTECT, related_name="dispatch_requests"
    )
    round = models.ForeignKey(
        Round, null=True, on_delete=models.PROTECT, related_name="dispatch_requests"
    )
    team_size = models.PositiveSmallIntegerField(default=1)
    needed_sides = models.JSONField(default=list, blank=True)
    wanted_days = models.JSONField(default=list, blank=True)
    office_chooses = models.BooleanField(default=False)
    copied_from = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="copies"
    )
    nominee_against = models.JSONField(default=list, blank=True)
    status = models.CharField(max_length=12, choices=Status, default=Status.SUBMITTED)
    fiscal_year = models.PositiveSmallIntegerField()
    number = models.CharField(max_length=30, unique=True)
    submitted_at = models.DateTimeField()

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["status"], name="request_by_status")]
        constraints = [
            models.CheckConstraint(
                name="request_period_in_order",
                condition=Q(wanted_from__lte=models.F("wanted_until")),
            ),
            models.CheckConstraint(
                name="request_has_somebody_in_its_team", condition=Q(team_size__gte=1)
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def case(self) -> str:
        return f"plan:{self.plan_id}" if self.plan_id else f"dispatch:{self.pk}"

    @property
    def days_wanted(self) -> list[date]:
        return [date.fromisoformat(one) for one in self.wanted_days]

    @property
    def half_days(self) -> int:
        """Half-days of each adviser: two a day, and the hours online by the hours of a day."""
        hours = HALF_DAYS_A_DAY * self.hours
        online = -(-hours // matching.published_rules().limits.hours_a_day)
        return max(HALF_DAYS_A_DAY * self.days + online, 1)


# Whoever was asked may answer while the request is asked for, or waits for its budget.
ANSWERED_IN = (Request.Status.ASKED, Request.Status.WAITING)


class Nomination(models.Model):
    """An adviser whom the region would like, the most wanted with rank 1."""

    request = models.ForeignKey(
        Request, on_delete=models.PROTECT, related_name="nominations"
    )
    adviser = models.ForeignKey(Adviser, on_delete=models.PROTECT, related_name="+")
    rank = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["rank"]
        constraints = [
            models.UniqueConstraint(
                name="nomination_once", fields=["request", "adviser"]
            ),
            models.UniqueConstraint(
                name="nomination_rank_once", fields=["request", "rank"]
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rank}: {self.adviser}"
