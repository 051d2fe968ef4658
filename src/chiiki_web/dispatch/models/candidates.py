"""Who was proposed for a request, in which order, who was asked, and what they answered."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from chiiki_web.advisers.models import Adviser
from chiiki_web.dispatch.models.requests import Request


class Candidate(models.Model):
    """One adviser proposed for one request.

    ``proposal`` is the digest of the matching run that proposed them. Who is asked sits on
    a seat of the team until they decline; a link that needs no password answers once,
    until ``answer_by``. It follows from ``nonce`` and is not stored.
    """

    class Answer(models.TextChoices):
        ACCEPTED = "accepted", _("accepted")
        DECLINED = "declined", _("declined")
        NO_DAYS = "no_days", _("no days left this fiscal year")
        ENDED = "ended", _("commission ended")
        NO_ANSWER = "no_answer", _("did not answer in time")
        RELEASED = "released", _("no longer needed")
        LIFTED = "lifted", _("acceptance lifted")

    request = models.ForeignKey(
        Request, on_delete=models.PROTECT, related_name="candidates"
    )
    adviser = models.ForeignKey(Adviser, on_delete=models.PROTECT)
    order = models.PositiveSmallIntegerField()
    score = models.FloatField()
    parts = models.JSONField(default=dict)
    proposal = models.CharField(max_length=80, blank=True)
    rank = models.PositiveSmallIntegerField(null=True, blank=True)
    is_direct = models.BooleanField(default=False)
    seat = models.PositiveSmallIntegerField(null=True, blank=True)
    asked_at = models.DateTimeField(null=True, blank=True)
    answer_by = models.DateTimeField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    nonce = models.CharField(max_length=64, blank=True)
    link_digest = models.CharField(max_length=64, blank=True, db_index=True)
    answer = models.CharField(max_length=10, blank=True, choices=Answer)
    answer_note = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["rank", "order"]
        indexes = [
            models.Index(
                fields=["answer_by"],
                name="candidate_to_answer",
                condition=Q(answer="", answer_by__isnull=False),
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                name="candidate_once", fields=["request", "adviser"]
            ),
            models.UniqueConstraint(
                name="candidate_one_on_a_seat",
                fields=["request", "seat"],
                condition=Q(seat__isnull=False, answer__in=["", "accepted"]),
            ),
            models.CheckConstraint(
                name="candidate_asked_has_seat",
                condition=Q(asked_at__isnull=True, seat__isnull=True)
                | Q(asked_at__isnull=False, seat__isnull=False),
            ),
            models.CheckConstraint(
                name="candidate_asked_before_answer",
                condition=~Q(answer__in=["accepted", "declined", "no_answer", "lifted"])
                | Q(asked_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.adviser} for {self.request}"
