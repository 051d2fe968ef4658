"""Among all events the auditor reads of which case each one is, by its title."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from chiiki_web.audit import log
from web import make
from web.make import NOW
from web.visit import get, text

pytestmark = pytest.mark.django_db


def test_an_event_names_its_case_and_leads_to_it(client: Client) -> None:
    officer = make.member()
    plan = make.plan(officer, title="橋の見守り")
    log.record("plan.started", plan, by=officer, at=NOW)
    html = text(get(client, make.member("auditor"), reverse("dashboards:events")))
    case = reverse("dashboards:case", args=[plan.case])
    assert f'<a href="{case}">橋の見守り</a>' in html
    assert f">{plan.case}<" not in html
