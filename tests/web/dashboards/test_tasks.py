"""My page leads to the one thing that waits, or to a list of just those that wait."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from chiiki_web.accounts.models import Membership
from chiiki_web.applications import actions as applications
from chiiki_web.dashboards import views
from chiiki_web.dashboards.queries.tasks import Task, tasks_for
from chiiki_web.outbox import actions as outbox
from chiiki_web.outbox.models import Message
from web import make
from web.make import NOW
from web.visit import ROLES, get, text

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def now(clock) -> None:  # type: ignore[no-untyped-def]
    clock.move_to(NOW)


@pytest.fixture
def officer() -> Membership:
    return make.member()


def only_task(member: Membership) -> Task:
    (found,) = tasks_for(member, NOW)
    return found


def test_one_plan_leads_to_itself(officer: Membership) -> None:
    plan = make.plan(officer)
    task = only_task(officer)
    assert (task.count, task.url) == (1, reverse("plans:detail", args=[plan.pk]))


def test_several_plans_lead_to_a_list_of_just_these(
    client: Client, officer: Membership
) -> None:
    used, *unused = (
        make.plan(officer, title=f"見本：計画その{number}") for number in range(3)
    )
    call = make.call(make.member("office"))
    applications.start_application(used.pk, call.pk, by=officer, at=NOW)
    (task,) = [one for one in tasks_for(officer, NOW) if one.count == 2]
    html = text(get(client, officer, task.url))
    assert all(one.title in html for one in unused)
    assert used.title not in html
    assert "表示中：まだ申請していない計画" in html
    assert used.title in text(get(client, officer, reverse("plans:list")))


def test_a_draft_leads_to_itself_and_several_to_drafts_alone(
    client: Client, officer: Membership
) -> None:
    office = make.member("office")
    first = applications.start_application(
        make.plan(officer).pk, make.call(office).pk, by=officer, at=NOW
    )
    assert only_task(officer).url == reverse("applications:detail", args=[first.pk])
    applications.start_application(
        make.plan(officer).pk, make.call(office).pk, by=officer, at=NOW
    )
    task = only_task(officer)
    assert task.url == reverse("applications:list") + "?state=draft"
    assert "下書き" in text(get(client, officer, task.url))


@pytest.mark.parametrize(
    ("page", "only", "untrue"),
    [
        ("applications:list", "?state=returned", "申請はまだありません"),
        ("plans:list", "?only=unused", 'class="empty"'),
        ("followups:list", "?only=late", 'class="empty"'),
    ],
)
def test_a_list_of_just_these_that_is_empty_does_not_say_that_there_is_nothing(
    client: Client, officer: Membership, page: str, only: str, untrue: str
) -> None:
    assert untrue in text(get(client, officer, reverse(page)))
    html = text(get(client, officer, reverse(page) + only))
    assert untrue not in html
    assert "すべて表示" in html


@pytest.mark.parametrize("odd", ["x", "\x00", "😀", "9" * 40])
def test_an_unknown_part_of_a_list_is_all_of_it(
    client: Client, officer: Membership, odd: str
) -> None:
    plan = make.plan(officer)
    html = text(get(client, officer, reverse("plans:list"), only=odd))
    assert plan.title in html
    assert "表示中：" not in html


def test_failed_mail_alone_is_shown_to_the_administrator(client: Client) -> None:
    administrator, people = make.member("administrator"), [make.member(), make.member()]
    for number, one in enumerate(people):
        outbox.tell(
            [one],
            "a",
            subject=f"件名{number}",
            body="本文",
            values={},
            path="",
            key=f"a:{number}",
            at=NOW,
        )
    Message.objects.filter(subject="件名1").update(
        attempts=1, tried_at=NOW, last_error="550 no such person"
    )
    html = text(get(client, administrator, only_task(administrator).url))
    assert "件名1" in html
    assert "件名0" not in html


@pytest.mark.parametrize("role", ROLES)
def test_my_page_stays_within_twenty_statements(  # type: ignore[no-untyped-def]
    client: Client, role: str, django_assert_max_num_queries
) -> None:
    client.force_login(make.member(role).user)
    with django_assert_max_num_queries(20):
        assert client.get(reverse("dashboards:my")).status_code == 200


def test_what_is_pressing_stands_out_and_the_rest_is_listed(
    client: Client, officer: Membership, monkeypatch: pytest.MonkeyPatch
) -> None:
    tasks = [Task("見本の急ぎ", 2, "/a/", "danger"), Task("見本の後で", 3, "/b/")]
    monkeypatch.setattr(views, "tasks_for", lambda *_: tasks)
    html = text(get(client, officer, reverse("dashboards:my")))
    assert html.count("task-count") == 1
    assert html.index(">2件<") < html.index("その他の対応待ち") < html.index("3件")


def test_control_where_nothing_is_pressing_all_stand_out(
    client: Client, officer: Membership, monkeypatch: pytest.MonkeyPatch
) -> None:
    tasks = [Task("見本の一", 2, "/a/"), Task("見本の二", 3, "/b/")]
    monkeypatch.setattr(views, "tasks_for", lambda *_: tasks)
    html = text(get(client, officer, reverse("dashboards:my")))
    assert html.count("task-count") == 2
