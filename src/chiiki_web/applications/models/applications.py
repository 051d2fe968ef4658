"""An application of a plan to a call, its files, and what was sent."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.utils.translation import gettext_lazy as _

from chiiki_web.accounts.models import Membership, Organisation
from chiiki_web.documents.models import StoredFile
from chiiki_web.plans.models import Plan
from chiiki_web.schemes.models import Call, Round


class Application(models.Model):
    """``round`` is that in which it was first received, and never changes.

    ``counts_from``, ``days_away`` and ``decide_by`` keep the standard processing time.
    """

    class Status(models.TextChoices):
        DRAFT = "draft", _("draft")
        SUBMITTED = "submitted", _("received")
        RETURNED = "returned", _("returned for correction")
        ACCEPTED = "accepted", _("accepted for review")
        WITHDRAWN = "withdrawn", _("withdrawn")
        REJECTED = "rejected", _("not accepted")

    plan = models.ForeignKey(
        Plan, on_delete=models.PROTECT, related_name="applications"
    )
    call = models.ForeignKey(
        Call, on_delete=models.PROTECT, related_name="applications"
    )
    round = models.ForeignKey(
        Round,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="applications",
    )
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT)
    status = models.CharField(max_length=12, choices=Status, default=Status.DRAFT)
    number = models.CharField(max_length=30, unique=True, null=True, blank=True)
    requested = models.PositiveBigIntegerField(null=True, blank=True)
    recommended_by = models.CharField(max_length=120, blank=True)
    created_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True, blank=True)
    correct_by = models.DateTimeField(null=True, blank=True)
    returned_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    assigned_to = models.ForeignKey(
        Membership,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="assigned_applications",
    )
    counts_from = models.DateField(null=True, blank=True)
    days_away = models.PositiveIntegerField(default=0)
    decide_by = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["status", "decide_by"], name="application_due"),
            models.Index(fields=["-submitted_at"], name="application_received"),
            models.Index(fields=["call", "status"], name="application_on_desk"),
            models.Index(fields=["organisation", "-id"], name="application_of_org"),
            models.Index(
                "call",
                Length("number").desc(),
                F("number").desc(),
                condition=Q(number__isnull=False),
                name="application_last_number",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                name="application_once_per_call",
                fields=["plan", "call"],
                condition=~Q(status__in=["withdrawn", "rejected"]),
            ),
            models.CheckConstraint(
                name="application_submitted_has_number",
                condition=Q(status__in=["draft", "withdrawn"])
                | Q(number__isnull=False, submitted_at__isnull=False),
            ),
            models.CheckConstraint(
                name="application_returned_has_moment",
                condition=~Q(status="returned")
                | Q(returned_at__isnull=False, correct_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.number or f"draft {self.pk}"

    @property
    def case(self) -> str:
        return f"plan:{self.plan_id}"


class Attachment(models.Model):
    """A document; ``kind`` is a code of the form that asks for it, or one of ``Kind``.

    ``has_fault`` is known where ``files_of`` read it.
    """

    class Kind(models.TextChoices):
        PLAN = "plan", _("implementation plan")
        BUDGET = "budget", _("income and expenditure budget")
        NEED = "need", _("evidence of need")
        RECOMMENDATION = "recommendation", _("recommendation of a local government")
        QUOTE = "quote", _("quotations")
        OTHER = "other", _("other document")

    application = models.ForeignKey(
        Application, on_delete=models.CASCADE, related_name="attachments"
    )
    kind = models.CharField(max_length=60)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT)
    name = models.CharField(max_length=200)
    added_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)
    has_fault: bool = False

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name


class Submission(models.Model):
    """What was sent, frozen. Its receipt lists the files with their SHA-256."""

    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, related_name="submissions"
    )
    key = models.UUIDField()
    version = models.PositiveSmallIntegerField()
    received_at = models.DateTimeField()
    snapshot = models.JSONField()
    files = models.JSONField()
    assessment = models.JSONField()
    sha256 = models.CharField(max_length=64)
    receipt = models.ForeignKey(
        StoredFile, null=True, blank=True, on_delete=models.PROTECT
    )

    class Meta:
        ordering = ["version"]
        constraints = [
            models.UniqueConstraint(
                name="submission_once_per_form", fields=["application", "key"]
            ),
            models.UniqueConstraint(
                name="submission_version_once", fields=["application", "version"]
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application} v{self.version}"


class CompletenessCheck(models.Model):
    """One thing that the office looked at on receipt."""

    application = models.ForeignKey(
        Application, on_delete=models.CASCADE, related_name="completeness"
    )
    item = models.CharField(max_length=40)
    is_in_order = models.BooleanField()
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                name="completeness_once", fields=["application", "item"]
            ),
        ]

    def __str__(self) -> str:
        return self.item
