"""Questions of a form: kept as typed, demanded when it is sent, carried to a newer form."""

from dataclasses import replace
from uuid import uuid4

import pytest
from django.urls import reverse

from chiiki_web.applications import actions, queries
from chiiki_web.applications.actions import answering
from chiiki_web.applications.models import Answer
from chiiki_web.audit import queries as audit
from chiiki_web.plans.actions import OpenForm
from web import make, visit
from web.applications import made
from web.applications.forms_of_calls import (
    AGREED,
    COUNT,
    NEEDS,
    QUESTIONS,
    WHY,
    answer,
    asks,
    fresh,
    said,
)
from web.make import CLOCK, NOW

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path, monkeypatch):
    settings.CHIIKI_FILES = tmp_path
    monkeypatch.setattr(CLOCK, lambda value: NOW)


@pytest.fixture
def who():
    return made.people()


@pytest.fixture
def application(who):
    asks(who.call, who.office, *QUESTIONS)
    started = made.draft(who, with_file=False)
    made.attach(started, who.officer, kind="other")
    return fresh(started)


def refused(application, who):
    with pytest.raises(actions.CannotSubmit) as caught:
        made.submit(application, who)
    return made.codes(caught)


def test_answers_are_kept_as_typed_and_recorded_once(application, who):
    answer(application, who.officer, why_now="高齢化", count="12あ", needs=["people"])
    assert said(application, "count") == ["12あ"]
    event = audit.history_of(application).last()
    assert (event.name, event.details["fields"]) == (
        "application.answered",
        ["count", "needs", "why_now"],
    )
    before = audit.history_of(application).count()
    answer(application, who.officer, why_now="高齢化", count="12あ", needs=["people"])
    assert audit.history_of(application).count() == before


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ({}, "applications.answer_missing"),
        ({"why_now": " "}, "applications.answer_missing"),
        ({"why_now": "長" * 21}, "applications.answer_unreadable"),
        ({"count": "12あ"}, "applications.answer_unreadable"),
        ({"cost": "たくさん"}, "applications.answer_unreadable"),
        ({"operator": "nobody"}, "applications.answer_unreadable"),
        ({"needs": ["people", "luck"]}, "applications.answer_unreadable"),
        ({"agreed": "maybe"}, "applications.answer_unreadable"),
    ],
)
def test_it_is_not_sent_without_readable_answers(application, who, typed, code):
    answer(application, who.officer, **({"why_now": "高齢化"} if typed else {}) | typed)
    assert refused(application, who) == [code]


def test_what_is_sent_holds_the_questions_in_words(application, who):
    answer(
        application,
        who.officer,
        why_now="高齢化",
        count="１２",
        operator="self",
        needs=["people", "lines"],
        agreed="yes",
        cost="1,200千円",
    )
    sent = made.submit(application, who).snapshot["form"]["answers"]
    assert [(one["ja"], one["said_ja"]) for one in sent] == [
        ("いま取り組む理由", "高齢化"),
        ("端末の台数", "１２"),
        ("終了後の運用", "直営"),
        ("要る支援", "人、回線"),
        ("議会の了承", "はい"),
        ("回線の費用", "1,200千円"),
    ]
    assert sent[3]["said_en"] == "people, lines"


def test_the_desk_and_the_reviewer_read_the_answers(application, who, client):
    answer(application, who.officer, why_now="高齢化", operator="self")
    made.submit(application, who)
    address = reverse("applications:examine", args=[application.pk])
    html = visit.text(visit.get(client, who.office, address))
    assert "いま取り組む理由" in html
    assert "高齢化" in html
    assert "直営" in html


def test_a_correction_says_which_answer_changed(application, who, client):
    answer(application, who.officer, why_now="高齢化")
    made.submit(application, who)
    actions.return_application(
        application.pk,
        note="理由を詳しく書いてください。",
        correct_by=NOW + (who.call.closes_at - NOW),
        form_key=uuid4(),
        by=who.office,
        at=NOW,
    )
    answer(application, who.officer, why_now="担い手の不足")
    made.submit(fresh(application), who)
    address = reverse("applications:examine", args=[application.pk])
    (changed,) = visit.get(client, who.office, address).context["changes"]
    said = (str(changed.label), changed.before, changed.now)
    assert said == ("いま取り組む理由", "高齢化", "担い手の不足")


def test_two_people_answer_one_question_and_one_of_them_chooses(application, who):
    other = make.member(of=who.officer.organisation)
    answer(application, other, why_now="同僚の理由")
    outcome = answer(application, who.officer, version=1, why_now="私の理由")
    assert outcome.clashes == ("why_now",)
    assert said(application, "why_now") == ["同僚の理由"]
    assert refused(application, who) == ["applications.answer_undecided"]

    actions.choose_answer(
        application.pk, "why_now", pick="mine", version=99, by=who.officer, at=NOW
    )

    row = application.answers.get(code="why_now")
    assert (row.typed, row.earlier[0]["typed"]) == (["私の理由"], ["同僚の理由"])
    assert row.rivals == {}


