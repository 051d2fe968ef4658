"""What is asked, as versioned text, and a survey that asks it."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from chiiki_web.accounts.models import Membership, Organisation
from chiiki_web.ui import formats

LONGEST_CODE = 40
LONGEST_ABOUT = 2_000


class Questionnaire(models.Model):
    """One version of a questionnaire: the text that ``chiiki.questionnaire`` reads.

    Once a survey that asks it opens, it is frozen: nobody changes a word any more.
    """

    form_key = models.UUIDField(unique=True, default=uuid4)
    code = models.CharField(max_length=LONGEST_CODE)
    version = models.CharField(max_length=LONGEST_CODE)
    title_ja = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200, blank=True)
    text = models.TextField()
    digest = models.CharField(max_length=64)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="questionnaires"
    )
    changed_by = models.ForeignKey(
        Membership, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    changed_at = models.DateTimeField()
    frozen_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["code", "-version"]
        constraints = [
            models.UniqueConstraint(
                name="questionnaire_version_once",
                fields=["organisation", "code", "version"],
            ),
            models.CheckConstraint(
                name="questionnaire_has_text", condition=~Q(text="") & ~Q(digest="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.version}"

    @property
    def is_frozen(self) -> bool:
        return self.frozen_at is not None


class Survey(models.Model):
    """One survey: one version of a questionnaire, asked of a frame until an hour.

    ``per_stratum`` and ``seed`` say how the sample was drawn; without a seed all are
    asked. ``frozen_digest`` is that of the frame as it was when the survey opened.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("being prepared")
        OPEN = "open", pgettext_lazy("survey", "open")
        CLOSED = "closed", pgettext_lazy("survey", "closed")

    form_key = models.UUIDField(unique=True, default=uuid4)
    code = models.SlugField(max_length=LONGEST_CODE, unique=True)
    title_ja = models.CharField(max_length=160)
    title_en = models.CharField(max_length=200, blank=True)
    about_ja = models.TextField(blank=True)
    about_en = models.TextField(blank=True)
    contact = models.CharField(max_length=200, blank=True)
    fiscal_year = models.PositiveSmallIntegerField()
    questionnaire = models.ForeignKey(
        Questionnaire, on_delete=models.PROTECT, related_name="surveys"
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="surveys"
    )
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    frame_source = models.CharField(max_length=300, blank=True)
    frame_on = models.DateField(null=True, blank=True)
    frame_digest = models.CharField(max_length=64, blank=True)
    per_stratum = models.JSONField(default=dict, blank=True)
    seed = models.PositiveIntegerField(null=True, blank=True)
    made_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    is_sample = models.BooleanField(default=False)

    class Meta:
        ordering = ["-fiscal_year", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="survey_closes_after_it_opens",
                condition=Q(closes_at__gt=F("opens_at")),
            ),
            models.CheckConstraint(
                name="survey_open_has_moment",
                condition=Q(state="draft")
                | Q(opened_at__isnull=False) & ~Q(frame_digest=""),
            ),
            models.CheckConstraint(
                name="survey_closed_has_moment",
                condition=~Q(state="closed") | Q(closed_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return formats.local(self, "title")

    @property
    def is_draft(self) -> bool:
        return self.state == self.State.DRAFT

    @property
    def is_closed(self) -> bool:
        return self.state == self.State.CLOSED
