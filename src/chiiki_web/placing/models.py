"""A round on the board: runs of the engine, wishes of people, and what was taken over."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from chiiki_web.accounts.models import Membership
from chiiki_web.advisers.models import Adviser
from chiiki_web.dispatch.models import Request
from chiiki_web.schemes.models import Round

LONGEST_GROUND = 500


class Board(models.Model):
    """One round on the desks of many: every deed on it moves ``version`` by one.

    The row is what deeds on a round are queued by: each holds it first.
    """

    round = models.OneToOneField(
        Round, on_delete=models.PROTECT, related_name="placing_board"
    )
    version = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"board of round {self.round_id}"


class Matching(models.Model):
    """One run of the engine over a round, kept whole so that it can be run again.

    ``instance`` and ``proposal`` are plain JSON of ``chiiki.matching.stored``, ``rules``
    the rules among it as a text, ``wishes`` the keys of the wishes; the worker fills them
    when it begins. ``served`` counts what it decides, not what was decided before.
    ``repeats`` is the run that this one
    only runs again; such a run is never shown as a proposal.
    """

    class State(models.TextChoices):
        QUEUED = "queued", _("waiting to be worked out")
        RUNNING = "running", _("being worked out")
        DONE = "done", _("worked out")
        FAILED = "failed", _("no proposal")

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="matchings")
    number = models.PositiveSmallIntegerField()
    form_key = models.UUIDField(unique=True)
    state = models.CharField(max_length=10, choices=State, default=State.QUEUED)
    asked_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    version = models.PositiveIntegerField()
    based_on = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    repeats = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="repeated"
    )
    instance = models.JSONField(null=True, blank=True)
    rules = models.TextField(blank=True)
    wishes = models.JSONField(default=list, blank=True)
    proposal = models.JSONField(null=True, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    value = models.BigIntegerField(null=True, blank=True)
    bound = models.BigIntegerField(null=True, blank=True)
    cost = models.BigIntegerField(null=True, blank=True)
    served = models.PositiveIntegerField(default=0)
    unserved = models.PositiveIntegerField(default=0)
    engine = models.CharField(max_length=40, blank=True)
    solver = models.CharField(max_length=80, blank=True)
    faults = models.JSONField(default=list, blank=True)
    claimed_by = models.CharField(max_length=40, blank=True)
    claimed_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    ended_at = models.DateTimeField(null=True, blank=True)
    prices = models.JSONField(default=dict, blank=True)
    priced_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["state"], name="matching_by_state")]
        constraints = [
            models.UniqueConstraint(
                name="matching_number_once", fields=["board", "number"]
            ),
            models.UniqueConstraint(
                name="matching_one_unfinished",
                fields=["board"],
                condition=Q(state__in=["queued", "running"], repeats__isnull=True),
            ),
            models.CheckConstraint(
                name="matching_done_has_all",
                condition=~Q(state="done")
                | Q(
                    instance__isnull=False,
                    proposal__isnull=False,
                    value__isnull=False,
                    bound__isnull=False,
                    ended_at__isnull=False,
                )
                & ~Q(digest=""),
            ),
            models.CheckConstraint(
                name="matching_failed_says_when",
                condition=~Q(state="failed") | Q(ended_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"run {self.number} of {self.board_id}"

    @property
    def gap(self) -> float:
        """How far the value may be from the best one, as a share of the bound."""
        if self.value is None or self.bound is None:
            return 0.0
        return (self.bound - self.value) / max(abs(self.bound), 1)

    @property
    def is_unfinished(self) -> bool:
        return self.state in (self.State.QUEUED, self.State.RUNNING)


class Wish(models.Model):
    """Somebody must go, or must not: by whom, when and why, until it is taken back."""

    class Kind(models.TextChoices):
        PIN = "pin", _("send this person")
        BAN = "ban", _("do not send this person")

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="wishes")
    request = models.ForeignKey(Request, on_delete=models.PROTECT, related_name="+")
    adviser = models.ForeignKey(Adviser, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=3, choices=Kind)
    ground = models.TextField()
    by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    version = models.PositiveIntegerField()
    ended_by = models.ForeignKey(
        Membership, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_version = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                name="wish_one_of_a_pair",
                fields=["board", "request", "adviser"],
                condition=Q(ended_at__isnull=True),
            ),
            models.CheckConstraint(name="wish_has_ground", condition=~Q(ground="")),
            models.CheckConstraint(
                name="wish_ended_says_by_whom",
                condition=Q(ended_at__isnull=True, ended_by__isnull=True)
                | Q(ended_at__isnull=False, ended_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.request_id}, {self.adviser_id}"

    @property
    def key(self) -> str:
        """How the prices of a run name this wish."""
        return f"{self.kind}:{self.request_id}:{self.adviser_id}"


class Taken(models.Model):
    """What of a run was shown to the requester: whom, in which order.

    The first ``team`` of them are whom the run sends; the others are alternates.
    """

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="taken")
    matching = models.ForeignKey(
        Matching, on_delete=models.PROTECT, related_name="taken"
    )
    request = models.ForeignKey(Request, on_delete=models.PROTECT, related_name="+")
    advisers = models.JSONField()
    team = models.PositiveSmallIntegerField(default=1)
    cost = models.PositiveBigIntegerField(default=0)
    by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    version = models.PositiveIntegerField()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                name="taken_once_from_a_run", fields=["matching", "request"]
            ),
        ]

    def __str__(self) -> str:
        return f"{self.request_id} from {self.matching_id}"


class Weighing(models.Model):
    """What the whole would lose with each of the nearest others sent to a request."""

    matching = models.ForeignKey(
        Matching, on_delete=models.CASCADE, related_name="weighings"
    )
    request = models.ForeignKey(Request, on_delete=models.PROTECT, related_name="+")
    losses = models.JSONField(null=True, blank=True)
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                name="weighing_once", fields=["matching", "request"]
            ),
        ]

    def __str__(self) -> str:
        return f"{self.matching_id}: {self.request_id}"
