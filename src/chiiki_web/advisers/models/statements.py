"""What a person says of themselves and the office has to agree to."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from chiiki_web.accounts.models import Membership
from chiiki_web.documents.models import StoredFile


class Statement(models.Model):
    """An offer to become an adviser (応募), or a change of an entry (変更の届出).

    ``typed`` is what stands in the form, half-typed too; ``pages`` names the open form that
    wrote each field last, and ``seen`` marks the entry that a change began from. What was
    sent stands in ``said``: all of an offer; of a change only the parts that differ, with
    ``before`` beside them.
    """

    class Kind(models.TextChoices):
        OFFER = "offer", _("offer to become an adviser")
        CHANGE = "change", _("change of an entry")

    class State(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("statement", "being written")
        SENT = "sent", pgettext_lazy("statement", "waits for the office")
        RETURNED = "returned", pgettext_lazy("statement", "returned")
        ACCEPTED = "accepted", pgettext_lazy("statement", "accepted")
        DECLINED = "declined", pgettext_lazy("statement", "declined")
        WITHDRAWN = "withdrawn", pgettext_lazy("statement", "taken back")

    OPEN = (State.DRAFT, State.SENT, State.RETURNED)

    membership = models.ForeignKey(
        Membership, on_delete=models.PROTECT, related_name="statements"
    )
    kind = models.CharField(max_length=10, choices=Kind)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    typed = models.JSONField(default=dict)
    pages = models.JSONField(default=dict)
    seen = models.TextField(blank=True)
    said = models.JSONField(default=dict)
    before = models.JSONField(default=dict)
    photo = models.ForeignKey(
        StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    times_sent = models.PositiveSmallIntegerField(default=0)
    started_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    ground = models.TextField(blank=True)

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["state"], name="statement_by_state")]
        constraints = [
            models.UniqueConstraint(
                name="statement_one_open",
                fields=["membership"],
                condition=Q(state__in=["draft", "sent", "returned"]),
            ),
            models.CheckConstraint(
                name="statement_no_with_ground",
                condition=~Q(state__in=["returned", "declined"]) | ~Q(ground=""),
            ),
            models.CheckConstraint(
                name="statement_sent_says_when",
                condition=Q(state__in=["draft", "withdrawn"])
                | Q(sent_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    @property
    def is_editable(self) -> bool:
        return self.state in (self.State.DRAFT, self.State.RETURNED)
