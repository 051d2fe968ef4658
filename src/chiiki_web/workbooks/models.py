"""A workbook or list that came back: what it says, what is wrong in it, what it would do."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from chiiki_web.accounts.models import Membership
from chiiki_web.applications.models import Application
from chiiki_web.documents.models import StoredFile
from chiiki_web.plans.models import Plan


class Upload(models.Model):
    """One dry run. Nothing is written into the plan until somebody takes it over.

    ``version`` is the plan's version that the writer of the file saw. ``findings`` are
    what was found cell by cell; ``values`` what would be set and ``before`` what stood
    there at the dry run, both as plain JSON by the names of ``forms.values``.
    """

    class Kind(models.TextChoices):
        PLAN = "plan", _("workbook of a plan")
        COSTS = "costs", _("list of cost lines")

    class State(models.TextChoices):
        PROBLEMS = "problems", _("to be corrected")
        READY = "ready", _("ready to take over")
        UNCHANGED = "unchanged", _("nothing new in it")
        TAKEN = "taken", _("taken over")

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="uploads")
    application = models.ForeignKey(
        Application, null=True, blank=True, on_delete=models.CASCADE
    )
    form_key = models.UUIDField(unique=True)
    kind = models.CharField(max_length=10, choices=Kind)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT)
    file_name = models.CharField(max_length=200)
    version = models.PositiveIntegerField()
    answers_version = models.PositiveIntegerField(default=1)
    findings = models.JSONField()
    values = models.JSONField()
    before = models.JSONField()
    state = models.CharField(max_length=10, choices=State)
    uploaded_by = models.ForeignKey(
        Membership, on_delete=models.PROTECT, related_name="+"
    )
    uploaded_at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="upload_taken_has_its_moment",
                condition=Q(state="taken", taken_at__isnull=False)
                | (~Q(state="taken") & Q(taken_at__isnull=True)),
            ),
        ]

    def __str__(self) -> str:
        return self.file_name

    @property
    def case(self) -> str:
        """The key of the plan's history."""
        return self.plan.case
