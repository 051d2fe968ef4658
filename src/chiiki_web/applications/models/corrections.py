"""What office and applicant say to each other, and each return with its list."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from chiiki_web.accounts.models import Membership
from chiiki_web.applications.models.answers import LONGEST_CODE
from chiiki_web.applications.models.applications import Application

LONGEST_PART = LONGEST_CODE + 20  # the code of a question, and that it is one


class Return(models.Model):
    """One time that an application went back: its list is the comments that it holds."""

    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, related_name="returns"
    )
    form_key = models.UUIDField()
    note = models.TextField(blank=True)
    version = models.PositiveSmallIntegerField()
    correct_by = models.DateTimeField()
    returned_at = models.DateTimeField()
    returned_by = models.ForeignKey(Membership, on_delete=models.PROTECT)
    corrected_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                name="return_once_per_form", fields=["application", "form_key"]
            ),
            models.CheckConstraint(
                name="return_gives_time",
                condition=Q(correct_by__gt=models.F("returned_at")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application} v{self.version}"


class Comment(models.Model):
    """Something said beside a part of what was sent; open until the office closes it.

    One that asks for a correction waits for the return that tells the applicant of it
    (``returned``); the applicant then ticks it off (``done_at``) with a note.
    """

    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, related_name="comments"
    )
    form_key = models.UUIDField()
    part = models.CharField(max_length=LONGEST_PART, blank=True)
    version = models.PositiveSmallIntegerField(default=0)
    text = models.TextField()
    author = models.ForeignKey(Membership, on_delete=models.PROTECT)
    written_at = models.DateTimeField()
    asks_correction = models.BooleanField(default=False)
    is_internal = models.BooleanField(default=False)
    returned = models.ForeignKey(
        Return, null=True, blank=True, on_delete=models.PROTECT, related_name="items"
    )
    done_at = models.DateTimeField(null=True, blank=True)
    done_note = models.TextField(blank=True)
    done_by = models.ForeignKey(
        Membership, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    resolved_at = models.DateTimeField(null=True, blank=True)
    resolved_by = models.ForeignKey(
        Membership, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    ended_by_acceptance = models.BooleanField(default=False)

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(
                name="comment_open",
                fields=["application"],
                condition=Q(resolved_at__isnull=True),
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                name="comment_once_per_form", fields=["application", "form_key"]
            ),
            models.CheckConstraint(
                name="comment_in_a_list_asks_correction",
                condition=Q(returned__isnull=True)
                | Q(asks_correction=True, is_internal=False),
            ),
            models.CheckConstraint(
                name="comment_done_was_returned",
                condition=Q(done_at__isnull=True) | Q(returned__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.text[:40]
