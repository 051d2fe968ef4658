"""Indices of offices: the texts that define them, their editions, and the runs behind them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from chiiki_web.accounts.models import Membership, Organisation

LONGEST_CODE = 40
LONGEST_NOTE = 500


class Index(models.Model):
    """A composite index that an office keeps; its names follow its newest definition."""

    class Kind(models.TextChoices):
        COUNTRIES = "countries", _("countries")
        PREFECTURES = "prefectures", _("prefectures")
        MUNICIPALITIES = "municipalities", _("municipalities")
        OTHER = "other", _("other units")

    code = models.SlugField(max_length=LONGEST_CODE, unique=True)
    kind = models.CharField(max_length=20, choices=Kind)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT)
    form_key = models.UUIDField(unique=True)
    name_ja = models.CharField(max_length=120)
    name_en = models.CharField(max_length=160)
    is_sample = models.BooleanField(default=False)
    created_by = models.ForeignKey(
        Membership, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["name_ja", "pk"]

    def __str__(self) -> str:
        return self.name_ja

    @property
    def compares(self) -> str:
        """What is compared; the made-up prefectures of the sample have no code."""
        if self.is_sample and self.kind == self.Kind.OTHER:
            return gettext("prefectures (sample)")
        return str(self.get_kind_display())


class Definition(models.Model):
    """The text of an index as it was saved: written once, never changed."""

    index = models.ForeignKey(
        Index, on_delete=models.PROTECT, related_name="definitions"
    )
    number = models.PositiveIntegerField()
    text = models.TextField()
    digest = models.CharField(max_length=64)
    note = models.CharField(max_length=LONGEST_NOTE, blank=True)
    saved_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    saved_at = models.DateTimeField()

    class Meta:
        ordering = ["index_id", "-number"]
        constraints = [
            models.UniqueConstraint(name="definition_once", fields=["index", "number"]),
        ]

    def __str__(self) -> str:
        return f"{self.index_id}: {self.number}"


class Edition(models.Model):
    """An index over one panel: figures, choices, and in the end the run that is published.

    ``figures`` is plain JSON (``engine_input.figures``), ``offered`` what a file would put
    in its place. A published edition never changes; the database refuses too (triggers of the migration).
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("in preparation")
        PUBLISHED = "published", _("published")

    index = models.ForeignKey(Index, on_delete=models.PROTECT, related_name="editions")
    code = models.SlugField(max_length=LONGEST_CODE)
    form_key = models.UUIDField(unique=True)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    year = models.PositiveSmallIntegerField()
    name_ja = models.CharField(max_length=120)
    name_en = models.CharField(max_length=160, blank=True)
    source = models.CharField(max_length=LONGEST_NOTE, blank=True)
    definition = models.ForeignKey(
        Definition, on_delete=models.PROTECT, related_name="editions"
    )
    figures = models.JSONField(null=True, blank=True)
    offered = models.JSONField(null=True, blank=True)
    choices = models.JSONField()
    version = models.PositiveIntegerField(default=1)
    run = models.ForeignKey(
        "Run", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    published_by = models.ForeignKey(
        Membership, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["index_id", "-year", "-pk"]
        constraints = [
            models.UniqueConstraint(name="edition_once", fields=["index", "code"]),
            models.CheckConstraint(
                name="edition_published_has_run",
                condition=Q(state="draft")
                | Q(
                    published_at__isnull=False, run__isnull=False, figures__isnull=False
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.index_id}: {self.code}"

    @property
    def is_published(self) -> bool:
        return self.state == self.State.PUBLISHED


class Run(models.Model):
    """An index worked out ten thousand times, with everything it rests on.

    ``inputs`` is written down when it is asked for: text, figures, choices. ``digest`` is
    over inputs, seed and result, so that a run of the same inputs gives the same.
    """

    class State(models.TextChoices):
        QUEUED = "queued", _("waiting to be worked out")
        RUNNING = "running", _("being worked out")
        DONE = "done", _("worked out")
        FAILED = "failed", _("cannot be worked out")

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="runs")
    number = models.PositiveIntegerField()
    form_key = models.UUIDField(unique=True)
    state = models.CharField(max_length=10, choices=State, default=State.QUEUED)
    seed = models.PositiveIntegerField()
    replicates = models.PositiveIntegerField()
    inputs = models.JSONField()
    inputs_digest = models.CharField(max_length=64)
    result = models.JSONField(null=True, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    engine = models.CharField(max_length=60, blank=True)
    faults = models.JSONField(default=list)
    tries = models.PositiveSmallIntegerField(default=0)
    claimed_by = models.CharField(max_length=40, blank=True)
    claimed_at = models.DateTimeField(null=True, blank=True)
    asked_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    repeats = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="repeated"
    )

    class Meta:
        ordering = ["edition_id", "-number"]
        constraints = [
            models.UniqueConstraint(
                name="index_run_once", fields=["edition", "number"]
            ),
            models.CheckConstraint(
                name="index_run_done_has_digest",
                condition=~Q(state="done") | ~Q(digest=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.edition_id}: {self.number}"

    @property
    def is_waiting(self) -> bool:
        return self.state in {self.State.QUEUED, self.State.RUNNING}
