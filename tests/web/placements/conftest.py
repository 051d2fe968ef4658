"""A region, an office, and somebody who has nothing to do with it."""

import pytest

from web import make


@pytest.fixture
def officer():
    return make.member()


@pytest.fixture
def office():
    return make.member("office")


@pytest.fixture
def stranger():
    return make.member()
