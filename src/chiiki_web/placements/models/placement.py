"""A manager's months in a region: the period, both agreements, the end, the letters."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from chiiki_web.advisers.models import Adviser
from chiiki_web.dispatch.models import Request
from chiiki_web.documents.models import StoredFile


class Placement(models.Model):
    """Made from an accepted request for a manager; ``ends_on`` is the last day agreed."""

    class Status(models.TextChoices):
        PREPARING = "preparing", _("being agreed on")
        RUNNING = "running", _("under way")
        FINISHED = "finished", _("finished")
        CANCELLED = "cancelled", _("did not come about")

    class Ending(models.TextChoices):
        ILLNESS = "illness", _("illness or accident of the manager")
        DUTIES = "duties", _("other duties of the manager")
        REGION = "region", _("circumstances of the region")
        DONE = "done", _("the aim was reached early")
        OTHER = "other", _("another ground")

    class Rest(models.TextChoices):
        ANOTHER = "another", _("another manager is asked for")
        ALONE = "alone", _("the region goes on by itself")
        LATER = "later", _("it is taken up again later")
        DROPPED = "dropped", _("the rest is not done")

    request = models.ForeignKey(
        Request, on_delete=models.PROTECT, related_name="placements"
    )
    adviser = models.ForeignKey(
        Adviser, on_delete=models.PROTECT, related_name="placements"
    )
    status = models.CharField(max_length=10, choices=Status, default=Status.PREPARING)
    starts_on = models.DateField()
    ends_on = models.DateField()
    days_a_month = models.PositiveSmallIntegerField()
    opened_at = models.DateTimeField()
    region_agreed_at = models.DateTimeField(null=True, blank=True)
    manager_agreed_at = models.DateTimeField(null=True, blank=True)
    began_at = models.DateTimeField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    ending = models.CharField(max_length=10, blank=True, choices=Ending)
    end_ground = models.TextField(blank=True)
    rest = models.CharField(max_length=10, blank=True, choices=Rest)
    rest_note = models.TextField(blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    outcome_ja = models.TextField(blank=True)
    outcome_en = models.TextField(blank=True)
    shows_milestones = models.BooleanField(default=False)
    shows_abilities = models.BooleanField(default=False)
    published_at = models.DateTimeField(null=True, blank=True)
    notice = models.ForeignKey(
        StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    statement = models.ForeignKey(
        StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["status"], name="placement_by_status")]
        constraints = [
            models.UniqueConstraint(
                name="placement_one_a_request",
                fields=["request"],
                condition=~Q(status="cancelled"),
            ),
            models.CheckConstraint(
                name="placement_period_in_order",
                condition=Q(starts_on__lte=F("ends_on")),
            ),
            models.CheckConstraint(
                name="placement_begun_by_both",
                condition=Q(began_at__isnull=True)
                | Q(region_agreed_at__isnull=False, manager_agreed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="placement_early_end_has_ground",
                condition=Q(ended_on__isnull=True)
                | ~Q(ending="") & ~Q(end_ground="") & ~Q(rest=""),
            ),
            models.CheckConstraint(
                name="placement_finished_at_some_time",
                condition=~Q(status="finished") | Q(finished_at__isnull=False),
            ),
            models.CheckConstraint(
                name="placement_public_when_finished",
                condition=Q(published_at__isnull=True) | Q(status="finished"),
            ),
        ]

    def __str__(self) -> str:
        return f"placement for {self.request}"

    @property
    def case(self) -> str:
        return self.request.case

    @property
    def last_day(self) -> date:
        """The day on which it really ends."""
        return self.ended_on or self.ends_on

    @property
    def is_open(self) -> bool:
        return self.status in {self.Status.PREPARING, self.Status.RUNNING}


class Extension(models.Model):
    """The last day was moved, for a ground; both days are kept."""

    placement = models.ForeignKey(
        Placement, on_delete=models.PROTECT, related_name="extensions"
    )
    ended_before_on = models.DateField()
    ends_on = models.DateField()
    ground = models.TextField()
    decided_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="extension_is_longer",
                condition=Q(ends_on__gt=F("ended_before_on")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.placement_id} until {self.ends_on}"
