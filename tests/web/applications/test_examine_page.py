"""The page on which the office examines one application."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from chiiki.readiness import ITEMS
from chiiki_web.applications import actions, queries
from chiiki_web.plans import actions as plan_actions
from chiiki_web.plans.models import Plan
from web.applications import made
from web.make import CLOCK, NOW

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def now(clock, monkeypatch):
    clock.move_to(NOW + timedelta(days=3))
    monkeypatch.setattr(CLOCK, lambda value: NOW + timedelta(days=3))


@pytest.fixture
def who(client):
    found = made.people()
    client.force_login(found.office.user)
    return found


@pytest.fixture
def application(who):
    return made.received(who)


def url(name, one):
    return reverse(f"applications:{name}", args=[one.pk])


def text(response):
    assert response.status_code == 200
    return response.content.decode()


def answers(**changes):
    return {f"item-{item}": "yes" for item in queries.COMPLETENESS} | changes


def test_it_is_shown_as_it_was_sent(client, application):
    Plan.objects.update(goal="後で変えた目標", title="後で変えた名称")
    html = text(client.get(url("examine", application)))
    assert "後で変えた" not in html
    assert "独居高齢者200人が毎日" in html
    assert "見守り員の研修" in html
    assert "計画.pdf" in html


@pytest.mark.parametrize("language", ["ja", "en"])
def test_everything_that_was_sent_can_be_read(client, who, language):
    application = made.draft(who)
    plan = application.plan
    plan_actions.answer_check(
        plan.pk,
        item="right_leader",
        state="yes",
        evidence="辞令の写し",
        version=plan.version,
        by=who.officer,
        at=NOW,
    )
    made.submit(application, who)
    client.cookies["django_language"] = language
    html = text(client.get(url("examine", application)))
    sent = application.submissions.get().snapshot
    for name in ("problem", "need_found", "leader_name", "after_funding"):
        assert sent[name] in html
    assert "見本老人クラブ" in html
    assert "辞令の写し" in html
    assert "right_leader" not in html
    assert ("一般会計" if language == "ja" else "general account") in html


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_page_opens_in_both_languages_in_every_state(client, who, language):
    client.cookies["django_language"] = language
    until = NOW + timedelta(days=9)
    withdrawn, rejected = made.received(who), made.received(who)
    actions.withdraw_application(withdrawn.pk, by=who.officer, at=NOW)
    actions.reject_application(rejected.pk, ground="見本", by=who.office, at=NOW)
    states = [
        made.received(who),
        made.returned(who, until),
        made.accepted(who),
        withdrawn,
        rejected,
    ]
    for one in states:
        assert one.number in text(client.get(url("examine", one)))
        client.force_login(who.officer.user)
        assert one.number in text(client.get(url("detail", one)))
        client.force_login(who.office.user)


def test_the_check_is_kept_all_at_once_and_comes_back(client, application):
    form = answers(**{"item-files": "no", "note-files": "開けないファイルがある。"})
    html = text(client.post(url("check", application), form, follow=True))
    assert "審査結果を保存しました" in html
    assert "開けないファイルがある。" in html
    kept = dict(application.completeness.values_list("item", "is_in_order"))
    assert kept == dict.fromkeys(queries.COMPLETENESS, True) | {"files": False}


def test_half_a_check_can_be_kept(client, application):
    client.post(url("check", application), {"item-plan": "yes"})
    assert application.completeness.get().item == "plan"


def test_a_check_with_a_word_missing_keeps_nothing_and_gives_all_of_it_back(
    client, application
):
    form = answers(**{"item-files": "no", "note-plan": "よく書けている。"})
    html = text(client.post(url("check", application), form))
    assert "不備の内容を記入してください。" in html
    assert "よく書けている。" in html
    assert html.count("checked") == len(queries.COMPLETENESS)
    assert not application.completeness.exists()


def test_accepting_leads_on_to_the_reviewers(client, application):
    client.post(url("check", application), answers())
    html = text(client.post(url("accept", application), follow=True))
    assert "続けて、評価者を選んでください" in html
    assert made.fresh(application).status == "accepted"


def test_accepting_too_early_says_how_many_things_are_open(client, application):
    html = text(client.post(url("accept", application), follow=True))
    assert "5件あります" in html
    assert made.fresh(application).status == "submitted"


def returning(**changes):
    return {
        "form_key": str(uuid4()),
        "note": "予算書を直してください。",
        "correct_by": "令和8年12月1日",
    } | changes


def test_a_return_names_a_day_and_holds_to_its_last_moment(client, application):
    html = text(client.post(url("return", application), returning(), follow=True))
    assert "申請者に補正を依頼しました" in html
    kept = made.fresh(application)
    assert kept.status == "returned"
    assert kept.correct_by.isoformat() == "2026-12-01T14:59:59.999999+00:00"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"note": ""}, "補正を求める内容を記入"),
        ({"correct_by": ""}, "必須"),
        ({"correct_by": "来週"}, "来週"),
        ({"correct_by": "平成38年12月1日"}, "令和8年12月1日"),
        ({"correct_by": "令和8年11月1日"}, "今後の日"),
        ({"note": "あ" * 4001}, "4000"),
    ],
)
def test_a_return_that_cannot_be_gives_back_what_was_typed(
    client, application, changes, words
):
    form = returning(**changes)
    html = text(client.post(url("return", application), form))
    assert words in html
    assert form["note"] in html
    assert form["correct_by"] in html
    assert form["form_key"] in html
    assert made.fresh(application).status == "submitted"


def test_a_refusal_is_told_with_its_ground(client, application):
    form = {"ground": "申請できる団体ではありません。"}
    html = text(client.post(url("reject", application), form, follow=True))
    assert "不受理とし、申請者に通知しました" in html
    assert made.fresh(application).status == "rejected"


def test_a_refusal_without_a_ground_is_asked_again(client, application):
    html = text(client.post(url("reject", application), {"ground": "  "}))
    assert "必須" in html
    assert made.fresh(application).status == "submitted"


def test_a_remark_for_the_office_alone_is_marked(client, application):
    form = {"form_key": str(uuid4()), "text": "内々の話", "kind": "note"}
    html = text(client.post(url("comment", application), form, follow=True))
    assert "内々の話" in html
    assert "事務局内の記録" in html
    assert application.comments.get().is_internal


def test_an_empty_comment_is_asked_again_on_the_page_of_each_side(client, application):
    form = {"form_key": str(uuid4()), "text": ""}
    html = text(client.post(url("comment", application), form))
    assert "形式審査" in html
    assert "必須" in html
    assert form["form_key"] in html


def test_an_unfit_state_is_said_and_not_a_fault(client, who):
    application = made.accepted(who)
    for name, form in (
        ("check", answers(**{"item-plan": "no", "note-plan": "x"})),
        ("return", returning()),
        ("reject", {"ground": "見本"}),
    ):
        html = text(client.post(url(name, application), form))
        assert "形式審査の対象ではありません（状態：受理）" in html


def test_the_decision_stands_after_what_is_to_be_read(client, application):
    html = text(client.get(url("examine", application)))
    accept = html.index(url("accept", application))
    for read in ('id="sent-plan"', 'id="part-files"', 'id="part-whole"'):
        assert html.index(read) < accept


def test_what_is_wrong_with_a_decision_is_said_on_top(client, application):
    html = text(client.post(url("reject", application), {"ground": ""}))
    assert html.index("error-summary") < html.index('id="sent-plan"')


def test_the_check_list_is_a_list_and_numbers_have_units(client, application):
    html = text(client.get(url("examine", application)))
    check_list = html[html.index('id="part-answers"') :].partition("</dd>")[0]
    assert check_list.count("<li>") == len(ITEMS)
    users = html[html.index('id="part-target_users"') :].partition("</dd>")[0]
    assert "人" in users
