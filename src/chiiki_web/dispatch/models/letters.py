"""Letters of a dispatch: numbered in the deed, made as PDF by the worker."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from chiiki_web.dispatch.models.candidates import Candidate
from chiiki_web.dispatch.models.requests import Request
from chiiki_web.documents.models import StoredFile


class Letter(models.Model):
    """``content`` is frozen in the deed, so that a letter made later says the same."""

    class Kind(models.TextChoices):
        REQUEST = "request", _("request (form I)")
        CANDIDATES = "candidates", _("candidates (form II)")
        ACCEPTANCE = "acceptance", _("acceptance (form III)")
        NOTICE = "notice", _("notice of the dispatch")
        TRAVEL = "travel", _("travel request")
        FEE = "fee", _("fee statement")
        LIFTED = "lifted", _("notice that a dispatch is lifted")

    request = models.ForeignKey(
        Request, on_delete=models.PROTECT, related_name="letters"
    )
    candidate = models.ForeignKey(
        Candidate, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    kind = models.CharField(max_length=16, choices=Kind)
    number = models.CharField(max_length=60, unique=True)
    content = models.JSONField()
    written_at = models.DateTimeField()
    file = models.ForeignKey(
        StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    void_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(
                fields=["id"], name="letter_to_make", condition=Q(file__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def file_name(self) -> str:
        with override("ja"):
            name = f"{self.get_kind_display()}_{self.number}.pdf"
        return f"失効_{name}" if self.void_at else name
