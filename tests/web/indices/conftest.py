"""An office with an index, and fewer replicates, for every test of indices."""

import pytest

from chiiki_web.indices.actions import running
from web import make
from web.indices import made


@pytest.fixture(autouse=True)
def few(monkeypatch):
    monkeypatch.setattr(running, "REPLICATES", 200)


@pytest.fixture
def office():
    return make.member("office")


@pytest.fixture
def index(office):
    return made.index(office)


@pytest.fixture
def edition(index, office):
    return made.with_figures(made.edition(index, office), office)


@pytest.fixture
def published(index, office):
    return made.published(index, office)
