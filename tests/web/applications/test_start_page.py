"""The page on which somebody begins an application to a call."""

import pytest
from django.urls import reverse

from chiiki_web.applications import queries
from web import make
from web.applications import made
from web.make import NOW
from web.visit import get, text

pytestmark = pytest.mark.django_db


def test_each_plan_is_said_with_how_far_it_has_come(client, clock, monkeypatch):
    clock.move_to(NOW)
    monkeypatch.setattr(queries, "database_now", lambda: NOW)
    who = made.people()
    begun = made.draft(who).plan
    fresh = make.plan(who.officer)
    address = reverse("applications:start", args=[who.call.pk])
    html = text(get(client, who.officer, address))
    assert "申請する：見本公募" in html
    assert f"{begun.title}（申請書を作成中）" in html
    assert f"{fresh.title}（作成中）" in html
