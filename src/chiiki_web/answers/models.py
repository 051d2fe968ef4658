"""What a recipient of a survey has answered, what stood there before, and what was sent."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from chiiki_web.surveys.models import Recipient

LONGEST_NAME = 200


class Answer(models.Model):
    """The answers of one recipient, key by key, as they stand now.

    ``version`` counts what was saved. ``writers`` holds for each key the version and the
    open form that wrote it last, ``pages`` the last turn of each open form: by these a form
    never clashes with itself, and a request that was overtaken changes nothing. What was
    sent last stands in ``submitted_values`` and does not move while somebody writes on.
    """

    recipient = models.OneToOneField(
        Recipient, on_delete=models.PROTECT, related_name="answer"
    )
    values = models.JSONField(default=dict)
    writers = models.JSONField(default=dict)
    pages = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField(null=True, blank=True)
    saved_by = models.CharField(max_length=LONGEST_NAME, blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    submitted_values = models.JSONField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="answer_sent_has_its_moment",
                condition=Q(submitted_at__isnull=True, submitted_values__isnull=True)
                | Q(submitted_at__isnull=False, submitted_values__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.recipient_id} v{self.version}"


class AnswerVersion(models.Model):
    """What a save replaced: ``before`` holds the old answer of each key, null for none.

    What one open form saves within a quarter of an hour is one row: it is a person who is
    still filling it in. ``version`` is the one that came of it.
    """

    answer = models.ForeignKey(
        Answer, on_delete=models.PROTECT, related_name="versions"
    )
    version = models.PositiveIntegerField()
    page = models.CharField(max_length=36, blank=True)
    before = models.JSONField()
    saved_at = models.DateTimeField()
    saved_by = models.CharField(max_length=LONGEST_NAME, blank=True)

    class Meta:
        ordering = ["-version"]
        constraints = [
            models.UniqueConstraint(
                name="answer_version_once", fields=["answer", "version"]
            ),
        ]

    def __str__(self) -> str:
        return f"{self.answer_id} v{self.version}"


class Second(models.Model):
    """A second answer to a key that somebody else had changed meanwhile: one must choose.

    It is kept also after somebody chose the other (``settled_at``).
    """

    answer = models.ForeignKey(Answer, on_delete=models.PROTECT, related_name="seconds")
    key = models.CharField(max_length=100)
    value = models.JSONField(null=True)
    page = models.CharField(max_length=36)
    saved_at = models.DateTimeField()
    saved_by = models.CharField(max_length=LONGEST_NAME, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                name="second_answer_once_a_form",
                fields=["answer", "key", "page"],
                condition=Q(settled_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.answer_id} {self.key}"


class Submission(models.Model):
    """What was sent, whole and unchanged, with its number and the digest of its receipt.

    ``gaps`` are the keys that were asked and left open: they count as non-response.
    """

    answer = models.ForeignKey(
        Answer, on_delete=models.PROTECT, related_name="submissions"
    )
    number = models.PositiveIntegerField()
    receipt = models.CharField(max_length=80, unique=True)
    version = models.PositiveIntegerField()
    values = models.JSONField()
    gaps = models.JSONField(default=list)
    questionnaire = models.CharField(max_length=64)
    sha256 = models.CharField(max_length=64)
    submitted_at = models.DateTimeField()
    submitted_by = models.CharField(max_length=LONGEST_NAME, blank=True)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(
                name="submission_number_once", fields=["answer", "number"]
            ),
        ]

    def __str__(self) -> str:
        return self.receipt


class SheetUpload(models.Model):
    """An Excel sheet that came back: a dry run, until somebody takes it over.

    ``findings`` say what is wrong cell by cell, ``values`` what the file changed of what
    was given out, ``base`` the marks of what was given out. The file itself is not kept.
    """

    class State(models.TextChoices):
        PROBLEMS = "problems", _("to be corrected")
        READY = "ready", _("ready to take over")
        UNCHANGED = "unchanged", _("nothing new in it")
        TAKEN = "taken", _("taken over")

    answer = models.ForeignKey(Answer, on_delete=models.PROTECT, related_name="sheets")
    form_key = models.UUIDField(unique=True)
    file_name = models.CharField(max_length=LONGEST_NAME)
    sha256 = models.CharField(max_length=64)
    version = models.PositiveIntegerField()
    findings = models.JSONField()
    values = models.JSONField()
    base = models.JSONField()
    state = models.CharField(max_length=10, choices=State)
    uploaded_at = models.DateTimeField()
    uploaded_by = models.CharField(max_length=LONGEST_NAME, blank=True)
    taken_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="sheet_taken_has_its_moment",
                condition=Q(state="taken", taken_at__isnull=False)
                | (~Q(state="taken") & Q(taken_at__isnull=True)),
            ),
        ]

    def __str__(self) -> str:
        return self.file_name
