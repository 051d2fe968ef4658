"""What was typed into the form of a request and is not sent yet."""

from __future__ import annotations

from django.db import models

from chiiki_web.accounts.models import Membership, Organisation


class Draft(models.Model):
    """One open form, as it was typed; ``form_key`` is that of the request to come.

    Each page that is open writes a row of its own, so that nobody writes over anybody: a
    page that was opened from a draft goes on in its row unless another has saved since.
    ``version`` counts what was saved for one ``form_key``, so it names one row.
    """

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+"
    )
    form_key = models.UUIDField()
    page = models.UUIDField()
    turn = models.PositiveIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)
    typed = models.JSONField()
    saved_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    saved_at = models.DateTimeField()

    class Meta:
        ordering = ["-saved_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                name="draft_once_for_each_page", fields=["organisation", "page"]
            ),
            models.UniqueConstraint(
                name="draft_version_once",
                fields=["organisation", "form_key", "version"],
            ),
        ]

    def __str__(self) -> str:
        return self.project or str(self.form_key)

    @property
    def project(self) -> str:
        return "".join(self.typed.get("project", [])).strip()
