"""A round of an office for every test of the board, and one with a proposal."""

import pytest

from web import make
from web.placing import made


@pytest.fixture
def office():
    return make.member("office")


@pytest.fixture
def one(office):
    return made.round_of(office)


@pytest.fixture
def worked(one, office):
    """Two advisers, three requests of which one can be served by nobody, and a proposal."""
    made.adviser(), made.adviser()
    made.request(one), made.request(one)
    made.request(one, field=made.Field.objects.get(pk="tourism"), sides=["people"])
    return made.worked_out(one, office)
