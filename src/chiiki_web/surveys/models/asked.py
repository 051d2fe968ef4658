"""Whom a survey asks, what each was sent, and the table that a frame was read from."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from chiiki_web.accounts.models import Membership
from chiiki_web.outbox.faults import Fault
from chiiki_web.regions.models import Municipality
from chiiki_web.surveys.models.survey import Survey
from chiiki_web.ui import formats

LONGEST_CLASS = 40
LONGEST_REASON = 500


class Recipient(models.Model):
    """One unit of the frame of one survey, whether it is asked or left out.

    Its names are those of the day on which the frame was made. ``drawn`` says that it is
    asked; its link follows from ``nonce`` and is found again by ``digest``. ``reminders``
    counts what it was reminded of; ``may_correct_until`` lets it in after closing.
    """

    class State(models.TextChoices):
        NOT_INVITED = "not_invited", _("not invited yet")
        INVITED = "invited", _("invited, not opened")
        OPENED = "opened", _("opened")
        PARTIAL = "partial", _("partly answered")
        SUBMITTED = "submitted", _("submitted")

    survey = models.ForeignKey(
        Survey, on_delete=models.PROTECT, related_name="recipients"
    )
    number = models.PositiveIntegerField()
    name_ja = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120, blank=True)
    municipality = models.ForeignKey(
        Municipality, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    prefecture_code = models.CharField(max_length=6, blank=True)
    prefecture_ja = models.CharField(max_length=40, blank=True)
    prefecture_en = models.CharField(max_length=40, blank=True)
    size_class = models.CharField(max_length=LONGEST_CLASS, blank=True)
    stratum = models.CharField(max_length=LONGEST_CLASS, blank=True)
    email = models.EmailField(blank=True)
    drawn = models.BooleanField(default=True)
    excluded_reason = models.CharField(max_length=LONGEST_REASON, blank=True)
    nonce = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64, null=True, blank=True, unique=True)
    state = models.CharField(max_length=12, choices=State, default=State.NOT_INVITED)
    invited_at = models.DateTimeField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    reminders = models.PositiveSmallIntegerField(default=0)
    first_opened_at = models.DateTimeField(null=True, blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    may_correct_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["number"]
        indexes = [
            models.Index(fields=["survey", "state"], name="recipient_by_state"),
        ]
        constraints = [
            models.UniqueConstraint(
                name="recipient_number_once", fields=["survey", "number"]
            ),
            models.UniqueConstraint(
                name="recipient_municipality_once", fields=["survey", "municipality"]
            ),
            models.CheckConstraint(
                name="recipient_excluded_is_not_drawn",
                condition=Q(excluded_reason="") | Q(drawn=False),
            ),
            models.CheckConstraint(
                name="recipient_only_who_is_asked_answers",
                condition=Q(state="not_invited") | Q(drawn=True),
            ),
            models.CheckConstraint(
                name="recipient_submitted_has_moment",
                condition=~Q(state="submitted") | Q(submitted_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return formats.local(self, "name")

    @property
    def is_excluded(self) -> bool:
        return bool(self.excluded_reason)


class Letter(models.Model):
    """One mail or message to one recipient: asked for by the office, sent by the worker.

    Of reminders there is at most one a day: the database refuses a second.
    """

    class Kind(models.TextChoices):
        INVITATION = "invitation", _("invitation")
        REMINDER = "reminder", _("reminder")
        NEW_LINK = "new_link", _("new link")
        EXTENSION = "extension", _("longer time")
        CORRECTION = "correction", _("request to correct")

    recipient = models.ForeignKey(
        Recipient, on_delete=models.PROTECT, related_name="letters"
    )
    kind = models.CharField(max_length=12, choices=Kind)
    asked_at = models.DateTimeField()
    asked_on = models.DateField()
    asked_by = models.ForeignKey(
        Membership, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    dropped_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    tried_at = models.DateTimeField(null=True, blank=True)
    last_error = models.CharField(max_length=300, blank=True)
    fault = models.CharField(max_length=10, choices=Fault, blank=True)

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(
                fields=["asked_at"],
                name="letter_waiting",
                condition=Q(sent_at__isnull=True, dropped_at__isnull=True),
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                name="letter_one_invitation",
                fields=["recipient"],
                condition=Q(kind="invitation"),
            ),
            models.UniqueConstraint(
                name="letter_one_reminder_a_day",
                fields=["recipient", "asked_on"],
                condition=Q(kind="reminder"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} to {self.recipient_id}"


class FrameTable(models.Model):
    """A table of recipients that somebody uploaded, as read, until it is taken over."""

    class Use(models.TextChoices):
        REPLACE = "replace", _("It is the whole frame: replace what is there")
        ADD_TO = (
            "add_to",
            _("It adds addresses, size classes or strata to the frame that is there"),
        )

    form_key = models.UUIDField(unique=True, default=uuid4)
    survey = models.ForeignKey(
        Survey, on_delete=models.PROTECT, related_name="frame_tables"
    )
    use = models.CharField(max_length=10, choices=Use)
    name = models.CharField(max_length=200)
    rows = models.JSONField(default=list)
    faults = models.JSONField(default=list, blank=True)
    read_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    read_at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="frame_table_taken_has_no_fault",
                condition=Q(taken_at__isnull=True) | Q(faults=[]),
            ),
        ]

    def __str__(self) -> str:
        return self.name
