"""Answers to the check list: claimed when only said, evidenced when something shows it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from chiiki.readiness import State
from chiiki_web.audit import queries as audit
from chiiki_web.documents.actions import CannotStore
from chiiki_web.plans import actions, queries
from web import make
from web.make import NOW

pytestmark = pytest.mark.django_db
ITEM = "business_model"
PDF = b"%PDF-1.7 sample"


@pytest.fixture
def officer():
    return make.member()


@pytest.fixture
def plan(officer):
    return make.plan(officer)


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.CHIIKI_FILES = tmp_path


def answer(plan, by, state="yes", evidence="", **more):
    now = type(plan).objects.get(pk=plan.pk).version
    more.setdefault("version", now)
    return actions.answer_check(
        plan.pk,
        more.pop("item", ITEM),
        state=state,
        evidence=evidence,
        by=by,
        at=NOW,
        **more,
    )


def state_of(plan, item=ITEM):
    fresh = queries.with_parts(type(plan).objects.all()).get(pk=plan.pk)
    return {one.code: one.state for one in queries.readiness_of(fresh).items}[item]


def test_an_answer_without_evidence_is_a_claim(plan, officer):
    assert state_of(plan) == State.OPEN
    answer(plan, officer)
    assert state_of(plan) == State.CLAIMED
    answer(plan, officer, evidence="協定書（令和8年10月1日）")
    assert state_of(plan) == State.EVIDENCED
    answer(plan, officer, state="no", evidence="協定書（令和8年10月1日）")
    assert state_of(plan) == State.OPEN


def test_a_file_is_evidence_and_is_kept_by_its_content(plan, officer):
    made = answer(plan, officer, upload=SimpleUploadedFile("協定書.pdf", PDF))

    assert state_of(plan) == State.EVIDENCED
    assert made.file_name == "協定書.pdf"
    event = audit.history_of(plan).last()
    assert event.name == "plan.check_answered"
    assert event.details["sha256"] == made.file.sha256

    answer(plan, officer, without_file=True)
    assert state_of(plan) == State.CLAIMED


def test_a_file_that_cannot_be_taken_changes_nothing(plan, officer):
    with pytest.raises(CannotStore):
        answer(plan, officer, upload=SimpleUploadedFile("empty.pdf", b""))
    assert not plan.answers.exists()
    assert audit.history_of(plan).count() == 1


def test_the_same_answer_again_is_no_change(plan, officer):
    answer(plan, officer, evidence="議事録")
    answer(plan, officer, evidence="議事録", version=0)
    assert audit.history_of(plan).count() == 2


def test_an_answer_that_somebody_else_changed_is_not_written_over(plan, officer):
    answer(plan, make.member(of=officer.organisation), evidence="ほかの人")
    with pytest.raises(actions.PlanHasChanged):
        answer(plan, officer, evidence="私", version=plan.version)
    assert plan.answers.get().evidence == "ほかの人"
    answer(plan, officer, item="right_leader", version=plan.version)
    assert plan.answers.count() == 2


def test_an_item_that_does_not_exist_is_refused(plan, officer):
    with pytest.raises(actions.CannotChangePlan) as caught:
        answer(plan, officer, item="luck")
    assert [one.code for one in caught.value.reasons] == ["plans.no_such_item"]


def test_a_stranger_is_refused(plan):
    with pytest.raises(actions.CannotChangePlan):
        answer(plan, make.member())
