"""Who reviews what, whether they may, and what they found."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from chiiki_web.accounts.models import Membership
from chiiki_web.applications.models import Application
from chiiki_web.schemes.models import Criterion


class Review(models.Model):
    """One reviewer's look at one application; conflicts are declared before anything."""

    class Status(models.TextChoices):
        ASSIGNED = "assigned", _("declare conflicts first")
        OPEN = "open", _("to be scored")
        CONFLICTED = "conflicted", _("stepped aside: conflict")
        DONE = "done", _("done")

    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, related_name="reviews"
    )
    reviewer = models.ForeignKey(
        Membership, on_delete=models.PROTECT, related_name="reviews"
    )
    status = models.CharField(max_length=12, choices=Status, default=Status.ASSIGNED)
    due_on = models.DateField()
    conflict_reason = models.TextField(blank=True)
    declared_at = models.DateTimeField(null=True, blank=True)
    opinion = models.TextField(blank=True)
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="review_once", fields=["application", "reviewer"]
            ),
            models.CheckConstraint(
                name="review_done_after_declaring",
                condition=Q(status="assigned") | Q(declared_at__isnull=False),
            ),
            models.CheckConstraint(
                name="review_conflict_has_reason",
                condition=~Q(status="conflicted") | ~Q(conflict_reason=""),
            ),
            models.CheckConstraint(
                name="review_done_has_moment",
                condition=~Q(status="done") | Q(done_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"review {self.pk}"

    @property
    def case(self) -> str:
        return self.application.case


class Score(models.Model):
    """Points and ground for one criterion; both may be missing in a draft."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="scores")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT)
    points = models.PositiveSmallIntegerField(null=True, blank=True)
    ground = models.TextField(blank=True)

    class Meta:
        ordering = ["criterion__order", "pk"]
        constraints = [
            models.UniqueConstraint(name="score_once", fields=["review", "criterion"]),
        ]

    def __str__(self) -> str:
        return f"{self.criterion}: {self.points}"
