"""The main menu: which place is lit on which page."""

import pytest
from django.test import RequestFactory

from chiiki_web.navigation import navigation
from web import make

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("path", "lit"),
    [
        ("/programmes/", "schemes:list"),
        ("/programmes/rounds/3/", "schemes:list"),
        ("/programmes/versions/11/edit/cap/", "schemes:list"),
        ("/funds/calls/new/", "schemes:list"),
        ("/trials/11/", "schemes:list"),
        ("/overlaps/calls/6/", "awards:calls"),
        ("/desk/", "desk:list"),
    ],
)
def test_the_office_sees_where_it_is(path, lit):
    request = RequestFactory().get(path)
    request.member = make.member("office")
    shown = navigation(request)["navigation"]
    assert [one["name"] for one in shown if one["current"]] == [lit]
