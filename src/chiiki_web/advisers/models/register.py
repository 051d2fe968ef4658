"""Advisers and managers who can be sent to a region, and what stands in their way."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from chiiki_web.accounts.models import Membership, Organisation
from chiiki_web.documents.models import StoredFile
from chiiki_web.regions.models import Municipality, Prefecture
from chiiki_web.schemes.models import Field

SIDES = [
    ("infrastructure", _("infrastructure")),
    ("use", _("use")),
    ("people", _("people")),
]
LANGUAGES = [
    ("ja", _("Japanese")),
    ("en", _("English")),
    ("zh", _("Chinese")),
    ("ko", _("Korean")),
    ("pt", _("Portuguese")),
    ("es", _("Spanish")),
    ("vi", _("Vietnamese")),
    ("sign", _("Japanese Sign Language")),
]
MOST_DAYS = 366


def spoken() -> list[str]:
    return ["ja"]


class Adviser(models.Model):
    """An entry as it was approved. ``sides`` and ``languages`` are lists of codes.

    ``capacity_days`` is what the adviser offers in a fiscal year; what was agreed for a
    year stands in its commission.
    """

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
    past_work_ja = models.TextField(blank=True)
    past_work_en = models.TextField(blank=True)
    fields = models.ManyToManyField(Field)
    sides = models.JSONField(default=list)
    languages = models.JSONField(default=spoken)
    prefecture = models.ForeignKey(Prefecture, on_delete=models.PROTECT)
    municipality = models.ForeignKey(
        Municipality, null=True, blank=True, on_delete=models.PROTECT
    )
    capacity_days = models.PositiveSmallIntegerField()
    is_manager = models.BooleanField(default=False)
    employers = models.ManyToManyField(
        Organisation,
        blank=True,
        through="Employment",
        related_name="employed_advisers",
    )
    photo = models.ForeignKey(
        StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    is_published = models.BooleanField(default=True)
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["membership__user__name", "pk"]
        constraints = [
            models.CheckConstraint(
                name="adviser_days_within_year",
                condition=Q(capacity_days__lte=MOST_DAYS),
            ),
        ]

    def __str__(self) -> str:
        return self.membership.user.name


class DeclaredBody(models.Model):
    """A body that an adviser is tied to: by name, and by row where it is known here.

    It counts as long as it stands here, also after ``until``: the office takes it out.
    """

    name = models.CharField(max_length=120, blank=True)
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)
    ground = models.CharField(max_length=200, blank=True)

    class Meta:
        abstract = True
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.organisation.name_ja if self.organisation else self.name


class Employment(DeclaredBody):
    """A body for which an adviser works: its requests do not go to them."""

    adviser = models.ForeignKey(
        Adviser, on_delete=models.CASCADE, related_name="employments"
    )
    organisation = models.ForeignKey(
        Organisation,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="employments",
    )

    class Meta(DeclaredBody.Meta):
        constraints = [
            models.UniqueConstraint(
                name="employment_once", fields=["adviser", "organisation"]
            ),
            models.CheckConstraint(
                name="employment_names_a_body",
                condition=~Q(name="") | Q(organisation__isnull=False),
            ),
            models.CheckConstraint(
                name="employment_in_order",
                condition=Q(since=None) | Q(until=None) | Q(since__lte=F("until")),
            ),
        ]


class DeclaredVendor(DeclaredBody):
    """A vendor with which an adviser has dealings: where it supplies, they do not go."""

    adviser = models.ForeignKey(
        Adviser, on_delete=models.CASCADE, related_name="vendors"
    )

    class Meta(DeclaredBody.Meta):
        constraints = [
            models.UniqueConstraint(
                name="declared_vendor_once", fields=["adviser", "name"]
            ),
            models.CheckConstraint(
                name="declared_vendor_has_name", condition=~Q(name="")
            ),
            models.CheckConstraint(
                name="declared_vendor_in_order",
                condition=Q(since=None) | Q(until=None) | Q(since__lte=F("until")),
            ),
        ]
