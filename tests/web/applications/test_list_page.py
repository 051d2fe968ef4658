"""The list of applications, for those who apply and those who only read."""

import pytest
from django.urls import reverse

from web import make
from web.applications import made
from web.visit import get, text

pytestmark = pytest.mark.django_db


def test_it_speaks_to_those_who_apply_and_to_those_who_only_read(client):
    who = made.people()
    made.draft(who)
    address = reverse("applications:list")
    assert "貴団体が提出した申請" in text(get(client, who.officer, address))
    html = text(get(client, make.member("auditor"), address))
    assert "貴団体" not in html
    assert "すべての申請" in html
