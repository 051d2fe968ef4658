"""An application is sent: checked, frozen, numbered, and both sides are told."""

from datetime import timedelta
from uuid import uuid4

import pytest

from chiiki_web.applications import actions, queries
from chiiki_web.applications.models import Submission
from chiiki_web.audit import queries as audit
from chiiki_web.documents import kinds
from chiiki_web.plans import actions as plan_actions
from web import make
from web.applications import made
from web.make import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def who():
    return made.people()


def refused(application, who, **more):
    with pytest.raises(actions.CannotSubmit) as caught:
        made.submit(application, who, **more)
    assert made.fresh(application).status == application.status
    return caught


def set_amount(application, who, requested):
    actions.set_amount(
        application.pk,
        requested=requested,
        recommended_by="",
        by=who.officer,
        at=NOW,
    )


def test_what_is_sent_is_numbered_and_waits_at_the_desk(who):
    application = made.draft(who)
    submission = made.submit(application, who)
    kept = made.fresh(application)
    assert (kept.status, kept.submitted_at) == ("submitted", NOW)
    assert kept.number == f"R8-K{who.call.pk}-0001"
    assert (submission.version, submission.received_at) == (1, NOW)
    assert list(queries.visible_to(who.office)) == [kept]


def test_numbers_of_a_call_run_on_without_a_gap(who):
    for number in range(1, 4):
        other = made.People(make.member(), who.office, who.call)
        application = made.draft(other)
        refused_key = uuid4()
        with pytest.raises(actions.CannotSubmit):
            made.submit(application, other, refused_key, who.call.closes_at)
        made.submit(application, other)
        assert made.fresh(application).number.endswith(f"-{number:04}")


@pytest.mark.parametrize(
    ("year", "begins"), [(2019, "R1-"), (2010, "H22-"), (2026, "R8-")]
)
def test_the_number_says_the_fiscal_year_in_its_era(who, year, begins):
    who.call.fiscal_year = year
    who.call.save()
    application = made.draft(who)
    made.submit(application, who)
    assert made.fresh(application).number.startswith(begins)


def test_the_event_says_what_was_sent(who):
    application = made.draft(who)
    submission = made.submit(application, who)
    event = audit.history_of(application).last()
    assert (event.name, event.case) == ("application.submitted", application.case)
    assert event.actor == f"user:{who.officer.user_id}"
    (file,) = submission.files
    assert event.details == {
        "number": made.fresh(application).number,
        "version": 1,
        "requested": 12_000_000,
        "sha256": submission.sha256,
        "files": [file["sha256"]],
    }


def test_colleagues_and_the_office_are_told_and_nobody_else(who):
    colleague = make.member(of=who.officer.organisation)
    stranger, other_office = make.member(), make.member("office")
    application = made.received(who)
    receipt = ("application.submitted", f"/applications/{application.pk}/receipt/")
    arrived = ("application.arrived", f"/applications/{application.pk}/examine/")
    assert made.told(who.officer) == made.told(colleague) == [receipt]
    assert made.told(who.office) == [arrived]
    assert not made.told(stranger)
    assert not made.told(other_office)


def test_what_was_sent_stays_when_the_plan_changes(who):
    application = made.received(who)
    plan = application.plan
    plan_actions.change_plan(
        plan.pk, version=plan.version, by=who.officer, at=NOW, goal="別の目標"
    )
    sent = application.submissions.get().snapshot
    assert "200人" in sent["goal"]
    assert sent["requested"] == 12_000_000
    assert len(sent["cost_lines"]) == 3


def test_the_rules_as_they_answered_are_kept_with_it(who):
    application = made.received(who)
    frozen = application.submissions.get().assessment
    assert (frozen["scheme"], frozen["verdict"]) == ("kizuna", "yes")
    assert frozen["digest"] == who.call.scheme_digest
    assert set(frozen["findings"].values()) == {"yes"}


def test_without_a_document_nothing_is_sent(who):
    caught = refused(made.draft(who, with_file=False), who)
    assert made.codes(caught) == ["applications.no_files"]
    assert "添付書類を1点以上" in made.sentences(caught, "ja")
    assert "at least one document" in made.sentences(caught, "en")


def test_a_document_that_was_taken_out_does_not_count(who):
    application = made.draft(who)
    (one,) = queries.files_of(application)
    actions.remove_attachment(one.pk, by=who.officer, at=NOW)
    assert made.codes(refused(application, who)) == ["applications.no_files"]


@pytest.mark.parametrize("damage", ["gone", "changed"])
def test_a_file_that_the_disk_lost_or_changed_is_named(who, damage):
    application = made.draft(who)
    upload = made.paper("失.pdf", f"%PDF- {damage} {application.pk}".encode())
    path = kinds.path_of(made.attach(application, who.officer, upload).file.sha256)
    if damage == "gone":
        path.unlink()
    else:
        path.write_bytes(b"%PDF- something else")
    caught = refused(application, who)
    assert made.codes(caught) == ["applications.file_lost"]
    assert "「失.pdf」を保存先から読み出せませんでした" in made.sentences(caught, "ja")
    assert "could not be read back" in made.sentences(caught, "en")


