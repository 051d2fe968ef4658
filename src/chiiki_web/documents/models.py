"""Files by their content: one row for each distinct file that is stored."""

from __future__ import annotations

from django.db import models


class StoredFile(models.Model):
    """A file on disk under its SHA-256. Its name belongs to whoever attached it."""

    sha256 = models.CharField(max_length=64, unique=True)
    size = models.PositiveBigIntegerField()
    media_type = models.CharField(max_length=120)
    stored_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="stored_file_not_empty", condition=models.Q(size__gt=0)
            ),
        ]

    def __str__(self) -> str:
        return self.sha256[:12]