def test_the_text_that_is_not_chosen_stays_readable(application, who):
    answer(application, make.member(of=who.officer.organisation), why_now="同僚の理由")
    answer(application, who.officer, version=1, why_now="私の理由")
    actions.choose_answer(
        application.pk, "why_now", pick="theirs", version=99, by=who.officer, at=NOW
    )
    row = application.answers.get(code="why_now")
    assert (row.typed, row.earlier[0]["typed"]) == (["同僚の理由"], ["私の理由"])
    with pytest.raises(actions.CannotPrepare):
        actions.choose_answer(
            application.pk, "why_now", pick="mine", version=99, by=who.officer, at=NOW
        )


def test_a_choice_made_before_a_newer_answer_is_made_again(application, who):
    answer(application, make.member(of=who.officer.organisation), why_now="同僚の理由")
    answer(application, who.officer, version=1, why_now="私の理由")
    with pytest.raises(actions.CannotPrepare):
        actions.choose_answer(
            application.pk, "why_now", pick="mine", version=1, by=who.officer, at=NOW
        )
    assert said(application, "why_now") == ["同僚の理由"]


def test_without_the_version_the_answer_of_a_colleague_would_be_lost(application, who):
    answer(application, make.member(of=who.officer.organisation), why_now="同僚の理由")
    answer(application, who.officer, version=99, why_now="私の理由")
    assert said(application, "why_now") == ["私の理由"]


def test_a_form_does_not_clash_with_itself_and_late_requests_change_nothing(
    application, who
):
    form = OpenForm(uuid4(), turn=1, is_sent=False)
    answer(application, who.officer, form=form, version=1, why_now="高")
    later = replace(form, turn=3)
    assert not answer(
        application, who.officer, form=later, version=1, why_now="高齢化"
    ).clashes
    late = replace(form, turn=2)
    assert answer(
        application, who.officer, form=late, version=1, why_now="高齢"
    ).is_late
    assert said(application, "why_now") == ["高齢化"]


def test_without_the_turn_a_late_request_would_win(application, who, monkeypatch):
    monkeypatch.setattr(answering, "_is_late", lambda *_: False)
    form = OpenForm(uuid4(), turn=3, is_sent=False)
    answer(application, who.officer, form=form, version=1, why_now="高齢化")
    late = replace(form, turn=2)
    answer(application, who.officer, form=late, version=1, why_now="高齢")
    assert said(application, "why_now") == ["高齢"]


def test_an_answer_that_was_not_touched_neither_clashes_nor_writes(application, who):
    answer(application, make.member(of=who.officer.organisation), why_now="同僚の理由")
    outcome = answer(
        application,
        who.officer,
        version=1,
        untouched=["why_now"],
        why_now="",
        count="3",
    )
    assert not outcome.clashes
    assert said(application, "why_now") == ["同僚の理由"]


@pytest.mark.parametrize("role", ["office", "auditor", "reviewer"])
def test_only_officers_of_the_applicant_answer(application, who, role):
    for by in (make.member(role), make.member()):
        with pytest.raises(actions.CannotPrepare):
            answer(application, by, why_now="他人")


def test_what_was_sent_is_not_answered_any_more(application, who):
    answer(application, who.officer, why_now="高齢化")
    made.submit(application, who)
    with pytest.raises(actions.CannotPrepare):
        answer(application, who.officer, why_now="後から")


def test_answers_survive_a_newer_form(application, who):
    answer(application, who.officer, why_now="高齢化", count="12台", agreed="yes")
    reason = WHY | {"code": "reason", "was": "why_now", "ja": "理由", "en": "Reason"}
    devices = COUNT | {"type": "text"}
    asks(who.call, who.office, reason, devices, NEEDS | {"required": True})

    standing = queries.standing_of(fresh(application))
    assert standing.typed("reason") == ["高齢化"]
    assert standing.typed("count") == ["12台"]
    assert [one.code for one in standing.left] == ["agreed"]
    changes = queries.changes_of_form(standing.before, standing.form)
    assert {one.code.removeprefix("applications.form_") for one in changes} == {
        "item_renamed",
        "item_retyped",
        "item_required",
        "item_gone",
    }
    assert refused(fresh(application), who) == ["applications.answer_missing"]

    answer(fresh(application), who.officer, needs=["lines"])

    assert audit.history_of(application).filter(name="application.form_moved").exists()
    assert said(application, "reason") == ["高齢化"]
    gone = application.answers.get(code="agreed")
    assert (gone.is_asked, gone.typed) == (False, ["yes"])
    sent = made.submit(fresh(application), who).snapshot["form"]["answers"]
    assert [one["code"] for one in sent] == ["reason", "count", "needs"]


def test_a_question_that_comes_back_finds_no_stranger_in_its_place(application, who):
    answer(application, who.officer, why_now="高齢化", agreed="yes")
    asks(who.call, who.office, WHY)
    answer(fresh(application), who.officer, why_now="高齢化。")
    asks(who.call, who.office, WHY, AGREED)
    answer(fresh(application), who.officer, agreed="no")
    assert said(application, "agreed") == ["no"]
    assert Answer.objects.filter(application=application, code="agreed").count() == 2
