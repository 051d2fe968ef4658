"""What the office keeps of its own work: views of the desk, and deeds done to many."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from chiiki_web.accounts.models import Membership, Organisation
from chiiki_web.applications.models import Application
from chiiki_web.ui import formats


class SavedView(models.Model):
    """Filters and order under a name, for one person or for the whole office."""

    office = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="saved_views"
    )
    owner = models.ForeignKey(
        Membership, on_delete=models.PROTECT, related_name="saved_views"
    )
    form_key = models.UUIDField(unique=True)
    name_ja = models.CharField(max_length=60)
    name_en = models.CharField(max_length=60, blank=True)
    query = models.CharField(max_length=1_000)
    is_shared = models.BooleanField(default=False)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-is_shared", "name_ja", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="saved_view_name_once", fields=["owner", "name_ja"]
            ),
            models.CheckConstraint(
                name="saved_view_has_name", condition=~Q(name_ja="")
            ),
        ]

    def __str__(self) -> str:
        return formats.local(self, "name")


class DefaultView(models.Model):
    """The view with which the desk opens for a person."""

    member = models.OneToOneField(
        Membership, on_delete=models.PROTECT, related_name="default_view"
    )
    view = models.ForeignKey(SavedView, on_delete=models.CASCADE)

    def __str__(self) -> str:
        return f"{self.member}: {self.view}"


class Batch(models.Model):
    """One deed done to many applications, one after the other."""

    class Kind(models.TextChoices):
        ACCEPT = "accept", _("accept for review")
        RETURN = "return", _("return for correction")
        REJECT = "reject", _("do not accept")
        ASSIGN = "assign", _("assign to a person")
        CHECK = "check", _("write down a point of the completeness check")
        COMMENT = "comment", _("comment")

    form_key = models.UUIDField(unique=True)
    kind = models.CharField(max_length=10, choices=Kind)
    values = models.JSONField()
    by = models.ForeignKey(Membership, on_delete=models.PROTECT)
    begun_at = models.DateTimeField()

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class BatchLine(models.Model):
    """One application of a batch; ``stamp`` is how it stood when it was chosen."""

    class State(models.TextChoices):
        WAITING = "waiting", _("not done yet")
        DONE = "done", _("done")
        REFUSED = "refused", _("refused")

    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="lines")
    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, related_name="+"
    )
    stamp = models.CharField(max_length=40)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    reasons_ja = models.TextField(blank=True)
    reasons_en = models.TextField(blank=True)
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                name="batch_line_once", fields=["batch", "application"]
            ),
            models.CheckConstraint(
                name="batch_line_refused_has_reason",
                condition=~Q(state="refused") | ~Q(reasons_ja=""),
            ),
            models.CheckConstraint(
                name="batch_line_done_has_moment",
                condition=Q(state="waiting") | Q(done_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.batch}: {self.application}"
