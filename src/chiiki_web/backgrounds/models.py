"""What officers state of applicants beside their plans, each time with its source.

A statement is never edited: a later one about the same thing takes its place, and the
earlier one stays. What this site knows by itself (awards, published figures) is not here.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from chiiki_web.accounts.models import Membership, Organisation
from chiiki_web.regions.models import Municipality, Prefecture
from chiiki_web.schemes.models import Programme

LONGEST_SOURCE = 300


class AwardStatement(models.Model):
    """Whether an organisation had an award of a programme that this site does not know."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="award_statements"
    )
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT)
    had_award = models.BooleanField()
    decided_on = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=LONGEST_SOURCE)
    stated_by = models.ForeignKey(Membership, on_delete=models.PROTECT)
    stated_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="award_statement_has_day_with_award",
                condition=Q(had_award=True, decided_on__isnull=False)
                | Q(had_award=False, decided_on__isnull=True),
            ),
            models.CheckConstraint(
                name="award_statement_has_source", condition=~Q(source="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id}: {self.programme_id} {self.decided_on or '-'}"


class StrengthStatement(models.Model):
    """An index of fiscal strength, times 1000, that an officer read in a published table."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="strength_statements"
    )
    municipality = models.ForeignKey(
        Municipality, null=True, blank=True, on_delete=models.PROTECT
    )
    prefecture = models.ForeignKey(
        Prefecture, null=True, blank=True, on_delete=models.PROTECT
    )
    fiscal_year = models.PositiveSmallIntegerField()
    thousandths = models.PositiveIntegerField()
    source = models.CharField(max_length=LONGEST_SOURCE)
    stated_by = models.ForeignKey(Membership, on_delete=models.PROTECT)
    stated_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="strength_statement_of_one_place",
                condition=Q(municipality__isnull=True, prefecture__isnull=False)
                | Q(municipality__isnull=False, prefecture__isnull=True),
            ),
            models.CheckConstraint(
                name="strength_statement_has_source", condition=~Q(source="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id}: {self.fiscal_year} {self.thousandths}"
