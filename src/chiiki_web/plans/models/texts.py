"""Texts that a plan does not say: those that were replaced, and those half typed.

A part is a field of the plan by its name, ``costs`` for the whole table, or
``check:ITEM`` for an answer to the check list.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from chiiki_web.accounts.models import Membership
from chiiki_web.plans.models.plan import Plan

LONGEST_PART = 60


class EarlierText(models.Model):
    """What a part said until ``by`` wrote something else, or a text that was not chosen.

    What one open form saves by itself while its text grows is one row: it keeps what
    stood before, and ``last_version`` follows the writing.
    """

    class Kind(models.TextChoices):
        REPLACED = "replaced", _("replaced")
        NOT_CHOSEN = "not_chosen", _("not chosen")

    plan = models.ForeignKey(
        Plan, on_delete=models.CASCADE, related_name="earlier_texts"
    )
    part = models.CharField(max_length=LONGEST_PART)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.REPLACED)
    value = models.JSONField(null=True)
    first_version = models.PositiveIntegerField()
    last_version = models.PositiveIntegerField()
    page = models.UUIDField(null=True)
    turn = models.PositiveIntegerField(default=0)
    is_sent = models.BooleanField(default=True)
    by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    last_at = models.DateTimeField()

    class Meta:
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["plan", "part", "-id"], name="earlier_text_of_part")
        ]
        constraints = [
            models.UniqueConstraint(
                name="earlier_text_once_per_version",
                fields=["plan", "part", "first_version"],
                condition=Q(kind="replaced"),
            ),
            models.CheckConstraint(
                name="earlier_text_versions_in_order",
                condition=Q(last_version__gte=F("first_version")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.part} until {self.first_version}"


class WorkingCopy(models.Model):
    """What a person typed into a part and what the plan does not say, as it was typed.

    Either it cannot be read yet (``12あ`` for an amount), or somebody else saved another
    text since ``version``, which this person saw.
    """

    plan = models.ForeignKey(
        Plan, on_delete=models.CASCADE, related_name="working_copies"
    )
    member = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+")
    part = models.CharField(max_length=LONGEST_PART)
    typed = models.JSONField()
    version = models.PositiveIntegerField()
    page = models.UUIDField(null=True)
    turn = models.PositiveIntegerField(default=0)
    kept_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                name="working_copy_once", fields=["plan", "member", "part"]
            )
        ]

    def __str__(self) -> str:
        return f"{self.part} of {self.member_id}"
