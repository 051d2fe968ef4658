"""What happened, when, and under which hat. Rows are written once, never changed."""

from __future__ import annotations

from django.db import models


class Event(models.Model):
    """One thing that happened to one subject, within one case."""

    name = models.CharField(max_length=80)
    subject = models.CharField(max_length=80)
    case = models.CharField(max_length=80, blank=True)
    details = models.JSONField(default=dict)
    happened_at = models.DateTimeField()
    actor = models.CharField(max_length=80)
    hat = models.CharField(max_length=80, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["subject", "id"], name="event_by_subject"),
            models.Index(fields=["case", "id"], name="event_by_case"),
            models.Index(fields=["name", "id"], name="event_by_name"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.subject} #{self.pk}"


class Seal(models.Model):
    """The link that ties one event to all events sealed before it."""

    number = models.PositiveBigIntegerField(unique=True)
    event = models.OneToOneField(Event, on_delete=models.PROTECT)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)
    sealed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"seal {self.number}"
