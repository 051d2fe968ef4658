"""A plan that began as a copy: of what, and what its writers still have to look at."""

from __future__ import annotations

from django.db import models

from chiiki_web.plans.models.plan import Plan


class CopiedPlan(models.Model):
    """Where a plan was copied from; ``left_out`` are reasons, ``look_again`` parts."""

    plan = models.OneToOneField(Plan, on_delete=models.CASCADE, related_name="copied")
    source = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="copies")
    source_title = models.CharField(max_length=120)
    source_number = models.CharField(max_length=30, blank=True)
    left_out = models.JSONField(default=list)
    look_again = models.JSONField(default=list)
    seen_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.plan} from {self.source_id}"
