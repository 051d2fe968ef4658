"""The list of requests: what waits, and for how long."""

from datetime import timedelta

import pytest
from django.urls import reverse

from chiiki_web.dispatch import actions
from web.dispatch import made
from web.make import NOW
from web.services.browse import get, text

pytestmark = pytest.mark.django_db
LIST = reverse("dispatch:list")


def test_how_long_it_waits_is_said_only_while_it_waits(client, officer, clock):
    request = made.request(officer)
    clock.move_to(NOW + timedelta(days=3))
    assert '<td class="num">3日</td>' in text(get(client, officer, LIST))
    actions.withdraw_request(request.pk, by=officer, at=NOW)
    assert '<td class="num">–</td>' in text(get(client, officer, LIST))
