"""A request before it is sent: what was typed, and who recommends it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from chiiki_web.accounts.models import Membership, Organisation
from chiiki_web.dispatch.models.letters import Letter
from chiiki_web.dispatch.models.requests import Request


class Draft(models.Model):
    """A form as it was typed, letter by letter; gone over into ``request`` once sent.

    ``page`` and ``turn`` tell an overtaken saving of one open form from a new one.
    """

    form_key = models.UUIDField(unique=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT)
    typed = models.JSONField(default=dict)
    page = models.UUIDField(null=True, blank=True)
    turn = models.PositiveIntegerField(default=0)
    begun_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(
        Membership, on_delete=models.PROTECT, related_name="+"
    )
    request = models.OneToOneField(
        Request, null=True, blank=True, on_delete=models.PROTECT, related_name="draft"
    )

    class Meta:
        ordering = ["-changed_at"]

    def __str__(self) -> str:
        return str(self.form_key)


class Backing(models.Model):
    """A local government recommends a request of a body that is none (推薦)."""

    class State(models.TextChoices):
        ASKED = "asked", _("asked for")
        GIVEN = "given", _("recommended")
        DECLINED = "declined", _("declined")
        CANCELLED = "cancelled", _("request withdrawn")

    draft = models.ForeignKey(Draft, on_delete=models.PROTECT, related_name="backings")
    recommender = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+"
    )
    state = models.CharField(max_length=10, choices=State, default=State.ASKED)
    message = models.TextField(blank=True)
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    asked_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    ground = models.TextField(blank=True)
    letter = models.ForeignKey(
        Letter, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    answered_by = models.ForeignKey(
        Membership, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                name="backing_once",
                fields=["draft"],
                condition=Q(state__in=["asked", "given"]),
            ),
            models.CheckConstraint(
                name="backing_given_has_letter",
                condition=~Q(state="given") | Q(letter__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.draft_id}: {self.recommender_id}"
