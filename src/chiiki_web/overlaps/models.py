"""What the office has said of an overlap that was found."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from chiiki_web.accounts.models import Membership
from chiiki_web.applications.models import Application


class Ruling(models.Model):
    """Two applications and one kind of overlap: looked at, with a ground.

    ``first`` is the older of the two, so that a pair has one ruling from both sides.
    """

    class Kind(models.TextChoices):
        SAME_FILE = "same_file", _("same file")
        SAME_COST = "same_cost", _("same cost")
        SAME_MEMBER = "same_member", _("same local government in two consortia")
        EARLIER_AWARD = "earlier_award", _("earlier award")

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
