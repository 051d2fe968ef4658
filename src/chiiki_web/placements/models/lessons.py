"""Know-how that is handed over, and the case of the library that it became."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from chiiki_web.library.models import CaseStudy
from chiiki_web.placements.models.placement import Placement


class KnowHow(models.Model):
    """One thing that whoever goes on must know."""

    class Kind(models.TextChoices):
        HOW_TO = "how_to", _("how it is done")
        CONTACT = "contact", _("whom to ask")
        DECISION = "decision", _("what was decided, and why")
        PITFALL = "pitfall", _("what to beware of")

    placement = models.ForeignKey(
        Placement, on_delete=models.PROTECT, related_name="know_how"
    )
    kind = models.CharField(max_length=10, choices=Kind)
    title = models.CharField(max_length=160)
    text = models.TextField()
    for_whom = models.CharField(max_length=120, blank=True)
    written_at = models.DateTimeField()
    study = models.OneToOneField(
        CaseStudy,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="know_how",
    )

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="know_how_contact_stays_inside",
                condition=~models.Q(kind="contact") | models.Q(study__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return self.title
