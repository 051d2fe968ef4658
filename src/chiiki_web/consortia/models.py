"""Who carries a plan together, what each signed, and which local government recommends it."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from chiiki_web.accounts.models import Membership, Organisation
from chiiki_web.documents.models import StoredFile
from chiiki_web.plans.models import CostLine, Plan
from chiiki_web.regions.models import Municipality
from chiiki_web.schemes.models import Call


class Partnership(models.Model):
    """One organisation in one plan: the lead, or a partner that was invited.

    ``Plan.partners`` holds exactly the partners that take part: the apps below read it.
    """

    class State(models.TextChoices):
        INVITED = "invited", _("invited")
        TAKES_PART = "takes_part", _("taking part")
        DECLINED = "declined", _("declined")
        LEFT = "left", pgettext_lazy("partnership", "left")
        WITHDRAWN = "withdrawn", _("invitation withdrawn")

    plan = models.ForeignKey(
        Plan, on_delete=models.PROTECT, related_name="partnerships"
    )
    organisation = models.ForeignKey(
        Organisation,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="partnerships",
    )
    form_key = models.UUIDField(unique=True)
    is_lead = models.BooleanField(default=False)
    state = models.CharField(max_length=12, choices=State)
    version = models.PositiveIntegerField(default=1)
    name = models.CharField(max_length=120, blank=True)
    email = models.EmailField(blank=True)
    message = models.TextField(blank=True)
    part = models.TextField(blank=True)
    contact_name = models.CharField(max_length=100, blank=True)
    contact_phone = models.CharField(max_length=30, blank=True)
    contact_email = models.EmailField(blank=True)
    ground = models.TextField(blank=True)
    invited_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-is_lead", "pk"]
        indexes = [
            models.Index(fields=["organisation", "state"], name="partnership_of_org"),
        ]
        constraints = [
            models.UniqueConstraint(
                name="partnership_once",
                fields=["plan", "organisation"],
                condition=Q(state__in=["invited", "takes_part"]),
            ),
            models.UniqueConstraint(
                name="partnership_one_lead",
                fields=["plan"],
                condition=Q(is_lead=True),
            ),
            models.CheckConstraint(
                name="partnership_takes_part_as_somebody",
                condition=Q(organisation__isnull=False)
                | ~Q(state="takes_part") & ~Q(email=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan_id}: {self.name_ja}"

    @property
    def name_ja(self) -> str:
        """The organisation's name, or the one that the lead wrote for it."""
        return self.organisation.name_ja if self.organisation else self.name

    @property
    def name_en(self) -> str:
        return self.organisation.name_en if self.organisation else self.name


class CostShare(models.Model):
    """What one organisation bears of the plan's costs, under one head, in whole yen."""

    partnership = models.ForeignKey(
        Partnership, on_delete=models.CASCADE, related_name="shares"
    )
    head = models.CharField(max_length=30, choices=CostLine.Head)
    description = models.CharField(max_length=200, blank=True)
    amount = models.PositiveBigIntegerField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                name="cost_share_once_per_head", fields=["partnership", "head"]
            ),
            models.CheckConstraint(
                name="cost_share_is_positive", condition=Q(amount__gt=0)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.head} {self.amount}"


class SignOff(models.Model):
    """An organisation agreed to the content as it stood: what, which version, who, when."""

    partnership = models.ForeignKey(
        Partnership, on_delete=models.PROTECT, related_name="sign_offs"
    )
    plan_version = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    content = models.JSONField()
    signer = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    signed_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.partnership} v{self.plan_version}"


class Invitation(models.Model):
    """One link for one partnership. Stored is its hash; the link itself is nowhere here."""

    partnership = models.ForeignKey(
        Partnership, on_delete=models.PROTECT, related_name="invitations"
    )
    nonce = models.CharField(max_length=43)
    digest = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    used_by = models.ForeignKey(
        Membership, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    ended_at = models.DateTimeField(null=True, blank=True)
    is_mailed_outside = models.BooleanField(default=False)
    mailed_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    tried_at = models.DateTimeField(null=True, blank=True)
    last_error = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                name="invitation_one_open",
                fields=["partnership"],
                condition=Q(used_at__isnull=True, ended_at__isnull=True),
            ),
            models.CheckConstraint(
                name="invitation_used_by_somebody",
                condition=Q(used_at__isnull=True, used_by__isnull=True)
                | Q(used_at__isnull=False, used_by__isnull=False),
            ),
            models.CheckConstraint(
                name="invitation_expires_later",
                condition=Q(expires_at__gt=F("made_at")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.partnership} {self.digest[:8]}"


class Registration(models.Model):
    """An invited organisation that is not registered here asks the administrator to be."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        DONE = "done", _("registered")
        REFUSED = "refused", _("not registered")

    partnership = models.ForeignKey(
        Partnership, on_delete=models.PROTECT, related_name="registrations"
    )
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    name_ja = models.CharField(max_length=120)
    kind = models.CharField(max_length=20, choices=Organisation.Kind)
    municipality = models.ForeignKey(
        Municipality, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    corporate_number = models.CharField(max_length=13, blank=True)
    head_title = models.CharField(max_length=60, blank=True)
    person_name = models.CharField(max_length=100)
    email = models.EmailField()
    asked_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(
        Membership, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    ground = models.TextField(blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                name="registration_waits_once",
                fields=["partnership"],
                condition=Q(state="waiting"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name_ja} ({self.person_name})"


class Recommendation(models.Model):
    """A local government speaks for a plan in one call, with a letter of its own."""

    class State(models.TextChoices):
        ASKED = "asked", _("asked for")
        GIVEN = "given", _("recommended")
        DECLINED = "declined", _("declined")
        WITHDRAWN = "withdrawn", _("recommendation withdrawn")
        CANCELLED = "cancelled", _("request withdrawn")

    plan = models.ForeignKey(
        Plan, on_delete=models.PROTECT, related_name="recommendations"
    )
    call = models.ForeignKey(
        Call, on_delete=models.PROTECT, related_name="recommendations"
    )
    recommender = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="recommendations"
    )
    form_key = models.UUIDField(unique=True)
    state = models.CharField(max_length=10, choices=State, default=State.ASKED)
    message = models.TextField(blank=True)
    asked_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    ground = models.TextField(blank=True)
    own_number = models.CharField(max_length=40, blank=True)
    number = models.CharField(max_length=40, blank=True)
    plan_version = models.PositiveIntegerField(null=True, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    content = models.JSONField(null=True, blank=True)
    letter = models.ForeignKey(
        StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    answered_by = models.ForeignKey(
        Membership, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["recommender", "state"], name="recommendation_of_org"),
        ]
        constraints = [
            models.UniqueConstraint(
                name="recommendation_once",
                fields=["plan", "call", "recommender"],
                condition=Q(state__in=["asked", "given"]),
            ),
            models.UniqueConstraint(
                name="recommendation_number_once",
                fields=["recommender", "number"],
                condition=~Q(number=""),
            ),
            models.CheckConstraint(
                name="recommendation_given_has_letter",
                condition=~Q(state="given") | ~Q(number="") & Q(letter__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.number or f"{self.plan_id}: {self.recommender_id}"

    @property
    def file_name(self) -> str:
        """The name under which the letter is attached and taken away."""
        return f"推薦書_{self.number}.pdf"
