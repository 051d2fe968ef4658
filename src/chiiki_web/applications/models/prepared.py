"""What would be sent, frozen when the page with the button was shown."""

from __future__ import annotations

from django.db import models

from chiiki_web.applications.models.applications import Application
from chiiki_web.schemes.models import Round


class Prepared(models.Model):
    """An application checked and frozen beforehand: no deed, and nothing is received.

    ``stamp`` is a digest of every row on which it stands. It is sent only while the rows
    still give the same stamp; else everything is read and checked anew.
    """

    application = models.OneToOneField(
        Application, on_delete=models.CASCADE, related_name="prepared"
    )
    stamp = models.CharField(max_length=64)
    round = models.ForeignKey(Round, null=True, on_delete=models.CASCADE)
    snapshot = models.JSONField()
    files = models.JSONField()
    assessment = models.JSONField()
    sha256 = models.CharField(max_length=64)
    prepared_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.application_id}: {self.sha256[:12]}"
