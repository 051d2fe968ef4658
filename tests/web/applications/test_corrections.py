"""Comments beside parts become the list of a return, are ticked off, seen and closed."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from chiiki_web.applications import actions, queries
from chiiki_web.applications.models import Comment
from chiiki_web.outbox import queries as outbox
from chiiki_web.plans import actions as plan_actions
from web import make
from web.applications import made
from web.make import CLOCK, NOW
from web.visit import get, post, text

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
UNTIL = NOW + 7 * DAY


@pytest.fixture(autouse=True)
def now(clock, monkeypatch):
    clock.move_to(NOW)
    monkeypatch.setattr(CLOCK, lambda value: NOW)


@pytest.fixture
def who():
    return made.people()


@pytest.fixture
def application(who):
    return made.received(who)


def ask(application, who, part="goal", said="目標の期限を書いてください。"):
    return actions.comment(
        application.pk,
        text=said,
        part=part,
        asks_correction=True,
        form_key=uuid4(),
        by=who.office,
        at=NOW,
    )


def give_back(application, who, note="", at=NOW, until=UNTIL):
    return actions.return_application(
        application.pk,
        note=note,
        correct_by=until,
        form_key=uuid4(),
        by=who.office,
        at=at,
    )


def tick(comment, who, is_done=True, note="期限を加えた。", by=None):
    return actions.tick_off(
        comment.pk, is_done=is_done, note=note, by=by or who.officer, at=NOW + DAY
    )


def url(name, one):
    return reverse(f"applications:{name}", args=[one.pk])


def test_the_return_tells_the_case_the_parts_and_until_when(application, who):
    ask(application, who, said="期限を書いてください。")
    give_back(application, who, note="収支を見直してください。")
    told = outbox.messages_for(who.officer.user).first()
    japanese, english = told.translations["ja"], told.translations["en"]
    assert f"「{application.plan.title}」" in japanese["body"]
    assert "補正の期限：令和" in japanese["body"]
    assert "・目標：期限を書いてください。" in japanese["body"]
    assert "・申請の全体：収支を見直してください。" in japanese["body"]
    assert "To be corrected until:" in english["body"]
    assert "・Goal: 期限を書いてください。" in english["body"]


def test_a_request_waits_for_the_return_that_tells_of_it(client, application, who):
    before = made.told(who.officer)
    one = ask(application, who)
    assert made.told(who.officer) == before
    assert one not in queries.comments_of(application, who.officer)
    assert "目標の期限" not in text(
        get(client, who.officer, url("detail", application))
    )
    give_back(application, who)
    assert one in queries.comments_of(application, who.officer)
    said = outbox.messages_for(who.officer.user).first()
    assert "目標の期限を書いてください。" in said.body


def test_the_list_holds_every_open_request_and_the_note(application, who):
    first = ask(application, who)
    closed = ask(application, who, "problem", "済んだ話")
    actions.resolve_comment(closed.pk, is_resolved=True, by=who.office, at=NOW)
    give_back(application, who, note="予算書も直してください。")
    (sent,) = application.returns.all()
    assert sent.version == 1
    listed = [(one.part, one.text) for one in sent.items.all()]
    assert listed == [("goal", first.text), ("", "予算書も直してください。")]


def test_nothing_to_correct_is_no_return(application, who):
    with pytest.raises(actions.CannotExamine) as caught:
        give_back(application, who)
    assert made.codes(caught) == ["applications.say_what_to_correct"]


def test_the_applicant_ticks_off_with_a_note_and_takes_it_back(application, who):
    one = ask(application, who)
    give_back(application, who)
    done = tick(one, who)
    assert (done.done_at, done.done_note) == (NOW + DAY, "期限を加えた。")
    assert tick(one, who) == done
    tick(one, who, is_done=False, note="")
    assert made.names(application)[-2:] == ["comment.ticked_off", "comment.unticked"]


@pytest.mark.parametrize("who_else", ["office", "stranger"])
def test_nobody_else_ticks_off(application, who, who_else):
    one = ask(application, who)
    give_back(application, who)
    by = who.office if who_else == "office" else make.member()
    with pytest.raises(actions.CannotExamine) as caught:
        tick(one, who, by=by)
    assert made.codes(caught) == ["applications.not_yours"]


def test_only_what_was_returned_and_is_open_can_be_ticked_off(application, who):
    one = ask(application, who)
    with pytest.raises(actions.CannotExamine):
        tick(one, who)
    give_back(application, who)
    actions.resolve_comment(one.pk, is_resolved=True, by=who.office, at=NOW)
    with pytest.raises(actions.CannotExamine) as caught:
        tick(one, who)
    assert made.codes(caught) == ["applications.not_in_the_list"]


def test_the_office_sees_each_part_before_and_now(client, application, who):
    goal, other = ask(application, who), ask(application, who, "problem", "人数を。")
    give_back(application, who)
    plan = application.plan
    plan_actions.change_plan(
        plan.pk,
        version=plan.version,
        goal="令和9年度末までに200人がつながる。",
        by=who.officer,
        at=NOW,
    )
    tick(goal, who)
    made.submit(application, who, at=NOW + DAY)
    items = queries.corrected(
        made.fresh(application), queries.comments_of(application, who.office)
    )
    assert [one.comment for one in items] == [goal, other]
    assert items[0].change.now == "令和9年度末までに200人がつながる。"
    assert items[0].change.before.startswith("令和10年度末")
    assert items[1].change is None
    html = text(get(client, who.office, url("examine", application)))
    assert "補正の依頼と対応" in html
    assert "期限を加えた。" in html
    assert "この項目の内容は、補正の前と同じです" in html


def test_what_is_not_closed_goes_with_the_next_return_and_loses_its_tick(
    application, who
):
    one = ask(application, who)
    give_back(application, who)
    tick(one, who)
    made.submit(application, who, at=NOW + DAY)
    give_back(application, who, note="まだ足りません。", at=NOW + 2 * DAY)
    one.refresh_from_db()
    assert (one.done_at, one.returned) == (None, application.returns.last())
    assert one.version == 2


def test_accepting_closes_what_is_left_of_the_list(application, who):
    one = ask(application, who)
    made.check_all(application, who.office)
    actions.accept_application(
        application.pk, closes_corrections=True, by=who.office, at=NOW
    )
    one.refresh_from_db()
    assert (one.resolved_at, one.resolved_by) == (NOW, who.office)


def test_a_comment_stands_beside_a_part_that_was_sent(application, who):
    with pytest.raises(actions.CannotExamine) as caught:
        ask(application, who, part="nothing")
    assert made.codes(caught) == ["applications.unknown_part"]


def test_a_comment_is_closed_once_and_can_be_opened_again(application, who):
    one = made.comment_as(who.office)(application)
    for _ in range(2):
        actions.resolve_comment(one.pk, is_resolved=True, by=who.office, at=NOW)
    actions.resolve_comment(one.pk, is_resolved=False, by=who.office, at=NOW)
    assert made.names(application)[-2:] == ["comment.resolved", "comment.reopened"]
    with pytest.raises(actions.CannotExamine):
        actions.resolve_comment(one.pk, is_resolved=True, by=who.officer, at=NOW)


def test_the_database_keeps_a_list_to_requests_for_correction(application, who):
    one = ask(application, who)
    give_back(application, who)
    for wrong in ({"asks_correction": False}, {"is_internal": True}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Comment.objects.filter(returned__isnull=False).update(**wrong)
    unsent = made.comment_as(who.office)(application)
    with pytest.raises(IntegrityError), transaction.atomic():
        Comment.objects.filter(pk=unsent.pk).update(done_at=NOW)
    assert one.asks_correction


def test_the_form_opens_beside_the_part_and_leads_back_to_it(client, application, who):
    page = get(client, who.office, url("examine", application), part="goal")
    assert page.context["comment_form"]["part"].value() == "goal"
    form = {"form_key": uuid4(), "text": "期限を。", "part": "goal", "kind": "ask"}
    response = post(client, who.office, url("comment", application), **form)
    assert response["Location"] == f"{url('examine', application)}#part-goal"
    html = text(get(client, who.office, url("examine", application)))
    assert html.count("期限を。") >= 2  # beside the part, and in the list of the return
    assert "差戻しのときに通知" in html


def test_the_applicant_reads_it_beside_the_field_and_in_the_application(
    client, application, who
):
    one = ask(application, who)
    ask(application, who, "cost_lines", "月数を書いてください。")
    give_back(application, who)
    plan = application.plan_id
    step = reverse("plans:edit", args=[plan, "problem"])
    html = text(get(client, who.officer, step))
    assert (
        html.count("目標の期限を書いてください。") == 2
    )  # in the head, below the field
    assert f"{step}#id_goal" in html
    assert "月数を書いて" in text(get(client, who.officer, f"/plans/{plan}/costs/"))
    assert "月数を書いて" not in html
    page = text(get(client, who.officer, url("detail", application)))
    assert f"{step}#id_goal" in page
    assert "2件のうち0件を補正済み" in page
    post(client, who.officer, url("tick", one), note="直した。")
    page = text(get(client, who.officer, url("detail", application)))
    assert "2件のうち1件を補正済み" in page
    assert "直した。" in page


def test_a_partner_who_reads_the_plan_is_not_told(client, application, who):
    ask(application, who)
    give_back(application, who)
    step = reverse("plans:edit", args=[application.plan_id, "problem"])
    html = get(client, make.member(), step).content.decode()
    assert "目標の期限" not in html


def test_a_full_examine_page_costs_few_statements(
    client, application, who, django_assert_max_num_queries
):
    for part in ("goal", "problem", "cost_lines", "files"):
        ask(application, who, part)
    give_back(application, who)
    made.submit(application, who, at=NOW + DAY)
    client.force_login(who.office.user)
    with django_assert_max_num_queries(20):
        client.get(url("examine", application))
    give_back(application, who, note="もう一度。", at=NOW + DAY)
    client.force_login(who.officer.user)
    with django_assert_max_num_queries(20):
        client.get(url("detail", application))
