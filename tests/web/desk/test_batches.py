"""One deed for many: foreseen, done one by one, each with its event, nothing twice."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from chiiki_web.applications import actions as applications
from chiiki_web.applications import queries as application_queries
from chiiki_web.audit.models import Event
from chiiki_web.desk import actions, queries
from chiiki_web.desk.actions import batches as batch_actions
from chiiki_web.desk.models import Batch, BatchLine
from web import make
from web.applications import made
from web.desk.made import row, several, url
from web.make import NOW
from web.visit import get, post, text

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)


@pytest.fixture(autouse=True)
def now(clock, monkeypatch):
    clock.move_to(LATER)
    monkeypatch.setattr(application_queries, "database_now", lambda: LATER)


@pytest.fixture
def who():
    return made.people()


def begin(who, kind, chosen, key=None, by=None, **values):
    stamps = [(one.pk, queries.stamp(made.fresh(one))) for one in chosen]
    return actions.begin_batch(
        form_key=key or uuid4(),
        kind=kind,
        values=values,
        chosen=stamps,
        by=by or who.office,
        at=LATER,
    )


def work_off(batch, who):
    actions.work_off(batch.pk, by=who.office, clock=lambda: LATER)
    return {line.application_id: line for line in batch.lines.all()}


def count(name):
    return Event.objects.filter(name=name).count()


def test_what_can_be_done_is_done_and_the_rest_says_why(who):
    ready, unchecked, withdrawn = several(who, 3)
    made.check_all(ready, who.office)
    applications.withdraw_application(
        withdrawn.pk, by=make.member(of=withdrawn.organisation), at=NOW
    )
    lines = work_off(begin(who, "accept", [ready, unchecked, withdrawn]), who)
    assert lines[ready.pk].state == "done"
    assert made.fresh(ready).status == "accepted"
    assert lines[unchecked.pk].state == "refused"
    assert "5件" in lines[unchecked.pk].reasons_ja
    assert "not in order yet: 5" in lines[unchecked.pk].reasons_en
    assert "取下げ" in lines[withdrawn.pk].reasons_ja
    assert count("application.accepted") == 1
    assert count("batch.begun") == 1


@pytest.mark.parametrize(
    ("kind", "values", "event"),
    [
        ("reject", {"ground": "要件を満たさない。"}, "application.rejected"),
        (
            "return",
            {"note": "直してください。", "correct_by": "2026-12-20T00:00:00+09:00"},
            "application.returned",
        ),
        (
            "check",
            {"item": "plan", "is_in_order": True, "note": ""},
            "application.checked",
        ),
        (
            "comment",
            {"text": "受け付けました。", "is_internal": False},
            "application.commented",
        ),
    ],
)
def test_each_deed_is_the_action_for_one_with_its_own_event(who, kind, values, event):
    chosen = several(who, 2)
    batch = begin(who, kind, chosen, **values)
    for _ in range(2):
        lines = work_off(batch, who)
    assert {line.state for line in lines.values()} == {"done"}
    assert count(event) == 2


def test_many_are_assigned_to_a_colleague(who):
    chosen, colleague = (
        several(who, 2),
        make.member("office", of=who.office.organisation),
    )
    work_off(begin(who, "assign", chosen, person=colleague.pk), who)
    assert {made.fresh(one).assigned_to for one in chosen} == {colleague}


def test_the_same_form_begins_one_batch(who):
    chosen, key = several(who, 1), uuid4()
    first = begin(who, "comment", chosen, key, text="一度だけ", is_internal=False)
    again = begin(who, "comment", chosen, key, text="一度だけ", is_internal=False)
    assert first == again
    work_off(first, who)
    work_off(again, who)
    assert chosen[0].comments.count() == 1


def test_what_changed_after_it_was_chosen_is_left_alone(who):
    (one,) = several(who, 1)
    batch = begin(who, "reject", [one], ground="要件を満たさない。")
    made.check_all(one, who.office)
    applications.accept_application(one.pk, by=who.office, at=NOW)
    (line,) = work_off(batch, who).values()
    assert line.state == "refused"
    assert (
        "選択した後に内容又は状態が変わりました（現在の状態：受理）" in line.reasons_ja
    )
    assert made.fresh(one).status == "accepted"


def test_control_without_the_stamp_the_changed_one_would_be_done(who, monkeypatch):
    (one,) = several(who, 1)
    batch = begin(who, "comment", [one], text="見た版への意見", is_internal=False)
    made.check_all(one, who.office)
    applications.accept_application(one.pk, by=who.office, at=NOW)
    monkeypatch.setattr(batch_actions, "_refuse_if_changed", lambda line, by: None)
    (line,) = work_off(batch, who).values()
    assert line.state == "done"


def test_a_fault_in_the_middle_leaves_the_rest_waiting_and_it_can_go_on(
    client, who, monkeypatch
):
    first, second = several(who, 2)
    batch = begin(who, "comment", [first, second], text="連絡", is_internal=False)
    real = applications.comment

    def fail_on_second(application_id, **values):
        if application_id == second.pk:
            raise OSError("the server falls")
        return real(application_id, **values)

    with monkeypatch.context() as patch:
        patch.setattr(applications, "comment", fail_on_second)
        with pytest.raises(OSError, match="falls"):
            work_off(batch, who)
    states = list(batch.lines.values_list("state", flat=True))
    assert states == ["done", "waiting"]
    html = text(get(client, who.office, url("batch", batch.pk)))
    assert "1件が未処理です" in html
    post(client, who.office, url("batch", batch.pk))
    assert [one.comments.count() for one in (first, second)] == [1, 1]


def test_only_the_office_begins_and_only_with_what_it_may_see(who):
    chosen = several(who, 1)
    for by, code in (
        (make.member("office"), "desk.nothing_chosen"),
        (make.member("auditor"), "applications.office_only"),
    ):
        with pytest.raises(actions.CannotBatch) as caught:
            begin(who, "accept", chosen, by=by)
        assert made.codes(caught) == [code]


def test_there_is_an_end_to_how_many(who, monkeypatch):
    monkeypatch.setattr(queries, "MOST_AT_ONCE", 1)
    with pytest.raises(actions.CannotBatch) as caught:
        begin(who, "accept", several(who, 2))
    assert made.codes(caught) == ["desk.too_many_at_once"]


def test_the_database_wants_a_reason_and_a_moment(who):
    batch = begin(who, "accept", several(who, 1))
    for wrong in ({"state": "refused", "done_at": NOW}, {"state": "done"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            BatchLine.objects.filter(batch=batch).update(**wrong)


def test_the_page_says_beforehand_what_will_happen_and_does_nothing(client, who):
    ready, unchecked = several(who, 2)
    made.check_all(ready, who.office)
    page = post(
        client,
        who.office,
        url("choose"),
        kind="accept",
        row=[row(ready), row(unchecked)],
    )
    html = text(page)
    assert "一括処理：受理する（1件）" in html
    assert [one.application for one in page.context["will"]] == [ready]
    assert [one.application for one in page.context["wont"]] == [unchecked]
    assert "5件あります" in html
    assert made.fresh(ready).status == "submitted"
    assert not Batch.objects.exists()


def test_a_stale_row_is_marked_on_the_page(client, who):
    (one,) = several(who, 1)
    old = row(one)
    made.check_all(one, who.office)
    applications.accept_application(one.pk, by=who.office, at=NOW)
    page = post(client, who.office, url("choose"), kind="comment", row=[old])
    assert "選択後に変更あり" in text(page)


def test_all_that_fits_is_chosen_up_to_the_limit(client, who, monkeypatch):
    several(who, 3)
    monkeypatch.setattr(queries, "MOST_AT_ONCE", 2)
    page = post(
        client, who.office, url("choose"), kind="comment", all="1", query="sort=oldest"
    )
    assert len(page.context["will"]) == 2
    assert "一度に" not in text(page)
    assert "先頭の2件" in text(page)


def test_from_the_choice_to_the_result(client, who):
    first, second = several(who, 2)
    key = str(uuid4())
    typed = {
        "kind": "reject",
        "form_key": key,
        "row": [row(first), row(second), "x", "9" * 40],
    }
    html = text(post(client, who.office, url("run"), **typed, ground=" "))
    assert key in html
    assert "必須" in html
    response = post(
        client, who.office, url("run"), **typed, ground="要件を満たさない。"
    )
    again = post(client, who.office, url("run"), **typed, ground="要件を満たさない。")
    assert response["Location"] == again["Location"]
    html = text(client.get(response["Location"]))
    assert "2件のうち2件を処理しました" in html
    assert count("application.rejected") == 2
    assert "不受理とする" in text(client.get(url("batches")))


def test_nothing_chosen_and_odd_input_are_answered(client, who):
    response = post(client, who.office, url("choose"), kind="accept")
    assert response.status_code == 302
    assert "1件以上選択" in text(client.get(response["Location"]))
    assert post(client, who.office, url("choose"), kind="burn").status_code == 404
    assert get(client, who.office, url("choose")).status_code == 302
    assert get(client, make.member("office"), url("batch", 1)).status_code == 404


def test_many_rows_cost_no_more_statements_to_foresee(
    client, who, django_assert_max_num_queries
):
    rows = [row(one) for one in several(who, 5)]
    client.force_login(who.office.user)
    with django_assert_max_num_queries(20):
        client.post(url("choose"), {"kind": "return", "row": rows})


def test_the_question_before_a_return_counts_the_requests_of_each(client, who):
    with_one, without = several(who, 2)
    applications.comment(
        with_one.pk,
        text="期限を。",
        part="goal",
        asks_correction=True,
        form_key=uuid4(),
        by=who.office,
        at=NOW,
    )
    rows = [row(with_one), row(without)]
    html = text(post(client, who.office, url("choose"), kind="return", row=rows))
    assert "<td>1件</td>" in html
    assert html.count("0件（上記の共通の依頼のみ）") == 1


def test_the_record_of_a_return_says_what_was_written_and_until_when(client, who):
    (one,) = several(who, 1)
    values = {"note": "収支を直す。", "correct_by": "2026-12-20T00:00:00+09:00"}
    batch = begin(who, "return", [one], **values)
    work_off(batch, who)
    html = text(get(client, who.office, url("batch", batch.pk)))
    assert "収支を直す。" in html
    assert "令和8年12月20日" in html


def test_an_open_request_keeps_one_of_many_from_being_accepted(who):
    (one,) = several(who, 1)
    made.check_all(one, who.office)
    applications.comment(
        one.pk,
        text="期限を。",
        part="goal",
        asks_correction=True,
        form_key=uuid4(),
        by=who.office,
        at=NOW,
    )
    lines = work_off(begin(who, "accept", [one]), who)
    assert lines[one.pk].state == "refused"
    assert "1件" in lines[one.pk].reasons_ja
