"""Files by their content: one row for each distinct file, and what became of it since."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class StoredFile(models.Model):
    """A file on disk under its SHA-256. Its name belongs to whoever attached it."""

    sha256 = models.CharField(max_length=64, unique=True)
    size = models.PositiveBigIntegerField()
    media_type = models.CharField(max_length=120)
    stored_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["read_at", "id"], name="stored_file_to_read"),
        ]
        constraints = [
            models.CheckConstraint(
                name="stored_file_not_empty", condition=models.Q(size__gt=0)
            ),
        ]

    def __str__(self) -> str:
        return self.sha256[:12]


class FileFault(models.Model):
    """A stored file that did not give its bytes back; open until ``mended_at``."""

    class Kind(models.TextChoices):
        LOST = "lost", _("lost")
        DAMAGED = "damaged", _("damaged")
        UNREADABLE = "unreadable", _("unreadable")

    file = models.ForeignKey(
        StoredFile, on_delete=models.CASCADE, related_name="faults"
    )
    kind = models.CharField(max_length=10, choices=Kind)
    found_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True, blank=True)
    mended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                name="file_fault_open_once",
                fields=["file"],
                condition=Q(mended_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.file} {self.kind}"


class ReadingPass(models.Model):
    """One pass over all stored files, in slices; held by the worker that reads a slice."""

    number = models.PositiveIntegerField(unique=True)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    files = models.PositiveIntegerField(default=0)
    bytes = models.PositiveBigIntegerField(default=0)
    held_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-number"]

    def __str__(self) -> str:
        return f"pass {self.number}"
