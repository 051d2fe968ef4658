"""An auditor reads in the history of a plan what each part said before and after."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import translation

from chiiki_web.accounts.models import Membership
from chiiki_web.audit import queries as audit
from chiiki_web.dashboards.queries.changes import changes_of
from chiiki_web.plans import actions
from chiiki_web.plans.models import EarlierText, Plan
from web import make
from web.make import NOW
from web.visit import get, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer() -> Membership:
    return make.member()


@pytest.fixture
def plan(officer: Membership) -> Plan:
    return make.plan(officer)


def write(plan: Plan, by: Membership, after: int = 1, **values: object) -> None:
    plan.refresh_from_db()
    at = NOW + timedelta(hours=after)
    actions.change_plan(plan.pk, version=plan.version, by=by, at=at, **values)


def told(plan: Plan) -> list[list[tuple[str, str, str]]]:
    """For each event in order: part, before and after."""
    events = list(audit.history_of_case(plan.case))
    with translation.override("ja"):
        found = changes_of(plan.case, events)
    return [
        [(one.label, one.before, one.after) for one in found.get(event.pk, [])]
        for event in events
    ]


def test_each_change_has_the_text_before_and_after(
    plan: Plan, officer: Membership
) -> None:
    write(plan, officer, problem="見守りが足りない。")
    write(plan, officer, after=2, problem="夜の見守りが足りない。", target_users=120)
    assert told(plan)[-2:] == [
        [("地域の課題", "", "見守りが足りない。")],
        [
            ("地域の課題", "見守りが足りない。", "夜の見守りが足りない。"),
            ("想定利用者数", "", "120"),
        ],
    ]


def test_the_start_of_a_plan_changes_nothing(plan: Plan) -> None:
    assert told(plan) == [[]]


def test_an_event_whose_earlier_text_is_not_there_says_no_more_than_its_parts(
    plan: Plan, officer: Membership
) -> None:
    write(plan, officer, problem="見守りが足りない。")
    EarlierText.objects.all().delete()
    assert told(plan)[-1] == []


def test_another_event_at_the_same_version_does_not_say_it_again(
    plan: Plan, officer: Membership
) -> None:
    write(plan, officer, problem="見守りが足りない。")
    events = list(audit.history_of_case(plan.case))
    events[-1].happened_at += timedelta(hours=1)
    assert changes_of(plan.case, events) == {}


def test_a_case_of_another_kind_has_no_texts() -> None:
    assert changes_of("dispatch:1", []) == {}
    assert changes_of("plan:0", []) == {}


def test_the_auditor_reads_both_and_the_administrator_only_which_parts(
    client: Client, plan: Plan, officer: Membership
) -> None:
    write(plan, officer, problem="見守り<b>が足りない。")
    address = f"/cases/{plan.case}/"
    html = text(get(client, make.member("auditor"), address))
    assert "見守り&lt;b&gt;が足りない。" in html
    html = text(get(client, make.member("administrator"), address))
    assert "足りない。" not in html
    assert "地域の課題" in html


def test_a_long_history_stays_within_twenty_statements(  # type: ignore[no-untyped-def]
    client: Client, plan: Plan, officer: Membership, django_assert_max_num_queries
) -> None:
    for turn in range(1, 20):
        write(plan, officer, after=turn, problem=f"課題{turn}", goal=f"目標{turn}")
    client.force_login(make.member("auditor").user)
    with django_assert_max_num_queries(20):
        assert client.get(f"/cases/{plan.case}/").status_code == 200
