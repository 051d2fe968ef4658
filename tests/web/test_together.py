"""Statements that are sent in one go are refused together."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, connection, transaction

from chiiki_web.regions.models import FiscalStrength, Prefecture
from chiiki_web.rows import Rows, together

STRENGTH = Rows(FiscalStrength)


def _stated(year: int) -> FiscalStrength:
    return FiscalStrength(
        prefecture=Prefecture.objects.earliest("code"),
        fiscal_year=year,
        thousandths=500,
        source="見本",
        read_at=datetime(2026, 4, 1, tzinfo=UTC),
    )


def _insert_together(rows: list[FiscalStrength]) -> None:
    with transaction.atomic(), together():
        for one in rows:
            STRENGTH.insert([one])


@pytest.mark.django_db
def test_all_that_is_sent_together_is_there() -> None:
    _insert_together([_stated(2031), _stated(2032)])
    years = FiscalStrength.objects.filter(fiscal_year__gt=2030)
    assert sorted(one.fiscal_year for one in years) == [2031, 2032]


@pytest.mark.django_db
def test_what_the_database_refuses_is_said_and_nothing_of_it_stays() -> None:
    with pytest.raises(IntegrityError):
        _insert_together([_stated(2031), _stated(2031)])
    assert connection.is_usable()
    assert not FiscalStrength.objects.filter(fiscal_year=2031).exists()
