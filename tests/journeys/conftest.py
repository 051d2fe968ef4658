"""The sample year on a live site: what the journeys walk through."""

from __future__ import annotations

import pytest
from django.utils import timezone

from chiiki_web.sample.actions import load_sample


@pytest.fixture
def sample_site(site: str) -> str:
    """The address of a site with the sample year, loaded for this journey alone.

    The journey is marked ``django_db(transaction=True)``: its tables are emptied after it.
    """
    load_sample(timezone.now())
    return site