def test_no_amount_is_said_with_everything_else_that_lacks(who):
    application = made.draft(who, with_file=False)
    application.requested = None
    application.save()
    plan = application.plan
    plan_actions.change_plan(
        plan.pk, version=plan.version, by=who.officer, at=NOW, creates_jobs=None
    )
    assert made.codes(refused(application, who)) == [
        "applications.no_amount",
        "applications.no_files",
        "applications.rule_not_known",
    ]


def test_everything_that_is_not_known_is_one_reason_and_no_remedy(who):
    application = made.draft(who)
    plan = application.plan
    plan_actions.change_plan(
        plan.pk,
        version=plan.version,
        by=who.officer,
        at=NOW,
        creates_jobs=None,
        trains_people=None,
    )
    caught = refused(application, who)
    assert made.codes(caught) == ["applications.rule_not_known"]
    said = made.sentences(caught, "ja")
    assert "計画に加えてください" not in said
    assert "雇用" in said


def test_what_is_not_known_is_said_with_a_link_to_where_it_is_filled_in(client, who):
    application = made.draft(who)
    plan = application.plan
    plan_actions.change_plan(
        plan.pk, version=plan.version, by=who.officer, at=NOW, creates_jobs=None
    )
    client.force_login(who.officer.user)
    html = client.post(
        f"/applications/{application.pk}/submit/", {"key": str(uuid4())}
    ).content.decode()
    box = html.partition("提出できませんでした")[2].partition("</ul>")[0]
    assert f"/plans/{plan.pk}/" in box
    assert "#id_creates_jobs" in box
    assert box.count("<li>") == 1


def test_an_amount_above_the_cap_is_said_once_with_both_figures(who):
    application = made.draft(who)
    set_amount(application, who, 120_000_000)
    caught = refused(application, who)
    assert made.codes(caught)[0] == "applications.over_the_cap"
    japanese = made.sentences(caught, "ja")
    assert "120,000,000円が、上限額100,000,000円を超えています" in japanese
    assert "上限額（1億円" not in japanese


def test_the_figures_of_the_cap_are_written_as_the_reader_writes_them(client, who):
    application = made.draft(who)
    set_amount(application, who, 120_000_000)
    client.force_login(who.officer.user)
    client.cookies["django_language"] = "en"
    page = client.post(
        f"/applications/{application.pk}/submit/", {"key": str(uuid4())}, follow=True
    )
    assert "¥120,000,000, is above the cap of ¥100,000,000" in page.content.decode()


def test_a_rule_that_is_not_met_is_said_with_clause_and_remedy(who):
    application = made.draft(who)
    plan = application.plan
    plan_actions.change_plan(
        plan.pk, version=plan.version, by=who.officer, at=NOW, creates_jobs=False
    )
    caught = refused(application, who)
    assert made.codes(caught) == ["applications.rule_no"]
    said = made.sentences(caught, "ja")
    assert "スライド10「要件」：要件を満たしていません" in said
    assert "雇用の内容と人数の見込みを計画に加えてください" in said


def test_a_rule_that_cannot_be_told_is_said_too(who):
    application = made.draft(who)
    plan = application.plan
    plan_actions.change_plan(
        plan.pk, version=plan.version, by=who.officer, at=NOW, creates_jobs=None
    )
    caught = refused(application, who)
    assert made.codes(caught) == ["applications.rule_not_known"]
    assert "入力または申告してください" in made.sentences(caught, "ja")
    assert "Not said yet" in made.sentences(caught, "en")


def test_what_was_sent_is_not_sent_again_by_another_form(who):
    application = made.received(who)
    caught = refused(application, who)
    assert made.codes(caught) == ["applications.already_submitted"]
    assert made.sentences(caught, "ja") == "この申請は、既に提出されています。"
    assert made.sentences(caught, "en") == "This application was sent already."


@pytest.mark.parametrize("status", ["accepted", "withdrawn", "rejected"])
def test_what_has_gone_on_or_ended_is_not_sent(who, status):
    application = made.received(who)
    application.status = status
    application.save()
    codes = made.codes(refused(application, who))
    assert codes == ["applications.already_submitted"]


def test_only_an_officer_of_the_applicant_sends(who):
    application = made.draft(who)
    for by in (make.member(), who.office, make.member("auditor")):
        with pytest.raises(actions.CannotSubmit) as caught:
            actions.submit_application(application.pk, key=uuid4(), by=by, at=NOW)
        assert made.codes(caught) == ["applications.not_yours"]


def test_a_refusal_leaves_no_trace(who):
    application = made.draft(who, with_file=False)
    before = made.names(application)
    refused(application, who, at=NOW + timedelta(days=99))
    assert made.names(application) == before
    assert not Submission.objects.exists()
    assert not made.told(who.officer)
    assert not made.told(who.office)
