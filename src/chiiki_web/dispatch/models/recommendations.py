"""A local government speaks for a request before it is sent, with a letter of its own."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from chiiki_web.accounts.models import Membership, Organisation
from chiiki_web.dispatch.models.requests import Request
from chiiki_web.documents.models import StoredFile
from chiiki_web.schemes.models import Call


class Recommendation(models.Model):
    """``content`` is the request as it was asked for; ``digest`` tells a later change.

    ``form_key`` is that of the request to come, ``request`` is set once it was sent.
    """

    class State(models.TextChoices):
        ASKED = "asked", _("asked for")
        GIVEN = "given", _("recommended")
        DECLINED = "declined", _("declined")
        REPLACED = "replaced", _("asked for anew")
        WITHDRAWN = "withdrawn", _("taken back")

    form_key = models.UUIDField()
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+"
    )
    recommender = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+"
    )
    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="+")
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=State, default=State.ASKED)
    asked_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    ground = models.TextField(blank=True)
    number = models.CharField(max_length=40, blank=True)
    letter = models.ForeignKey(
        StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    answered_by = models.ForeignKey(
        Membership, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    request = models.OneToOneField(
        Request,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="recommendation",
    )

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                name="request_recommendation_once",
                fields=["form_key"],
                condition=Q(state__in=["asked", "given"]),
            ),
            models.UniqueConstraint(
                name="request_recommendation_number_once",
                fields=["recommender", "number"],
                condition=~Q(number=""),
            ),
            models.CheckConstraint(
                name="request_recommendation_given_has_letter",
                condition=~Q(state="given") | ~Q(number="") & Q(letter__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.number or f"{self.project}: {self.recommender_id}"

    @property
    def project(self) -> str:
        return str(self.content["project"])

    @property
    def case(self) -> str:
        """That of the plan; a request that was not sent yet has no number to stand for it."""
        plan = self.content["plan"]
        return f"plan:{plan}" if plan else ""

    @property
    def file_name(self) -> str:
        return f"{'' if self.holds else '失効_'}推薦書_{self.number}.pdf"

    @property
    def holds(self) -> bool:
        """Whether a letter that was given still counts."""
        return self.state == self.State.GIVEN
