"""Overlaps that were found among applications, and what the office has said of them."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from chiiki_web.accounts.models import Membership
from chiiki_web.applications.models import Application
from chiiki_web.schemes.models import Call


class Kind(models.TextChoices):
    SAME_FILE = "same_file", _("same file")
    SAME_COST = "same_cost", _("same cost")
    SAME_MEMBER = "same_member", _("same local government in two consortia")
    EARLIER_AWARD = "earlier_award", _("earlier award")


class Finding(models.Model):
    """What one application that was sent shares with another, as seen from it.

    Written by ``actions.looking`` alone, and written anew whenever one of the two has
    changed. Two of one call have one finding of a kind, from the newer or the later.
    What exactly they share is told from what was sent, when the page is shown. ``call`` is
    that of the application.
    """

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="+")
    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, related_name="overlaps"
    )
    other = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=Kind)
    is_sure = models.BooleanField()
    is_ruled = models.BooleanField(default=False)

    class Meta:
        ordering = ["-application", "-other", "kind"]
        constraints = [
            models.UniqueConstraint(
                name="overlap_found_once", fields=["application", "other", "kind"]
            ),
        ]
        indexes = [
            models.Index(
                fields=["call", "application", "other"], name="overlap_by_call"
            )
        ]

    def __str__(self) -> str:
        return f"{self.application_id} / {self.other_id}: {self.kind}"


class Look(models.Model):
    """Whether an application was held against the others since it last changed.

    ``is_partial``: it shares a body or a file with too many to be compared with all.
    """

    application = models.OneToOneField(
        Application, primary_key=True, on_delete=models.PROTECT, related_name="+"
    )
    is_due = models.BooleanField(default=True)
    is_partial = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(fields=["is_due"], name="look_due", condition=Q(is_due=True))
        ]

    def __str__(self) -> str:
        return f"{self.application_id}"


class Progress(models.Model):
    """How far the history was read for applications that changed: number of a seal."""

    read_until = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.read_until}"


class Ruling(models.Model):
    """Two applications and one kind of overlap: looked at, with a ground.

    ``first`` is the older of the two, so that a pair has one ruling from both sides.
    """

    class Verdict(models.TextChoices):
        NO_OVERLAP = "no_overlap", _("no overlap")
        OVERLAP = "overlap", _("an overlap: to be put right")

    first = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="+")
    second = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=Kind)
    verdict = models.CharField(max_length=20, choices=Verdict)
    ground = models.CharField(max_length=1000)
    ruled_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    ruled_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                name="overlap_ruled_once", fields=["first", "second", "kind"]
            ),
            models.CheckConstraint(
                name="overlap_of_two", condition=Q(first__lt=F("second"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first_id} / {self.second_id}: {self.kind} {self.verdict}"
