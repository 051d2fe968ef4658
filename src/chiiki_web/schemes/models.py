"""Programmes, the versions of their rules, their calls, and what reviewers score."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _

from chiiki_web.accounts.models import Membership, Organisation


class Field(models.Model):
    """One of the eleven fields in which regions use ICT."""

    code = models.CharField(max_length=40, primary_key=True)
    name_ja = models.CharField(max_length=40)
    name_en = models.CharField(max_length=60)
    order = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["order"]

    def __str__(self) -> str:
        return self.name_ja


class Programme(models.Model):
    """A programme of the state. Its published facts are data in ``chiiki.reference``."""

    class Instrument(models.TextChoices):
        COMMISSION = "commission", _("commission (contract)")
        GRANT = "grant", _("grant")
        SUBSIDY = "subsidy", _("subsidy")
        DISPATCH = "dispatch", _("dispatch of people")

    class Kind(models.TextChoices):
        INFRASTRUCTURE = "infrastructure", _("infrastructure")
        USE = "use", _("use of ICT")
        PEOPLE = "people", _("people")

    code = models.CharField(max_length=60, primary_key=True)
    name_ja = models.CharField(max_length=120)
    name_en = models.CharField(max_length=160)
    purpose_ja = models.TextField()
    purpose_en = models.TextField()
    instrument = models.CharField(max_length=20, choices=Instrument)
    kind = models.CharField(max_length=20, choices=Kind)
    first_fiscal_year = models.PositiveSmallIntegerField()
    last_fiscal_year = models.PositiveSmallIntegerField(null=True, blank=True)
    slide = models.PositiveSmallIntegerField(null=True, blank=True)
    scheme_code = models.CharField(max_length=60, blank=True)
    source = models.CharField(max_length=300)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "code"]

    def __str__(self) -> str:
        return self.name_ja

    @property
    def takes_plans(self) -> bool:
        """Whether plans can be sent in: it has rules, and sends money and not people."""
        return bool(self.scheme_code) and not self.sends_people

    @property
    def sends_people(self) -> bool:
        return self.instrument == self.Instrument.DISPATCH


class SchemeVersion(models.Model):
    """One version of a programme's rules: the text that is applied, word for word.

    A draft belongs to the office that started it. When a call is opened under a version
    it is frozen: nobody can change it again, and the database refuses too (see the
    migration ``frozen_versions``).
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        PUBLISHED = "published", _("published")
        FROZEN = "frozen", _("frozen")

    form_key = models.UUIDField(unique=True, default=uuid4)
    code = models.CharField(max_length=60)
    version = models.CharField(max_length=40)
    first_day = models.DateField()
    text = models.TextField()
    digest = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    note = models.CharField(max_length=500, blank=True)
    based_on = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    office = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT
    )
    is_packaged = models.BooleanField(default=False)
    is_sample = models.BooleanField(default=False)
    changed_by = models.ForeignKey(
        Membership, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    changed_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)
    frozen_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["code", "-first_day", "-pk"]
        constraints = [
            models.UniqueConstraint(
                name="scheme_version_once", fields=["code", "version"]
            ),
            models.CheckConstraint(
                name="scheme_version_published_has_moment",
                condition=models.Q(state="draft")
                | models.Q(published_at__isnull=False),
            ),
            models.CheckConstraint(
                name="scheme_version_frozen_has_moment",
                condition=~models.Q(state="frozen") | models.Q(frozen_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.version}"

    @property
    def is_draft(self) -> bool:
        return self.state == self.State.DRAFT


class Call(models.Model):
    """One call for applications, run in this system, under one version of the rules."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT)
    office = models.ForeignKey(Organisation, on_delete=models.PROTECT)
    form_key = models.UUIDField(unique=True, default=uuid4)
    name_ja = models.CharField(max_length=160)
    name_en = models.CharField(max_length=200, blank=True)
    fiscal_year = models.PositiveSmallIntegerField()
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    project_starts_on = models.DateField()
    project_ends_on = models.DateField()
    rules = models.ForeignKey(
        SchemeVersion, null=True, on_delete=models.PROTECT, related_name="calls"
    )
    scheme_code = models.CharField(max_length=60)
    scheme_version = models.CharField(max_length=40)
    scheme_digest = models.CharField(max_length=64)
    fields = models.ManyToManyField(Field, blank=True)
    is_sample = models.BooleanField(default=False)
    cancelled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-closes_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="call_opens_before_it_closes",
                condition=models.Q(opens_at__lt=models.F("closes_at")),
            ),
        ]

    def __str__(self) -> str:
        return self.name_ja


class Round(models.Model):
    """One of the rounds in which a call takes applications (公募の回).

    ``share`` is its part of the call's budget in whole yen; without one it spends what is
    left. ``reserved`` is moved by ``funds.actions`` alone. A stop is an act of its own, so
    that money which comes back opens nothing by itself.
    """

    class Stop(models.TextChoices):
        BUDGET = "budget", _("the budget is used")
        OFFICE = "office", _("stopped by the office")

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="rounds")
    number = models.PositiveSmallIntegerField()
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    share = models.PositiveBigIntegerField(null=True, blank=True)
    reserved = models.PositiveBigIntegerField(default=0)
    stopped_at = models.DateTimeField(null=True, blank=True)
    stopped_for = models.CharField(max_length=10, choices=Stop, blank=True)
    stop_ground = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["call_id", "number"]
        constraints = [
            models.UniqueConstraint(name="round_once", fields=["call", "number"]),
            models.CheckConstraint(
                name="round_opens_before_it_closes",
                condition=models.Q(opens_at__lt=models.F("closes_at")),
            ),
            models.CheckConstraint(
                name="round_never_overdrawn",
                condition=models.Q(share__isnull=True)
                | models.Q(reserved__lte=models.F("share")),
            ),
            models.CheckConstraint(
                name="round_stopped_says_why",
                condition=models.Q(stopped_at__isnull=True, stopped_for="")
                | models.Q(
                    stopped_at__isnull=False, stopped_for__in=["budget", "office"]
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.call_id}: {self.number}"


class FormAmendment(models.Model):
    """An open call went on with another form, for a ground that everybody can read."""

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="amendments")
    before = models.ForeignKey(
        SchemeVersion, on_delete=models.PROTECT, related_name="+"
    )
    after = models.ForeignKey(SchemeVersion, on_delete=models.PROTECT, related_name="+")
    ground = models.CharField(max_length=500)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="form_amendment_changes_version",
                condition=~models.Q(before=models.F("after")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.call_id}: {self.before_id} → {self.after_id}"


class Criterion(models.Model):
    """What a reviewer scores, and out of how many points."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="criteria")
    code = models.CharField(max_length=40)
    name_ja = models.CharField(max_length=120)
    name_en = models.CharField(max_length=160, blank=True)
    question_ja = models.TextField(blank=True)
    question_en = models.TextField(blank=True)
    max_points = models.PositiveSmallIntegerField()
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(name="criterion_once", fields=["call", "code"]),
        ]

    def __str__(self) -> str:
        return self.name_ja
