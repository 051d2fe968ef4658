"""A new plan from an earlier one: what is taken over, what is not, and only once."""

from datetime import date
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from chiiki_web.audit import queries as audit
from chiiki_web.plans import actions, queries
from chiiki_web.plans.models import Plan
from chiiki_web.regions.models import Municipality
from web import make
from web.make import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.CHIIKI_FILES = tmp_path


@pytest.fixture
def officer(client):
    member = make.member()
    client.force_login(member.user)
    return member


@pytest.fixture
def source(officer):
    plan = make.full_plan(officer)
    make.partner(plan, make.organisation("npo", name_ja="見本ネット"))
    actions.change_plan(
        plan.pk,
        version=99,
        by=officer,
        at=NOW,
        lifeline="telemedicine",
        recommended_by="見本県",
    )
    actions.answer_check(
        plan.pk,
        "right_leader",
        state="yes",
        evidence="事務分掌表",
        upload=SimpleUploadedFile("分掌.pdf", b"%PDF-1.7 sample"),
        version=99,
        by=officer,
        at=NOW,
    )
    return Plan.objects.get(pk=plan.pk)


def copy(source, by, form_key=None, **values):
    wanted = {
        "title": "見本：次の計画",
        "field": source.field,
        "municipality": source.municipality,
        "said": queries.snapshot(source),
    }
    return actions.copy_plan(
        source.pk, form_key=form_key or uuid4(), by=by, at=NOW, **(wanted | values)
    )


def codes(plan):
    return {
        one["code"].removeprefix("plans.copy_without_") for one in plan.copied.left_out
    }


def test_texts_costs_people_and_answers_are_taken_over(source, officer):
    made = copy(source, officer)
    assert (made.problem, made.target_users) == (source.problem, 200)
    assert made.cost_lines.count() == 3
    assert made.requested == 12_000_000
    assert made.stakeholders.get().name == "見本老人クラブ"
    assert made.answers.get().evidence == "事務分掌表"


def test_what_belongs_to_the_old_project_is_left_and_said(source, officer):
    made = copy(source, officer)
    assert (made.lifeline, made.recommended_by) == ("", "")
    assert not made.partners.exists()
    assert made.answers.get().file is None
    assert codes(made) == {
        "lifeline",
        "partners",
        "recommendation",
        "evidence",
        "attachments",
    }
    assert {"costs", "requested", "target_users"} <= set(made.copied.look_again)


def test_the_same_form_copies_once_with_one_event(source, officer):
    key = uuid4()
    made = copy(source, officer, key)
    assert copy(source, officer, key) == made
    assert [one.name for one in audit.history_of(made)] == ["plan.copied"]


def test_without_looking_the_key_up_a_second_press_fails_on_the_constraint(
    source, officer, monkeypatch
):
    key = uuid4()
    copy(source, officer, key)
    monkeypatch.setattr(
        actions.copying.Plan.objects, "filter", lambda **_: Plan.objects.none()
    )
    with pytest.raises(Exception, match="(?i)unique"):
        copy(source, officer, key)


def test_only_officers_of_the_same_organisation_copy(source, officer):
    for by in (make.member(), make.member("office", of=officer.organisation)):
        with pytest.raises(actions.CannotStartPlan):
            copy(source, by)


def test_a_municipality_that_ended_is_proposed_as_what_it_became(
    client, source, officer
):
    old = source.municipality
    new = Municipality.objects.exclude(pk=old.pk).filter(last_day=None).first()
    old.last_day, old.successor = date(2020, 1, 1), new
    old.save()

    page = client.get(reverse("plans:copy", args=[source.pk]))

    assert page.context["form"].initial["municipality"] == new
    assert f"市町村 {old.name_ja}（現在は存在しません）" in page.content.decode()
    with pytest.raises(actions.CannotStartPlan):
        copy(source, officer)


def test_what_the_form_does_not_take_any_more_is_said(source, officer):
    said = queries.snapshot(source) | {
        "need_method": "oracle",
        "answers": [{"item": "gone", "state": "yes", "evidence": "", "file_name": ""}],
        "cost_lines": [{"head": "gone", "description": "x", "amount": 1}],
    }
    made = copy(source, officer, said=said)
    assert {"value", "items"} <= codes(made)
    assert (made.need_method, made.cost_lines.count(), made.answers.count()) == (
        "",
        0,
        0,
    )


def test_the_page_copies_and_the_new_plan_says_what_is_left_to_do(
    client, source, officer
):
    address = reverse("plans:copy", args=[source.pk])
    form = client.get(address).context["form"]
    typed = {
        "form_key": form.initial["form_key"],
        "title": "見本：次の計画",
        "municipality": source.municipality.code,
        "field": "welfare",
    }
    response = client.post(address, typed)
    made = Plan.objects.get(title="見本：次の計画")
    assert response["Location"] == reverse("plans:detail", args=[made.pk])
    html = client.get(response["Location"]).content.decode()
    assert "見本ネット" in html
    assert "もう一度確認する項目" in html

    client.post(reverse("plans:copied", args=[made.pk]))
    client.post(reverse("plans:copied", args=[made.pk]))

    assert "見本ネット" not in client.get(response["Location"]).content.decode()
    assert audit.history_of(made).count() == 2


def test_strangers_find_no_page_to_copy(client, source):
    client.force_login(make.member().user)
    assert client.get(reverse("plans:copy", args=[source.pk])).status_code == 404
