"""The sample year on a live site: what the journeys walk through."""

from __future__ import annotations

from pathlib import Path

import pytest

import prepared
from journeys.asking import office, officer, standing_clock

__all__ = ["office", "officer", "standing_clock"]


@pytest.fixture
def sample_site(site: str, prepared_place: Path) -> str:
    """The address of a site with the sample year, as if loaded for this journey alone.

    The journey is marked ``django_db(transaction=True)``: its tables are emptied after it.
    """
    prepared.year(prepared_place)
    return site
