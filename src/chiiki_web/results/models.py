"""What a survey found: one edition after the other, each as it was published."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from chiiki_web.accounts.models import Membership
from chiiki_web.surveys.models import Survey

LONGEST_GROUND = 1_000


class Edition(models.Model):
    """The tables of a survey, worked out from ``inputs``: everything to run it again.

    ``inputs`` holds the answers without names and stays with the office; ``content`` is
    what everybody reads. Once published, an edition never changes, the database refuses too
    (triggers of a migration): what is corrected is a new one, and the old one stays. ``number`` counts published ones.
    """

    class State(models.TextChoices):
        QUEUED = "queued", _("waiting to be worked out")
        RUNNING = "running", _("being worked out")
        FAILED = "failed", _("cannot be worked out")
        READY = "ready", _("ready to be looked at")
        PUBLISHED = "published", _("published")

    survey = models.ForeignKey(
        Survey, on_delete=models.PROTECT, related_name="editions"
    )
    form_key = models.UUIDField(unique=True)
    number = models.PositiveIntegerField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.QUEUED)
    choices = models.JSONField()
    inputs = models.JSONField()
    inputs_digest = models.CharField(max_length=64)
    content = models.JSONField(null=True, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    engine = models.CharField(max_length=60, blank=True)
    faults = models.JSONField(default=list, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    claimed_by = models.CharField(max_length=40, blank=True)
    drawn = models.PositiveIntegerField(default=0)
    answered = models.PositiveIntegerField(default=0)
    prepared_by = models.ForeignKey(
        Membership, on_delete=models.PROTECT, related_name="+"
    )
    prepared_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True, blank=True)
    worked_out_at = models.DateTimeField(null=True, blank=True)
    ground = models.CharField(max_length=LONGEST_GROUND, blank=True)
    published_by = models.ForeignKey(
        Membership, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["survey_id", "-number", "-pk"]
        constraints = [
            models.UniqueConstraint(
                name="results_edition_once", fields=["survey", "number"]
            ),
            models.UniqueConstraint(
                name="results_one_in_preparation",
                fields=["survey"],
                condition=~Q(state="published"),
            ),
            models.CheckConstraint(
                name="results_published_is_whole",
                condition=~Q(state="published")
                | Q(
                    number__isnull=False,
                    content__isnull=False,
                    published_at__isnull=False,
                )
                & ~Q(digest=""),
            ),
            models.CheckConstraint(
                name="results_ready_has_content",
                condition=~Q(state="ready") | Q(content__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.survey.code} {self.number or '–'}"

    @property
    def is_published(self) -> bool:
        return self.state == self.State.PUBLISHED

    @property
    def is_waiting(self) -> bool:
        return self.state in (self.State.QUEUED, self.State.RUNNING)


class Repeat(models.Model):
    """A published edition worked out once more: is the digest the same?"""

    class State(models.TextChoices):
        QUEUED = "queued", _("waiting to be worked out")
        RUNNING = "running", _("being worked out")
        DONE = "done", _("worked out")
        FAILED = "failed", _("cannot be worked out")

    edition = models.ForeignKey(
        Edition, on_delete=models.PROTECT, related_name="repeats"
    )
    form_key = models.UUIDField(unique=True)
    state = models.CharField(max_length=10, choices=State, default=State.QUEUED)
    digest = models.CharField(max_length=64, blank=True)
    engine = models.CharField(max_length=60, blank=True)
    faults = models.JSONField(default=list, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    claimed_by = models.CharField(max_length=40, blank=True)
    claimed_at = models.DateTimeField(null=True, blank=True)
    asked_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="results_repeat_done_has_digest",
                condition=~Q(state="done") | ~Q(digest=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.edition} again"

    @property
    def is_waiting(self) -> bool:
        return self.state in (self.State.QUEUED, self.State.RUNNING)

    @property
    def is_same(self) -> bool:
        return self.digest == self.edition.digest
