"""Both sides of a request, three advisers, and a request that is asked or placed."""

import pytest

from web import make
from web.advisers import made as advisers
from web.dispatch import made


@pytest.fixture
def officer():
    return make.member()


@pytest.fixture
def office():
    return make.member("office")


@pytest.fixture
def three():
    return [
        advisers.adviser(),
        advisers.adviser(sides=["people"]),
        advisers.adviser(fields=("tourism",)),
    ]


@pytest.fixture
def asked(officer, office, three):
    return made.ranked(officer, office)


@pytest.fixture
def placed(asked):
    made.accept(asked)
    return asked
