"""The register of advisers and managers who can be sent to a region."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from chiiki_web.accounts.models import Membership, Organisation
from chiiki_web.regions.models import Prefecture
from chiiki_web.schemes.models import Field

SIDES = [
    ("infrastructure", _("infrastructure")),
    ("use", _("use")),
    ("people", _("people")),
]
MOST_DAYS = 366


class Adviser(models.Model):
    """``sides`` is a list of codes of ``SIDES``; capacity is days a fiscal year."""

    class Affiliation(models.TextChoices):
        COMPANY = "company", _("private company")
        EDUCATION = "education", _("educational institution")
        NPO = "npo", _("NPO or similar")
        LOCAL_GOVERNMENT = "local_government", _("local government")

    membership = models.OneToOneField(Membership, on_delete=models.PROTECT)
    affiliation_kind = models.CharField(max_length=20, choices=Affiliation)
    affiliation = models.CharField(max_length=120)
    speciality_ja = models.CharField(max_length=200)
    speciality_en = models.CharField(max_length=300, blank=True)
    profile_ja = models.TextField(blank=True)
    profile_en = models.TextField(blank=True)
    fields = models.ManyToManyField(Field)
    sides = models.JSONField(default=list)
    prefecture = models.ForeignKey(Prefecture, on_delete=models.PROTECT)
    capacity_days = models.PositiveSmallIntegerField()
    is_manager = models.BooleanField(default=False)
    employers = models.ManyToManyField(
        Organisation, blank=True, related_name="employed_advisers"
    )
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["membership__user__name", "pk"]
        constraints = [
            models.CheckConstraint(
                name="adviser_days_within_year",
                condition=models.Q(capacity_days__lte=MOST_DAYS),
            ),
        ]

    def __str__(self) -> str:
        return self.membership.user.name
