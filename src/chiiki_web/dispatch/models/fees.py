"""What the dispatch of one adviser costs: set aside, given back, paid."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from chiiki_web.accounts.models import Membership
from chiiki_web.dispatch.models.candidates import Candidate
from chiiki_web.schemes.models import Call, Round

COST = F("yen_per_half_day") * F("half_days") + F("yen_per_journey") * F("journeys")


class Fee(models.Model):
    """Whole yen, set aside when the dispatch is placed.

    Cost = yen for a half-day x half-days + yen for a journey x journeys. What is paid may
    be less, never more. ``call`` and ``round`` are those whose money it is: a request may
    go on in others.
    """

    candidate = models.ForeignKey(
        Candidate, on_delete=models.PROTECT, related_name="fees"
    )
    call = models.ForeignKey(
        Call, null=True, on_delete=models.PROTECT, related_name="+"
    )
    round = models.ForeignKey(
        Round, null=True, on_delete=models.PROTECT, related_name="+"
    )
    fee_class = models.CharField(max_length=20)
    yen_per_half_day = models.PositiveIntegerField()
    half_days = models.PositiveSmallIntegerField()
    travel_class = models.CharField(max_length=20)
    yen_per_journey = models.PositiveIntegerField()
    journeys = models.PositiveSmallIntegerField()
    set_aside_at = models.DateTimeField()
    given_back_at = models.DateTimeField(null=True, blank=True)
    paid_half_days = models.PositiveSmallIntegerField(null=True, blank=True)
    paid_travel = models.PositiveIntegerField(null=True, blank=True)
    paid_on = models.DateField(null=True, blank=True)
    paid_by = models.ForeignKey(
        Membership, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                name="fee_one_in_force",
                fields=["candidate"],
                condition=Q(given_back_at__isnull=True),
            ),
            models.CheckConstraint(
                name="fee_paid_or_given_back",
                condition=Q(given_back_at__isnull=True) | Q(paid_on__isnull=True),
            ),
            models.CheckConstraint(
                name="fee_paid_within_what_is_set_aside",
                condition=Q(paid_on__isnull=True)
                | Q(
                    paid_half_days__lte=F("half_days"),
                    paid_travel__lte=F("yen_per_journey") * F("journeys"),
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.candidate_id}: {self.total}"

    @property
    def fee(self) -> int:
        return self.yen_per_half_day * self.half_days

    @property
    def travel(self) -> int:
        return self.yen_per_journey * self.journeys

    @property
    def total(self) -> int:
        return self.fee + self.travel

    @property
    def paid_fee(self) -> int:
        return self.yen_per_half_day * (self.paid_half_days or 0)

    @property
    def paid(self) -> int:
        return self.paid_fee + (self.paid_travel or 0)
