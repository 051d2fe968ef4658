"""A whole plan on one page: what it says, what it lacks, and the one next step."""

import pytest
from django.urls import reverse

from chiiki_web.applications.models import Application
from chiiki_web.plans import actions as plan_actions
from web import make
from web.make import NOW
from web.plans.drafts import OpenForm

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def now(clock):
    clock.move_to(NOW)


def shown(client, member, plan):
    client.force_login(member.user)
    return client.get(reverse("plans:detail", args=[plan.pk]))


def test_a_plan_with_gaps_leads_to_the_first_gap(client):
    officer = make.member()
    plan = make.plan(officer)

    page = shown(client, officer, plan)

    step = page.context["next_step"]
    assert step.url == reverse("plans:edit", args=[plan.pk, "problem"]) + "#id_problem"
    assert len(page.context["missing"]) == 12


def test_a_full_plan_leads_to_the_open_calls_or_to_the_programmes(client):
    officer = make.member()
    plan = make.full_plan(officer)
    assert shown(client, officer, plan).context["next_step"].url == reverse(
        "schemes:list"
    )
    make.call()
    assert shown(client, officer, plan).context["next_step"].url == reverse(
        "plans:checks", args=[plan.pk]
    )


def test_a_plan_that_was_applied_with_leads_to_the_application(client):
    officer = make.member()
    plan = make.full_plan(officer)
    application = Application.objects.create(
        plan=plan, call=make.call(), organisation=plan.organisation, created_at=NOW
    )

    page = shown(client, officer, plan)

    assert page.context["next_step"].url == reverse(
        "applications:detail", args=[application.pk]
    )


def test_a_partner_reads_and_does_not_write(client):
    plan = make.full_plan()
    partner = make.partner(plan)

    page = shown(client, partner, plan)

    assert page.status_code == 200
    assert page.context["next_step"] is None
    assert reverse("plans:costs", args=[plan.pk]) not in page.content.decode()


@pytest.mark.parametrize("role", ["officer", "office"])
def test_strangers_find_nothing(client, role):
    assert shown(client, make.member(role), make.plan()).status_code == 404


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("ja", ["独居高齢者の約3割が", "福祉課長", "12,000,000円", "計画の経費を変更"]),
        (
            "en",
            ["Problem and goal", "¥12,000,000", "The costs of the plan were changed"],
        ),
    ],
)
def test_it_shows_everything_in_both_languages(client, language, words):
    officer = make.member()
    plan = make.full_plan(officer)
    client.cookies["django_language"] = language

    page = shown(client, officer, plan).content.decode()

    for one in words:
        assert one in page


def test_people_and_uses_have_their_units(client):
    officer = make.member()
    plan = make.plan(officer, target_users=1_200, target_uses_per_month=3_400)
    page = shown(client, officer, plan).content.decode()
    assert "1,200人" in page
    assert "3,400回" in page


def test_concerns_are_put_as_questions(client):
    officer = make.member()
    plan = make.plan(officer, target_users=10, target_uses_per_month=100_000)
    page = shown(client, officer, plan)
    assert len(page.context["concerns"]) == 2
    assert "100,000" in page.context["concerns"][0]


def test_it_stays_within_twenty_statements(client, django_assert_max_num_queries):
    officer = make.member()
    plan = make.full_plan(officer)
    for _ in range(5):
        make.partner(plan, make.organisation("npo"))
    client.force_login(officer.user)
    with django_assert_max_num_queries(20):
        shown(client, officer, plan)


def test_a_draft_of_an_application_is_not_called_sent(client):
    officer = make.member()
    plan = make.full_plan(officer)
    draft = Application.objects.create(
        plan=plan,
        call=make.call(),
        organisation=officer.organisation,
        created_at=NOW,
    )
    said = "提出時のまま保管され"
    assert said not in shown(client, officer, plan).content.decode()
    draft.number, draft.status, draft.submitted_at = "R8-M1-0001", "submitted", NOW
    draft.save()
    assert said in shown(client, officer, plan).content.decode()


def test_the_same_deed_on_one_day_is_one_line_of_the_history(client):
    officer = make.member()
    plan = make.plan(officer)
    for item in ("right_leader", "concrete_goal"):
        plan.refresh_from_db()
        plan_actions.answer_check(
            plan.pk,
            item=item,
            state="yes",
            evidence="",
            version=plan.version,
            by=officer,
            at=NOW,
        )
    history = shown(client, officer, plan).context["history"]
    assert [str(one["what"]) for one in history][0].endswith("（2件）")


def test_what_was_typed_and_not_taken_in_comes_before_all_else(client):
    officer = make.member()
    plan = make.full_plan(officer)
    form = OpenForm(plan, officer)
    form.keeps(target_uses_per_month="多い")

    page = shown(client, officer, plan)

    (unfinished,) = page.context["unfinished"]
    assert page.context["next_step"].url == unfinished[1]


def test_a_place_of_the_same_name_as_its_body_is_named_once(client):
    officer = make.member()
    plan = make.full_plan(officer)
    plan.organisation.name_ja = plan.municipality.name_ja
    plan.organisation.save()
    lead = shown(client, officer, plan).content.decode().split('class="lead">')[1]
    assert lead.split("</p>")[0].count(plan.municipality.name_ja) == 1


def test_control_another_body_is_named_with_its_place(client):
    officer = make.member()
    plan = make.full_plan(officer)
    lead = shown(client, officer, plan).content.decode().split('class="lead">')[1]
    assert plan.municipality.name_ja in lead.split("</p>")[0]
    assert plan.organisation.name_ja in lead.split("</p>")[0]
