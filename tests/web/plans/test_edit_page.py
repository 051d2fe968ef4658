"""The steps of a plan: save, go on, and nothing lost when two people write at once."""

import pytest
from django.urls import reverse
from django.utils import translation
from django.utils.html import escape

from chiiki_web.plans import actions, forms
from chiiki_web.plans.models import Plan
from web import make
from web.make import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(client):
    member = make.member()
    client.force_login(member.user)
    return member


def url(plan, step):
    return reverse("plans:edit", args=[plan.pk, step])


def users(plan, **changes):
    return {
        "version": plan.version,
        "do": "save",
        "need_method": "interviews",
        "need_people_asked": "６０人",
        "need_found": "毎朝の声かけを望む人が多い。",
        "target_users": "200",
        "target_uses_per_month": "3,000回",
        "baseline_uses_per_month": "0",
    } | changes


@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_step_opens(client, officer, language):
    plan = make.full_plan(officer)
    client.cookies["django_language"] = language
    for step in forms.STEPS:
        page = client.get(step.url(plan))
        assert page.status_code == 200
        with translation.override(language):
            assert escape(str(step.title)) in page.content.decode()


def test_it_saves_numbers_as_people_write_them(client, officer):
    plan = make.plan(officer)

    response = client.post(url(plan, "users"), users(plan))

    assert response["Location"] == url(plan, "users")
    plan.refresh_from_db()
    assert (plan.need_people_asked, plan.target_uses_per_month) == (60, 3_000)
    assert plan.baseline_uses_per_month == 0


def test_next_leads_through_all_six_steps(client, officer):
    plan = make.plan(officer)
    response = client.post(url(plan, "users"), users(plan, do="next"))
    assert response["Location"] == url(plan, "people")
    plan.refresh_from_db()
    response = client.post(url(plan, "people"), {"version": plan.version, "do": "next"})
    assert response["Location"] == reverse("plans:costs", args=[plan.pk])
    plan.refresh_from_db()
    response = client.post(url(plan, "after"), {"version": plan.version, "do": "next"})
    assert response["Location"] == reverse("plans:checklist", args=[plan.pk])


def test_what_cannot_be_read_is_said_beside_the_field_and_nothing_is_lost(
    client, officer
):
    plan = make.plan(officer)
    page = client.post(url(plan, "users"), users(plan, target_users="たくさん"))
    html = page.content.decode()
    assert "たくさん" in html
    assert "毎朝の声かけ" in html
    assert 'aria-invalid="true"' in html
    plan.refresh_from_db()
    assert plan.target_users is None


@pytest.mark.parametrize("huge", ["99999999999999999999", "1000000000"])
def test_a_number_that_no_column_can_hold_is_refused(client, officer, huge):
    plan = make.plan(officer)
    page = client.post(url(plan, "users"), users(plan, target_users=huge))
    assert page.status_code == 200
    assert "target_users" in page.context["form"].errors


def test_two_people_see_both_texts_and_one_of_them_chooses(client, officer):
    plan = make.plan(officer)
    actions.change_plan(
        plan.pk,
        version=plan.version,
        by=make.member(of=officer.organisation),
        at=NOW,
        need_found="ほかの人の文章",
    )

    typed = users(plan, need_found="私の文章")
    page = client.post(url(plan, "users"), typed, follow=True)

    html = page.content.decode()
    assert "ほかの人の文章" in html
    assert "私の文章" in html
    assert Plan.objects.get(pk=plan.pk).need_found == "ほかの人の文章"
    chosen = {"part": "need_found", "do": "mine", "version": page.context["version"]}
    client.post(reverse("plans:choose", args=[plan.pk, "users"]), chosen)
    assert Plan.objects.get(pk=plan.pk).need_found == "私の文章"


@pytest.mark.parametrize("version", ["", "x", "-1"])
def test_a_form_without_a_version_counts_as_old(client, officer, version):
    plan = make.plan(officer, need_found="前の文章")
    client.post(url(plan, "users"), users(plan, version=version))
    assert Plan.objects.get(pk=plan.pk).need_found == "前の文章"


def test_yes_no_and_not_said_are_three_answers(client, officer):
    plan = make.plan(officer)
    for typed, stored in [("yes", True), ("no", False), ("", None)]:
        plan.refresh_from_db()
        client.post(
            url(plan, "people"),
            {"version": plan.version, "do": "save", "trains_people": typed},
        )
        assert Plan.objects.get(pk=plan.pk).trains_people is stored


def test_a_step_that_does_not_exist_is_not_found(client, officer):
    plan = make.plan(officer)
    assert client.get(url(plan, "luck")).status_code == 404
    assert client.get(url(plan, "costs")).status_code == 302
    assert client.get(reverse("plans:edit", args=[plan.pk])).status_code == 200


def test_strangers_find_nothing_and_partners_are_led_to_the_plan(client, officer):
    writer = make.member()
    plan = make.plan(writer)
    assert client.get(url(plan, "users")).status_code == 404
    make.partner(plan, officer.organisation)
    for address in (
        url(plan, "users"),
        reverse("plans:costs", args=[plan.pk]),
        reverse("plans:checklist", args=[plan.pk]),
        reverse("plans:answer", args=[plan.pk, "right_leader"]),
    ):
        response = client.get(address)
        assert response["Location"] == reverse("plans:detail", args=[plan.pk])


def test_it_stays_within_twenty_statements(
    client, officer, django_assert_max_num_queries
):
    plan = make.full_plan(officer)
    for step in forms.STEPS:
        with django_assert_max_num_queries(20):
            client.get(step.url(plan))


def test_every_part_of_a_plan_is_asked_on_some_step():
    asked = {
        name for step in forms.STEPS if step.form for name in step.form.base_fields
    }
    assert set(actions.writing.CHANGEABLE) == asked
