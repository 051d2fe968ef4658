"""The sample year on a live site: what the journeys walk through."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.utils import timezone
from pytest_django.plugin import DjangoDbBlocker

from chiiki_web.sample.actions import load_sample
from copies import Copy


@pytest.fixture(scope="session")
def sample_year(
    django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[], None]]:
    """A function that fills the empty tables: the first time slowly, then from a copy."""
    copies: list[Copy] = []

    def fill() -> None:
        if copies:
            copies[0].bring_back()
        else:
            load_sample(timezone.now())
            copies.append(Copy(tmp_path_factory.mktemp("copy")))

    yield fill
    with django_db_blocker.unblock():
        for one in copies:
            one.drop()


@pytest.fixture
def sample_site(site: str, sample_year: Callable[[], None]) -> str:
    """The address of a site with the sample year, as if loaded for this journey alone.

    The journey is marked ``django_db(transaction=True)``: its tables are emptied after it.
    """
    sample_year()
    return site
