"""The page of questions: saves by itself, shows faults, both texts, and what a form changed."""

from uuid import uuid4

import pytest
from django.urls import reverse

from chiiki_web.applications import actions
from web import make, visit
from web.applications import made
from web.applications.forms_of_calls import (
    AGREED,
    COUNT,
    OPERATOR,
    OTHER,
    QUESTIONS,
    QUOTE,
    WHY,
    asks,
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
    asks(who.call, who.office, *QUESTIONS, files=(QUOTE, OTHER))
    return made.draft(who, with_file=False)


def url(application, name="answers"):
    return reverse(f"applications:{name}", args=[application.pk])


def opened(client, by, application):
    """The page as one person opens it, and a function that sends it back."""
    page = visit.get(client, by, url(application))
    sheet, key, turns = page.context["sheet"], uuid4().hex, iter(range(1, 99))

    def send(do="autosave", **typed):
        hidden = {"version": sheet.version, "seen": sheet.seen_text, "page": key}
        sent = hidden | {"turn": next(turns), "do": do, "writer": by.user.pk} | typed
        return visit.post(client, by, url(application), **sent)

    return visit.text(page), send


@pytest.mark.parametrize("language", ["ja", "en"])
def test_it_asks_every_question_in_both_languages(client, who, application, language):
    client.cookies["django_language"] = language
    html, _send = opened(client, who.officer, application)
    for one in QUESTIONS:
        assert one[language] in html
    assert "data-autosave" in html


def test_it_saves_by_itself_and_shows_what_cannot_be_read(client, who, application):
    _html, send = opened(client, who.officer, application)
    assert send(why_now="高齢化").json()["state"] == "saved"
    answer = send(why_now="高齢化", count="12あ").json()
    assert (answer["state"], "端末の台数" in answer["words"]) == ("kept", True)
    html, _send = opened(client, who.officer, application)
    assert "12あ" in html
    assert 'aria-invalid="true"' in html


def test_the_button_saves_and_leads_back_where_nothing_is_wrong(
    client, who, application
):
    _html, send = opened(client, who.officer, application)
    assert send("save", why_now="高齢化", count="12あ").status_code == 200
    assert send("save", why_now="高齢化", count="12")["Location"] == url(
        application, "detail"
    )


def test_what_was_written_last_comes_back_where_a_colleague_ended_it_meanwhile(
    client, who, application
):
    _html, send = opened(client, who.officer, application)
    actions.withdraw_application(application.pk, by=who.officer, at=NOW)
    told = send(why_now="最後に書いた").json()
    assert told["state"] == "other"
    assert "変更できません" in told["words"]
    html = visit.text(send("save", why_now="最後に書いた文章"))
    assert "最後に書いた文章" in html
    assert not application.answers.exists()


def test_both_answers_are_shown_and_one_is_chosen(client, who, application):
    _html, mine = opened(client, who.officer, application)
    other = make.member(of=who.officer.organisation)
    _html, theirs = opened(client, other, application)
    theirs(why_now="同僚の理由")
    assert mine(why_now="私の理由").json()["state"] == "clash"

    page = visit.get(client, who.officer, url(application))
    html = visit.text(page)
    assert "同僚の理由" in html
    assert "私の理由" in html
    chosen = {"code": "why_now", "do": "mine", "version": page.context["version"]}
    visit.post(client, who.officer, url(application, "choose"), **chosen)

    assert application.answers.get(code="why_now").typed == ["私の理由"]


@pytest.mark.parametrize(
    "typed", [{"do": "fly"}, {"code": "luck"}, {"version": "x"}, {}]
)
def test_a_choice_that_does_not_exist_changes_nothing(client, who, application, typed):
    sent = {"code": "why_now", "do": "mine", "version": "1"} | typed
    response = visit.post(client, who.officer, url(application, "choose"), **sent)
    assert response["Location"] == url(application)


def test_a_newer_form_says_what_changed_and_keeps_what_is_gone(
    client, who, application
):
    _html, send = opened(client, who.officer, application)
    send(why_now="高齢化", agreed="yes")
    asks(
        who.call,
        who.office,
        WHY | {"code": "reason", "was": "why_now", "ja": "取り組む理由"},
        OPERATOR
        | {"choices": [*OPERATOR["choices"], {"code": "x", "ja": "他", "en": "x"}]},
        COUNT,
    )

    html, send = opened(client, who.officer, application)

    assert "「いま取り組む理由」は「取り組む理由」に変わりました。" in html
    assert "「議会の了承」は無くなりました。" in html
    assert "「終了後の運用」の選択肢が変わりました。" in html
    assert "様式から無くなった質問" in html
    assert "高齢化" in html
    assert "様式が変わりました" in visit.text(
        visit.get(client, who.officer, url(application, "detail"))
    )
    send(reason="高齢化。")
    html, _send = opened(client, who.officer, application)
    assert "様式から無くなった質問" in html


def test_the_application_says_how_far_it_is_and_which_documents_are_asked(
    client, who, application
):
    html = visit.text(visit.get(client, who.officer, url(application, "detail")))
    assert "質問6件のうち0件" in html
    assert "見積書" in html
    assert "必須・未添付" in html
    assert "JPG" in html
    assert '<option value="plan"' not in html


def test_a_call_without_questions_has_no_page(client, who):
    application = made.draft(who)
    response = visit.get(client, who.officer, url(application))
    assert response["Location"] == url(application, "detail")
    html = visit.text(visit.get(client, who.officer, url(application, "detail")))
    assert "質問への回答" not in html


def test_only_the_applicant_opens_it(client, who, application):
    people = {"officer": who.officer, "other": make.member(), "office": who.office}
    assert visit.opened_by(client, url(application), people) == {"officer"}


def test_it_does_not_save_in_the_name_of_somebody_else(client, who, application):
    _html, send = opened(client, who.officer, application)
    assert send(writer="0", why_now="他人").json()["state"] == "other"
    assert send("save", writer="0", why_now="他人").status_code == 302
    assert not application.answers.exists()


def test_the_pages_stay_within_twenty_statements(
    client, who, application, django_assert_max_num_queries
):
    _html, send = opened(client, who.officer, application)
    send(why_now="高齢化", agreed="yes", count="3")
    asks(who.call, who.office, WHY, AGREED)
    for name in ("answers", "detail"):
        with django_assert_max_num_queries(20):
            client.get(url(application, name))


def test_the_help_of_a_question_does_not_run_in_the_page(client, who):
    harm = "<img src=x onerror=alert(1)>"
    asks(who.call, who.office, WHY | {"help_ja": harm, "help_en": harm}, files=())
    html, _send = opened(client, who.officer, made.draft(who, with_file=False))
    assert harm not in html
    assert "&lt;img src=x" in html


def test_of_a_text_without_end_the_beginning_is_kept_and_the_page_says_so(
    client, who, application
):
    _html, send = opened(client, who.officer, application)
    answer = send(why_now="長" * 81, count="12").json()
    assert answer["state"] == "kept"
    assert "先頭の80文字" in answer["words"]
    html = visit.text(send("save", why_now="長" * 81, count="12"))
    assert "先頭の80文字" in html
    assert "長" * 80 in html
    assert "長" * 81 not in html
