"""What was checked of the promises of the site, and what was cleared from its storage."""

from __future__ import annotations

from django.db import models


class PromiseCheck(models.Model):
    """The check of one day: what was looked at, and each promise that did not hold."""

    day = models.DateField(unique=True)
    checked_at = models.DateTimeField()
    counts = models.JSONField(default=dict)
    broken = models.JSONField(default=list)
    strays = models.JSONField(default=dict)

    class Meta:
        ordering = ["-day"]

    def __str__(self) -> str:
        return f"{self.day}: {len(self.broken)} broken"


class Clearing(models.Model):
    """A file that belonged to nothing and was removed by an operator."""

    cleared_at = models.DateTimeField()
    kind = models.CharField(max_length=10)
    size = models.PositiveBigIntegerField()

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.kind}, {self.size} bytes"
