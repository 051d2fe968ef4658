"""Requests for an adviser or a manager, candidates, acceptance, and both reports."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from chiiki_web.accounts.models import Organisation
from chiiki_web.advisers.models import Adviser
from chiiki_web.plans.models import Plan
from chiiki_web.regions.models import Municipality
from chiiki_web.schemes.models import Field


class Request(models.Model):
    """``nominee_against`` says why the adviser who was named could not be proposed."""

    class Kind(models.TextChoices):
        ADVISER = "adviser", _("regional ICT adviser")
        MANAGER = "manager", _("regional ICT manager")

    class Mode(models.TextChoices):
        ON_SITE = "on_site", _("on site")
        ONLINE = "online", _("online")

    class Status(models.TextChoices):
        SUBMITTED = "submitted", _("received")
        PROPOSED = "proposed", _("candidates shown, to be ranked")
        RANKED = "ranked", _("ranked by the requester")
        ASKED = "asked", _("adviser asked")
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
    nominated = models.ForeignKey(
        Adviser, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
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
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def case(self) -> str:
        return f"plan:{self.plan_id}" if self.plan_id else f"dispatch:{self.pk}"


class Candidate(models.Model):
    """One adviser proposed for one request: why, in which order, and their answer."""

    class Answer(models.TextChoices):
        ACCEPTED = "accepted", _("accepted")
        DECLINED = "declined", _("declined")
        NO_DAYS = "no_days", _("no days left this fiscal year")

    request = models.ForeignKey(
        Request, on_delete=models.PROTECT, related_name="candidates"
    )
    adviser = models.ForeignKey(Adviser, on_delete=models.PROTECT)
    order = models.PositiveSmallIntegerField()
    score = models.FloatField()
    parts = models.JSONField(default=dict)
    rank = models.PositiveSmallIntegerField(null=True, blank=True)
    asked_at = models.DateTimeField(null=True, blank=True)
    answer = models.CharField(max_length=10, blank=True, choices=Answer)
    answer_note = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["rank", "order"]
        constraints = [
            models.UniqueConstraint(
                name="candidate_once", fields=["request", "adviser"]
            ),
            models.UniqueConstraint(
                name="candidate_one_accepts",
                fields=["request"],
                condition=Q(answer="accepted"),
            ),
            models.UniqueConstraint(
                name="candidate_one_is_asked",
                fields=["request"],
                condition=Q(asked_at__isnull=False, answer=""),
            ),
            models.CheckConstraint(
                name="candidate_asked_before_answer",
                condition=~Q(answer__in=["accepted", "declined"])
                | Q(asked_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.adviser} for {self.request}"


class Report(models.Model):
    """What one side says of a dispatch after it."""

    class Side(models.TextChoices):
        REQUESTER = "requester", _("requester")
        ADVISER = "adviser", _("adviser")

    request = models.ForeignKey(
        Request, on_delete=models.PROTECT, related_name="reports"
    )
    side = models.CharField(max_length=10, choices=Side)
    held_on = models.DateField()
    done = models.TextField()
    outcome = models.TextField()
    next_step = models.TextField(blank=True)
    days_used = models.PositiveSmallIntegerField(default=0)
    hours_used = models.PositiveSmallIntegerField(default=0)
    submitted_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                name="report_once_per_side", fields=["request", "side"]
            ),
        ]

    def __str__(self) -> str:
        return f"{self.side} report on {self.request_id}"
