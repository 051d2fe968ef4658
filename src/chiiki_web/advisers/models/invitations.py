"""Links by which people whom the office invites set their first password."""

from __future__ import annotations

from django.db import models

from chiiki_web.accounts.models import Membership


class Invitation(models.Model):
    """One link, which follows from ``nonce`` and is not stored; used once, until it ends."""

    membership = models.ForeignKey(
        Membership, on_delete=models.PROTECT, related_name="adviser_invitations"
    )
    nonce = models.CharField(max_length=64)
    digest = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.membership_id}: {self.made_at}"
