"""The costs, the check list and the half typed stakeholder are kept like the other steps."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from chiiki_web.plans import actions
from chiiki_web.plans.models import EarlierText, Plan, WorkingCopy
from web import make
from web.make import NOW

pytestmark = pytest.mark.django_db
PAGE = "5a3f0c9e6f7b4a6e9b573f5f6f0f2c11"


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.CHIIKI_FILES = tmp_path


@pytest.fixture
def officer(client):
    member = make.member()
    client.force_login(member.user)
    return member


@pytest.fixture
def plan(officer):
    return make.plan(officer)


@pytest.fixture
def keeps(client, plan):
    """Send a form as the script of its page does; each call is its next turn."""
    version, turns = plan.version, iter(range(1, 99))

    def send(address, do="autosave", **typed):
        sent = {"version": version, "page": PAGE, "turn": next(turns), "do": do}
        return client.post(address, sent | typed)

    return send


def costs(plan):
    return reverse("plans:costs", args=[plan.pk])


def people(plan):
    return reverse("plans:edit", args=[plan.pk, "people"])


def item(plan):
    return reverse("plans:answer", args=[plan.pk, "right_leader"])


def row(head, what, amount, requested=""):
    return {
        "rows-TOTAL_FORMS": 1,
        "rows-INITIAL_FORMS": 0,
        "rows-0-head": head,
        "rows-0-description": what,
        "rows-0-amount": amount,
        "requested": requested,
    }


def now(plan):
    return Plan.objects.get(pk=plan.pk)


def table(plan):
    return [(one.description, one.amount) for one in plan.cost_lines.all()]


def test_a_table_is_kept_and_a_half_typed_one_comes_back(client, keeps, plan):
    keeps(costs(plan), **row("people", "研修", "5", "12あ"))
    assert (table(plan), now(plan).requested) == ([("研修", 5)], None)

    answer = keeps(costs(plan), **row("people", "研修", "12あ", "4")).json()

    assert answer["state"] == "kept"
    assert (table(plan), now(plan).requested) == ([("研修", 5)], 4)
    html = client.get(costs(plan)).content.decode()
    assert "12あ" in html
    assert "現在の計画の内容" in html


def test_a_table_is_compared_as_a_whole_and_can_be_gone_on_with(
    client, keeps, plan, officer
):
    actions.set_costs(
        plan.pk,
        [actions.Cost("people", "同僚の行", 9)],
        requested=None,
        version=plan.version,
        by=make.member(of=officer.organisation),
        at=NOW,
    )
    assert keeps(costs(plan), **row("people", "私の行", "7")).json()["state"] == "clash"
    address = reverse("plans:choose", args=[plan.pk, "costs"])
    html = client.get(address).content.decode()
    assert "同僚の行" in html
    assert "私の行" in html

    chosen = {"part": "costs", "do": "further", "version": now(plan).version}
    assert client.post(address, chosen)["Location"] == costs(plan)

    html = client.get(costs(plan)).content.decode()
    assert "私の行" in html
    assert "同僚の行" in html
    assert table(plan) == [("同僚の行", 9)]


def test_an_earlier_table_comes_back(client, keeps, plan):
    keeps(costs(plan), do="save", **row("people", "研修", "5"))
    keeps(costs(plan), do="save", **row("people", "別の表", "6"))
    kept = EarlierText.objects.filter(part="costs").first()
    address = reverse("plans:earlier", args=[plan.pk, "costs"])
    assert "研修" in client.get(address).content.decode()
    client.post(address, {"text": kept.pk, "version": now(plan).version})
    assert table(plan) == [("研修", 5)]


def test_more_lines_keep_what_the_form_had_shown(keeps, plan):
    page = keeps(costs(plan), do="more", **row("people", "書きかけ", "5"))
    html = page.content.decode()
    assert "data-unsaved" in html
    assert f'name="page" value="{page.context["sheet"].page}"' in html
    assert page.context["sheet"].page.hex == PAGE


def test_evidence_without_a_state_is_kept_until_there_is_one(client, keeps, plan):
    assert keeps(item(plan), evidence="議事録").json()["state"] == "kept"
    assert not plan.answers.exists()
    assert "議事録" in client.get(item(plan)).content.decode()

    assert keeps(item(plan), evidence="議事録", state="yes").json()["state"] == "saved"

    assert plan.answers.get().evidence == "議事録"
    assert not WorkingCopy.objects.exists()


def test_an_emptied_answer_wants_no_copy(keeps, plan):
    keeps(item(plan), evidence="議事録")
    keeps(item(plan), evidence="")
    assert not WorkingCopy.objects.exists()


def test_two_answers_to_one_item_are_chosen_between(client, keeps, plan, officer):
    actions.answer_check(
        plan.pk,
        "right_leader",
        state="no",
        evidence="同僚の根拠",
        version=plan.version,
        by=make.member(of=officer.organisation),
        at=NOW,
    )
    keeps(item(plan), state="yes", evidence="私の根拠")
    address = reverse("plans:choose", args=[plan.pk, "checklist"])
    chosen = {"part": "check:right_leader", "do": "merge", "version": now(plan).version}
    merged = {"new-state": "not_yet", "new-evidence": "両方の根拠"}
    client.post(address, chosen | merged)
    answer = plan.answers.get()
    assert (answer.state, answer.evidence) == ("not_yet", "両方の根拠")


def test_a_file_of_somebody_else_is_not_replaced_unseen(keeps, plan, officer):
    actions.answer_check(
        plan.pk,
        "right_leader",
        state="yes",
        evidence="同じ文章",
        upload=SimpleUploadedFile("同僚.pdf", b"%PDF-1.7 one"),
        version=plan.version,
        by=make.member(of=officer.organisation),
        at=NOW,
    )
    mine = SimpleUploadedFile("私.pdf", b"%PDF-1.7 two")
    keeps(item(plan), do="save", state="yes", evidence="同じ文章", file=mine)
    assert plan.answers.get().file_name == "同僚.pdf"


def test_a_stakeholder_half_typed_comes_back_and_goes_when_added(client, keeps, plan):
    new = {"new-kind": "user", "new-name": "見本会", "new-part": ""}
    assert keeps(people(plan), leader_name="花子", **new).json()["state"] == "saved"
    assert now(plan).leader_name == "花子"
    assert not plan.stakeholders.exists()
    assert 'value="見本会"' in client.get(people(plan)).content.decode()

    keeps(people(plan), do="add", leader_name="花子", **new)

    assert plan.stakeholders.get().name == "見本会"
    assert not WorkingCopy.objects.exists()


def test_a_stakeholder_taken_back_is_forgotten(keeps, plan):
    keeps(people(plan), **{"new-name": "見本会"})
    keeps(people(plan), **{"new-name": ""})
    assert not WorkingCopy.objects.exists()


def test_a_clash_keeps_the_stakeholder_that_was_about_to_be_added(
    client, keeps, plan, officer
):
    actions.change_plan(
        plan.pk,
        version=plan.version,
        by=make.member(of=officer.organisation),
        at=NOW,
        leader_name="同僚の責任者",
    )
    keeps(people(plan), do="add", leader_name="花子", **{"new-name": "見本会"})
    assert not plan.stakeholders.exists()
    assert 'value="見本会"' in client.get(people(plan)).content.decode()
