"""A local government is asked, reads, gives its letter or declines; the letter is sent."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from chiiki_web.applications import actions as applications
from chiiki_web.applications import queries as application_queries
from chiiki_web.consortia import actions, queries
from chiiki_web.consortia.models import Recommendation
from chiiki_web.documents import kinds
from chiiki_web.plans import actions as plan_actions
from chiiki_web.plans import queries as plans
from web import make
from web.applications import made as applied
from web.consortia import made
from web.make import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def call():
    return make.call(programme="wide_area_cooperation")


@pytest.fixture
def npo():
    return make.member(of=make.organisation("npo"))


@pytest.fixture
def town():
    return make.member()


@pytest.fixture
def plan(npo):
    return make.full_plan(npo)


@pytest.fixture
def asked(plan, npo, town, call):
    return made.ask(plan, npo, town, call)


def refused(deed, *args, **values):
    with pytest.raises(actions.CannotChangeConsortium) as caught:
        deed(*args, **values)
    return made.codes(caught)


def recommended(plan, call):
    finding = next(
        one
        for one in plans.check(plan, call).assessment.findings
        if one.rule.id == "recommended"
    )
    return finding.verdict.value


def test_who_is_asked_is_told_and_sees_it_among_the_requests(asked, town):
    assert made.told(town) == ["recommendation.asked"]
    assert list(queries.asked_of(town)) == [asked]
    assert not queries.asked_of(make.member()).exists()


def test_the_same_form_asks_once(plan, npo, town, call):
    values = {"form_key": uuid4(), "message": "", "by": npo, "at": NOW}
    first = actions.ask_recommendation(plan.pk, call.pk, town.organisation_id, **values)
    again = actions.ask_recommendation(plan.pk, call.pk, town.organisation_id, **values)
    assert again == first
    other = actions.ask_recommendation(
        make.full_plan(npo).pk, call.pk, town.organisation_id, **values
    )
    assert other.plan != plan


def test_impossible_requests_are_refused_with_the_reason(plan, npo, town, call, asked):
    company = make.member(of=make.organisation("third_sector"))
    for by, to, code in (
        (npo, company, "consortia.no_local_government"),
        (npo, town, "consortia.asked_for_already"),
        (town, town, "consortia.lead_only"),
    ):
        assert refused(made.ask, plan, by, to, call) == [code]
    own = make.full_plan(town)
    assert refused(made.ask, own, town, town, call) == ["consortia.recommends_itself"]
    closed = make.call(closes_at=NOW)
    assert refused(made.ask, plan, npo, town, closed) == ["consortia.call_over"]


def test_a_given_recommendation_is_a_numbered_letter_and_a_fact(
    plan, asked, town, npo, call
):
    assert recommended(plan, call) != "yes"

    given = made.give(asked, town)

    assert given.number == "令和8年度推薦第1号"
    assert kinds.path_of(given.letter.sha256).read_bytes().startswith(b"%PDF")
    assert given.content["goal"] == plan.goal
    assert recommended(plan, call) == "yes"
    assert recommended(plan, make.call(programme=call.programme_id)) != "yes"
    assert made.told(npo)[-1] == "recommendation.given"


def test_numbers_run_without_a_gap_within_one_local_government(town, call):
    numbers = []
    for _ in range(2):
        npo = make.member(of=make.organisation("npo"))
        asked = made.ask(make.full_plan(npo), npo, town, call)
        numbers.append(made.give(asked, town).number)
    assert numbers == ["令和8年度推薦第1号", "令和8年度推薦第2号"]


def test_nobody_recommends_what_they_have_not_read(plan, asked, town, npo):
    read = made.digest(plan)
    plan_actions.change_plan(plan.pk, version=99, by=npo, at=NOW, goal="別の目標")
    assert refused(made.give, asked, town, digest=read) == ["consortia.read_again"]


def test_only_who_was_asked_answers_and_only_once(asked, town, npo):
    assert refused(made.give, asked, npo) == ["consortia.recommender_only"]
    stranger = make.member()
    assert refused(made.give, asked, stranger) == ["consortia.recommender_only"]
    made.give(asked, town)
    assert refused(made.give, asked, town) == ["consortia.answered_already"]


@pytest.mark.parametrize("deed", ["give", "decline", "withdraw"])
def test_each_answer_says_its_ground(asked, town, deed):
    if deed == "give":
        found = refused(made.give, asked, town, ground=" ")
    elif deed == "decline":
        act = actions.decline_recommendation
        found = refused(act, asked.pk, ground=" ", by=town, at=NOW)
    else:
        made.give(asked, town)
        act = actions.withdraw_recommendation
        found = refused(act, asked.pk, ground=" ", by=town, at=NOW)
    assert found == ["consortia.no_ground"]


def test_who_declines_says_why_and_may_be_asked_again(plan, asked, town, npo, call):
    actions.decline_recommendation(asked.pk, ground="区域外", by=town, at=NOW)
    asked.refresh_from_db()
    assert (asked.state, asked.ground) == ("declined", "区域外")
    assert made.told(npo) == ["recommendation.declined"]
    assert made.ask(plan, npo, town, call).state == "asked"


def test_the_applicant_takes_a_request_back_until_it_is_answered(asked, npo, town):
    actions.cancel_request(asked.pk, by=npo, at=NOW)
    assert refused(made.give, asked, town) == ["consortia.answered_already"]


def test_after_the_deadline_nothing_is_given(asked, town, call):
    values = {"ground": "x", "own_number": "", "digest": "x", "by": town}
    found = refused(actions.give_recommendation, asked.pk, at=call.closes_at, **values)
    assert found == ["consortia.call_over"]


def test_the_database_wants_a_letter_behind_a_recommendation(asked):
    asked.state = Recommendation.State.GIVEN
    with pytest.raises(IntegrityError), transaction.atomic():
        asked.save()


# With the application.


@pytest.fixture
def kizuna():
    return make.call()


@pytest.fixture
def application(plan, npo, kizuna):
    started = applications.start_application(plan.pk, kizuna.pk, by=npo, at=NOW)
    applied.attach(started, npo)
    return started


def send(application, by, at=NOW):
    return applications.submit_application(application.pk, key=uuid4(), by=by, at=at)


def test_the_letter_is_attached_by_itself_and_stands_on_the_receipt(
    plan, npo, town, kizuna, application
):
    given = made.give(made.ask(plan, npo, town, kizuna), town)

    sent = send(application, npo)

    letter = next(one for one in sent.files if one["kind"] == "recommendation")
    assert letter["sha256"] == given.letter.sha256
    assert letter["name"] == given.file_name
    assert sent.snapshot["recommended_by"] == town.organisation.name_ja
    assert sent.snapshot["recommendations"][0]["plan_digest"] == given.digest


def test_it_is_withdrawn_until_the_application_is_sent_and_not_after(
    plan, npo, town, kizuna, application
):
    given = made.give(made.ask(plan, npo, town, kizuna), town)
    send(application, npo)
    found = refused(
        actions.withdraw_recommendation, given.pk, ground="x", by=town, at=NOW
    )
    assert found == ["consortia.sent_already"]


def test_a_withdrawn_letter_is_not_sent(plan, npo, town, kizuna, application):
    given = made.give(made.ask(plan, npo, town, kizuna), town)
    actions.withdraw_recommendation(given.pk, ground="撤回", by=town, at=NOW)
    sent = send(application, npo)
    assert [one["kind"] for one in sent.files] == ["plan"]
    assert made.told(npo)[0:2] == ["recommendation.given", "recommendation.withdrawn"]


def test_a_correction_holds_the_same_letter_once(plan, npo, town, kizuna, application):
    made.give(made.ask(plan, npo, town, kizuna), town)
    send(application, npo)
    office = make.member("office", of=kizuna.office)
    applications.return_application(
        application.pk,
        note="直してください。",
        correct_by=NOW + timedelta(days=5),
        form_key=uuid4(),
        by=office,
        at=NOW,
    )
    again = send(application, npo)
    assert [one["kind"] for one in again.files] == ["plan", "recommendation"]


def test_a_letter_on_paper_counts_for_the_office_to_check_and_a_name_does_not(
    npo, application
):
    assert application_queries.recommended_by(application) == ""
    application.recommended_by = "見本県"
    assert application_queries.recommended_by(application) == ""
    applied.attach(application, npo, applied.paper("推薦書.pdf"), kind="recommendation")
    assert application_queries.recommended_by(application) == "見本県"


def test_a_name_of_before_still_counts_as_it_did(plan, npo, call):
    plan_actions.change_plan(
        plan.pk, version=99, by=npo, at=NOW, recommended_by="見本県"
    )
    assert recommended(made.fresh(plan), call) == "yes"


def test_an_unsigned_consortium_is_not_received_and_a_signed_one_is():
    who = made.together()
    call = make.call()
    started = applications.start_application(who.plan.pk, call.pk, by=who.lead, at=NOW)
    applied.attach(started, who.lead)
    with pytest.raises(applications.CannotSubmit) as caught:
        send(started, who.lead)
    names = {one.values["name"] for one in caught.value.reasons}
    assert made.codes(caught) == ["consortia.sign_off_missing"] * 2
    assert names == {who.own.name_ja, who.theirs.name_ja}

    made.sign_all(who)
    sent = send(started, who.lead)

    signed = {one["name_ja"]: one["digest"] for one in sent.snapshot["sign_offs"]}
    assert set(signed) == names
    assert set(signed.values()) == {made.digest(who.plan)}
    assert [one["part"] for one in sent.snapshot["consortium"]] == [
        "全体の管理",
        "見本の役割",
    ]


def test_control_without_the_guard_an_unsigned_consortium_is_received(monkeypatch):
    who = made.together()
    started = applications.start_application(
        who.plan.pk, make.call().pk, by=who.lead, at=NOW
    )
    applied.attach(started, who.lead)
    monkeypatch.setattr(queries, "lacking", lambda *_, **__: ())
    assert "sign_offs" not in send(started, who.lead).snapshot
