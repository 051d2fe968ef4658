"""The step about people: each button saves what was typed first."""

import pytest
from django.urls import reverse

from chiiki_web.plans import actions
from web import make
from web.make import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(client):
    member = make.member()
    client.force_login(member.user)
    return member


@pytest.fixture
def plan(officer):
    return make.plan(officer)


@pytest.fixture
def press(client, plan):
    def send(do, **typed):
        plan.refresh_from_db()
        form = {"version": plan.version, "do": do, "leader_name": "見本 花子"}
        return client.post(
            reverse("plans:edit", args=[plan.pk, "people"]), form | typed
        )

    return send


def test_adding_a_stakeholder_keeps_the_leader_that_was_just_typed(press, plan):
    response = press(
        "add", **{"new-kind": "user", "new-name": "見本老人クラブ", "new-part": "試行"}
    )
    plan.refresh_from_db()
    assert plan.leader_name == "見本 花子"
    assert plan.stakeholders.get().name == "見本老人クラブ"
    assert response["Location"].endswith("#stakeholders")


def test_a_name_that_stands_in_the_row_is_not_lost_by_saving(press, plan):
    press("next", **{"new-kind": "user", "new-name": "見本老人クラブ"})
    assert plan.stakeholders.count() == 1


def test_an_empty_row_is_asked_for_its_name(press, plan):
    page = press("add", **{"new-kind": "user", "new-name": " "})
    assert "名称を入力してください" in page.content.decode()
    assert not plan.stakeholders.exists()


def test_a_stakeholder_is_removed(press, plan, officer):
    made = actions.add_stakeholder(
        plan.pk, kind="vendor", name="見本電機", part="", by=officer, at=NOW
    )
    press(f"remove-{made.pk}")
    assert not plan.stakeholders.exists()


def test_a_stakeholder_that_stands_already_is_said(press, plan, officer):
    actions.add_stakeholder(
        plan.pk, kind="user", name="見本会", part="", by=officer, at=NOW
    )
    page = press("add", **{"new-kind": "user", "new-name": "見本会"})
    assert "すでに登録されています" in page.content.decode()
    assert plan.stakeholders.count() == 1


def test_partners_are_listed_and_asked_on_a_page_of_their_own(client, plan):
    partner = make.partner(plan, make.organisation("npo", name_ja="NPO法人見本ネット"))
    page = client.get(reverse("plans:edit", args=[plan.pk, "people"]))
    html = page.content.decode()
    assert partner.organisation.name_ja in html
    assert reverse("consortia:plan", args=[plan.pk]) in html


def test_a_recommender_of_before_can_be_read_and_emptied(client, press, plan, officer):
    address = reverse("plans:edit", args=[plan.pk, "people"])
    assert "recommended_by" not in client.get(address).context["form"].fields
    actions.change_plan(
        plan.pk, version=plan.version, by=officer, at=NOW, recommended_by="見本県"
    )
    assert "recommended_by" in client.get(address).context["form"].fields
    press("save", recommended_by="")
    plan.refresh_from_db()
    assert plan.recommended_by == ""


@pytest.mark.parametrize("do", ["remove-x", "remove-", "fly-3", "remove-999999"])
def test_a_button_that_does_not_exist_does_nothing(press, plan, do):
    assert press(do).status_code == 302


def test_two_tabs_show_both_leaders(client, plan, officer, press):
    old = plan.version
    actions.change_plan(
        plan.pk, version=old, by=officer, at=NOW, leader_name="ほかの責任者"
    )
    page = client.get(press("save", version=old)["Location"])
    html = page.content.decode()
    assert "ほかの責任者" in html
    assert 'value="見本 花子"' in html
