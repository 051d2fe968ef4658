"""Who is shown to the other side of a dispatch, and from when."""

import pytest
from django.urls import reverse

from web import make
from web.advisers import made as advisers
from web.dispatch import made
from web.services.browse import get, text

pytestmark = pytest.mark.django_db


def test_once_agreed_each_side_is_shown_whom_to_write_to(client, clock):
    clock.move_to(make.NOW)
    adviser, officer, office = advisers.adviser(), make.member(), make.member("office")
    request = made.ranked(officer, office)
    page = reverse("dispatch:detail", args=[request.pk])
    assert adviser.membership.user.email not in text(get(client, officer, page))

    made.accept(request)

    assert adviser.membership.user.email in text(get(client, officer, page))
    assert officer.user.email in text(get(client, adviser.membership, page))
