"""Taking a workbook over: all or nothing, once, and never over somebody else unseen."""

import io
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from chiiki_web.audit import queries as audit
from chiiki_web.plans import actions as plans
from chiiki_web.plans.actions import locked
from chiiki_web.refusals import Refusal
from chiiki_web.workbooks import actions
from chiiki_web.workbooks.models import Upload
from web import make
from web.workbooks.filled import (
    answers,
    changed,
    dry_run,
    given,
    lines,
    now,
    paper,
    together,
)

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def officer():
    return make.member()


@pytest.fixture
def plan(officer):
    return make.full_plan(officer)


def keep(plan, officer, change, *, key=None, **how):
    content = changed(given(plan, how.get("application")), change)
    application = how.get("application")
    return actions.keep_dry_run(
        plan.pk,
        kind="plan",
        upload=paper(content),
        found=dry_run(plan, content, **how),
        form_key=key or uuid4(),
        by=officer,
        at=make.NOW,
        application_id=application.pk if application else None,
    )


def take(upload, officer, version=None):
    version = upload.version if version is None else version
    return actions.take_upload(upload.pk, version=version, by=officer, at=make.NOW)


def why(act):
    with pytest.raises(Refusal) as caught:
        act()
    return [one.code for one in caught.value.reasons]


CHANGE = together(answers(goal="新しい目標"), lines((..., ..., 3_500_000)))


def test_a_dry_run_changes_nothing_and_keeps_the_file(plan, officer):
    made = keep(plan, officer, CHANGE)
    assert now(plan).goal == plan.goal
    assert now(plan).version == plan.version
    assert (made.state, made.uploaded_by, made.file_name) == (
        "ready",
        officer,
        "計画.xlsx",
    )
    event = audit.history_of(made).get()
    assert (event.name, event.case) == ("workbook.checked", plan.case)


def test_it_writes_through_the_actions_of_the_pages(plan, officer):
    take(keep(plan, officer, CHANGE), officer)
    after = now(plan)
    assert after.goal == "新しい目標"
    assert [one.amount for one in after.cost_lines.all()][0] == 3_500_000
    assert after.requested == 12_000_000
    names = [one.name for one in audit.history_of_case(plan.case)][-4:]
    assert names == [
        "workbook.checked",
        "plan.changed",
        "plan.costs_set",
        "workbook.taken",
    ]


def test_the_same_form_keeps_one_dry_run(plan, officer):
    key = uuid4()
    first, second = (keep(plan, officer, CHANGE, key=key) for _ in range(2))
    assert first == second
    assert Upload.objects.count() == 1


def test_a_second_press_changes_nothing(plan, officer):
    made = keep(plan, officer, CHANGE)
    take(made, officer)
    version = now(plan).version
    take(made, officer)
    assert now(plan).version == version


def test_with_a_mistake_in_it_nothing_is_taken(plan, officer):
    made = keep(plan, officer, answers(goal="よい目標", target_users="たくさん"))
    assert why(lambda: take(made, officer)) == ["workbooks.has_problems"]
    assert now(plan).goal == plan.goal


def test_a_file_with_nothing_new_is_not_taken(plan, officer):
    made = keep(plan, officer, lambda book: None)
    assert why(lambda: take(made, officer)) == ["workbooks.nothing_new"]


def theirs(plan, officer):
    plans.change_plan(
        plan.pk, version=plan.version, by=officer, at=make.NOW, goal="別の人の目標"
    )


def test_a_part_that_somebody_else_changed_is_not_overwritten_unseen(plan, officer):
    made = keep(plan, officer, CHANGE)
    theirs(plan, officer)
    assert why(lambda: take(made, officer)) == ["plans.changed_meanwhile"]
    assert now(plan).goal == "別の人の目標"
    assert now(plan).cost_lines.first().amount == 3_000_000
    take(made, officer, version=now(plan).version)
    assert now(plan).goal == "新しい目標"


def test_without_the_guard_the_other_text_is_lost(plan, officer, monkeypatch):
    made = keep(plan, officer, CHANGE)
    theirs(plan, officer)
    for room in ("writing", "costs"):
        name = f"chiiki_web.plans.actions.{room}.refuse_stale"
        monkeypatch.setattr(name, lambda *_arguments: None)
    assert locked.refuse_stale
    take(made, officer)
    assert now(plan).goal == "新しい目標"


def test_an_application_gets_its_amount_too(officer):
    application = make.application_started(make.call(), officer)

    def change(book):
        book["経費"]["C4"].value = "900万円"

    made = keep(application.plan, officer, change, application=application)
    take(made, officer)
    application.refresh_from_db()
    assert application.requested == now(application.plan).requested == 9_000_000


@pytest.mark.parametrize("role", ["officer", "office", "auditor"])
def test_somebody_else_keeps_and_takes_nothing(plan, officer, role):
    stranger = make.member(role)
    assert why(lambda: keep(plan, stranger, CHANGE)) == ["plans.not_yours"]
    made = keep(plan, officer, CHANGE)
    assert why(lambda: take(made, stranger)) == ["plans.not_yours"]
    assert now(plan).goal == plan.goal


def test_the_database_wants_a_moment_for_what_was_taken(plan, officer):
    made = keep(plan, officer, CHANGE)
    with pytest.raises(IntegrityError), transaction.atomic():
        Upload.objects.filter(pk=made.pk).update(state="taken")


def test_a_key_of_another_plan_is_refused(plan, officer):
    key = uuid4()
    keep(plan, officer, CHANGE, key=key)
    other = make.full_plan(officer)
    assert why(lambda: keep(other, officer, CHANGE, key=key)) == [
        "workbooks.other_form"
    ]


def test_a_broken_file_keeps_nothing(plan, officer):
    with pytest.raises(Refusal):
        dry_run(plan, io.BytesIO(b"PK\x03\x04").getvalue())
    assert not Upload.objects.exists()
