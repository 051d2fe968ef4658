"""Answers to what the form of a scheme asks beside the plan.

An answer is kept as it was typed, so that it outlives a form that reads it otherwise.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from chiiki_web.applications.models.applications import Application

LONGEST_CODE = 60


class AnswerSheet(models.Model):
    """The form under which the answers of an application stand.

    ``asked`` describes what that form asks; ``before`` the form that it took the place of.
    ``version`` counts the changes of all answers.
    """

    application = models.OneToOneField(
        Application, on_delete=models.CASCADE, related_name="answer_sheet"
    )
    asked = models.JSONField(default=list)
    before = models.JSONField(null=True)
    moved_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return f"answers of {self.application}"


class Answer(models.Model):
    """One answer: its words as typed, what it said before, and what others typed meanwhile.

    ``asked`` describes the question that it answers. ``earlier`` is a list of texts with
    ``typed``, ``by`` and ``at``, the newest first; ``rivals`` holds, by membership, the
    same for a text that met this one and waits to be chosen.
    """

    application = models.ForeignKey(
        Application, on_delete=models.CASCADE, related_name="answers"
    )
    code = models.CharField(max_length=LONGEST_CODE)
    typed = models.JSONField(default=list)
    asked = models.JSONField(default=dict)
    is_asked = models.BooleanField(default=True)
    version = models.PositiveIntegerField()
    page = models.UUIDField(null=True)
    turn = models.PositiveIntegerField(default=0)
    is_sent = models.BooleanField(default=True)
    by = models.CharField(max_length=150)
    at = models.DateTimeField()
    begun_at = models.DateTimeField()
    earlier = models.JSONField(default=list)
    rivals = models.JSONField(default=dict)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                name="answer_once_per_question",
                fields=["application", "code"],
                condition=Q(is_asked=True),
            )
        ]

    def __str__(self) -> str:
        return f"{self.code} of {self.application_id}"
