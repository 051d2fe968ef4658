"""One deed for many: foreseen, done one by one, each with its event, nothing twice."""

from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from chiiki_web.applications import actions as applications
from chiiki_web.audit.models import Event
from chiiki_web.desk import actions, queries
from chiiki_web.desk.actions import batches as batch_actions
from chiiki_web.desk.models import BatchLine
from web import make
from web.applications import made
from web.desk.made import LATER, begin, several, url, work_off
from web.make import CLOCK, NOW
from web.visit import get, post, text

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def now(clock, monkeypatch):
    clock.move_to(LATER)
    monkeypatch.setattr(CLOCK, lambda value: LATER)


@pytest.fixture
def who():
    return made.people()


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


def test_the_key_of_somebody_else_s_form_begins_a_batch_of_one_s_own(who):
    chosen, key = several(who, 1), uuid4()
    colleague = make.member("office", of=who.office.organisation)
    values = {"text": "別々に", "is_internal": False}
    first = begin(who, "comment", chosen, key, **values)
    own = actions.begin_batch(
        form_key=key,
        kind="comment",
        values=values,
        chosen=[(one.pk, queries.stamp(one)) for one in chosen],
        by=colleague,
        at=LATER,
    )
    assert own != first
    assert (first.by, own.by) == (who.office, colleague)


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
