"""The pages of a link: open without an account, saved by button and script, over in time."""

from __future__ import annotations

import io
from datetime import timedelta
from uuid import uuid4

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from chiiki.questionnaire import published_questionnaire
from chiiki_web.answers.forms.part import read_one
from chiiki_web.answers.models import Answer, Submission
from chiiki_web.surveys.models import Recipient
from web import make
from web.answers import filled, made
from web.make import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def town(clock):
    clock.move_to(NOW)
    return made.recipient()


def url(town, name, *more):
    return reverse(f"answers:{name}", args=[made.token(town), *more])


def post(client, town, code, typed, **more):
    form = {"page": str(uuid4()), "turn": "1", "seen": "{}", **typed, **more}
    return client.post(url(town, "part", code), form)


def test_a_dead_link_says_so_in_a_sentence(client):
    response = client.get("/answers/nothing-like-it/")
    assert response.status_code == 404
    assert "このリンクは使えません" in response.content.decode()


def test_what_was_typed_behind_a_dead_link_can_be_copied(client):
    response = client.post(
        "/answers/nothing-like-it/part/further/", {"q.remarks": "見本の意見"}
    )
    assert response.status_code == 404
    assert "見本の意見" in response.content.decode()


@pytest.mark.parametrize("name", ["start", "choose", "send", "sheet", "sheet_xlsx"])
def test_the_pages_open_without_an_account(client, town, name):
    assert client.get(url(town, name)).status_code == 200


def test_the_first_look_marks_the_recipient_as_opened(client, town):
    client.get(url(town, "start"))
    assert Recipient.objects.get(pk=town.pk).state == "opened"


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_start_says_who_asks_until_when_and_how_far_one_is(client, town, language):
    made.save(town, {"status.mail": "run"})
    client.cookies["django_language"] = language
    page = client.get(url(town, "start")).content.decode()
    assert made.token(town) in page
    assert ("これまでに1問に回答" if language == "ja" else "answered so far: 1") in page
    assert ("残り" if language == "ja" else "still open") in page
    assert ("4月1日現在" if language == "ja" else "Please answer") in page


def test_the_button_saves_a_part_and_goes_on(client, town):
    response = post(
        client,
        town,
        "safety",
        {
            "status.mail": "run",
            "effect.mail": "partly",
            "status.camera": "",
            "there": "difficulty.safety",
            "difficulty.safety": ["cost", "people"],
        },
    )
    assert response.headers["Location"] == url(town, "part", "school")
    assert Answer.objects.get().values == {
        "status.mail": "run",
        "effect.mail": "partly",
        "difficulty.safety": ["cost", "people"],
    }


def test_no_tick_takes_ticks_away_only_where_they_stood_on_the_page(client, town):
    made.save(town, {"difficulty.safety": ["cost"], "difficulty.school": ["cost"]})
    seen = {"seen": made.json_of(made.page(town).seen), "there": "difficulty.safety"}
    post(client, town, "safety", seen)
    assert Answer.objects.get().values == {"difficulty.school": ["cost"]}


def test_a_slip_comes_back_with_what_was_typed_and_the_rest_is_saved(client, town):
    response = post(
        client,
        town,
        "further",
        {"q.office": "yes", "q.staff": "十二人", "q.remarks": "あ"},
    )
    page = response.content.decode()
    assert "十二人" in page
    assert "数値ではありません" in page
    assert "。：" not in page
    assert Answer.objects.get().values == {"q.office": "yes", "q.remarks": "あ"}


@pytest.mark.parametrize(
    ("typed", "read"),
    [("1,234", 1234), ("１ ２３４人", 1234), ("1,5", "1,5"), ("1 2", "1 2")],
)
def test_commas_stand_between_thousands_only(typed, read):
    """“1,5” may be one and a half or fifteen: whoever wrote it is asked."""
    staff = published_questionnaire("sample_2026").by_key["q.staff"]
    assert read_one(staff, typed) == read


def test_full_width_digits_and_units_are_read(client, town):
    post(client, town, "further", {"q.staff": "１２ 人"})
    assert Answer.objects.get().values == {"q.staff": 12}


def test_the_script_is_told_what_became_of_it(client, town):
    first, second = ({"page": str(uuid4())} for _each in range(2))
    saved = post(
        client, town, "safety", {"status.mail": "run", "do": "autosave"}, **first
    )
    clash = post(
        client, town, "safety", {"status.mail": "plan", "do": "autosave"}, **second
    )

    assert saved.json()["state"] == "saved"
    assert (clash.json()["state"], clash.json()["url"]) == (
        "clash",
        url(town, "choose"),
    )


def test_after_closing_nothing_is_saved_and_what_was_typed_is_shown(
    client, town, clock
):
    clock.move_to(made.AFTER)
    response = post(client, town, "further", {"q.remarks": "まだ間に合いますか"})
    assert response.status_code == 409
    assert "まだ間に合いますか" in response.content.decode()
    assert not Answer.objects.exists()


def test_after_closing_the_script_is_told(client, town, clock):
    clock.move_to(made.AFTER)
    response = post(client, town, "safety", {"status.mail": "run", "do": "autosave"})
    assert response.json()["state"] == "other"


def test_after_closing_the_pages_are_read_only(client, town, clock):
    made.answered(town)
    made.submit(town)
    clock.move_to(made.AFTER)
    assert client.get(url(town, "part", "safety")).status_code == 302
    assert client.get(url(town, "send")).status_code == 302
    assert url(town, "receipt", 1) in client.get(url(town, "start")).content.decode()


def test_who_may_correct_after_closing_reads_until_when(client, town, clock):
    town.may_correct_until = made.AFTER + timedelta(days=2)
    town.save()
    clock.move_to(made.AFTER)
    assert "12月9日" in client.get(url(town, "start")).content.decode()
    post(client, town, "safety", {"status.mail": "run"})
    assert Answer.objects.get().values == {"status.mail": "run"}


def test_what_is_needed_is_listed_with_links_before_sending(client, town):
    made.save(town, {"status.mail": "run"})
    page = client.get(url(town, "send")).content.decode()
    assert f"{url(town, 'part', 'safety')}#id_status-camera" in page
    assert "回答を提出する" not in page


def test_sending_leads_to_the_receipt_and_twice_to_the_same(client, town):
    made.answered(town)
    version = {"version": str(Answer.objects.get().version)}
    first = client.post(url(town, "send"), version)
    again = client.post(url(town, "send"), version)

    assert (
        first.headers["Location"]
        == again.headers["Location"]
        == url(town, "receipt", 1)
    )
    page = client.get(url(town, "receipt", 1)).content.decode()
    sent = Submission.objects.get()
    assert sent.receipt in page
    assert sent.sha256 in page


def test_a_receipt_of_another_town_is_not_there(client, town):
    made.answered(town)
    made.submit(town)
    other = made.recipient(town.survey, 2)
    assert client.get(url(other, "receipt", 1)).status_code == 404


def test_an_officer_of_the_town_is_led_to_the_link_and_named(client, town):
    Recipient.objects.filter(pk=town.pk).update(municipality=make.MATSUMOTO)
    of = make.organisation(municipality_id=make.MATSUMOTO)
    officer = make.member(of=of)
    client.force_login(officer.user)
    led = client.get(reverse("answers:mine", args=[town.survey.code]))
    assert led.headers["Location"] == url(town, "start")

    post(client, town, "safety", {"status.mail": "run"})
    assert Answer.objects.get().saved_by == officer.user.name


def test_an_officer_of_another_town_is_not_led_there_and_not_named(client, town):
    client.force_login(make.member().user)
    assert (
        client.get(reverse("answers:mine", args=[town.survey.code])).status_code == 404
    )
    post(client, town, "safety", {"status.mail": "run"})
    assert Answer.objects.get().saved_by == ""


def test_the_link_needs_the_token_of_the_form():
    checking = Client(enforce_csrf_checks=True)
    assert post(checking, made.recipient(), "safety", {}).status_code == 403


def test_a_sheet_goes_out_and_comes_back_by_the_pages(client, town):
    book = openpyxl.load_workbook(
        io.BytesIO(client.get(url(town, "sheet_xlsx")).content)
    )
    file = filled.as_file(filled.fill(book, status__mail="運用している"))
    key = str(uuid4())
    checked = client.post(url(town, "sheet"), {"form_key": key, "upload": file})
    shown = client.get(checked.headers["Location"]).content.decode()
    assert "運用している" in shown
    assert not Answer.objects.get().values

    client.post(checked.headers["Location"])
    assert Answer.objects.get().values == {"status.mail": "run"}


@pytest.mark.parametrize(
    ("name", "size", "words"),
    [
        ("a.xlsx", 6 << 20, "5MB"),
        ("a.csv", 10, "形式が違います"),
        ("a.xlsx", 100, "開けません"),
    ],
)
def test_a_file_that_cannot_be_taken_is_refused_in_words(
    client, town, name, size, words
):
    file = SimpleUploadedFile(name, b"x" * size)
    sent = {"form_key": str(uuid4()), "upload": file}
    assert words in client.post(url(town, "sheet"), sent, follow=True).content.decode()


@pytest.mark.parametrize("name", ["start", "send", "sheet"])
def test_a_page_takes_few_statements(client, town, name, django_assert_max_num_queries):
    made.answered(town)
    with django_assert_max_num_queries(20):
        client.get(url(town, name))


def test_what_was_answered_last_year_stands_beside_the_same_question(client, clock):
    clock.move_to(NOW)
    office = make.member("office")
    before = made.recipient(made.survey(code="before-2025", fiscal_year=2025))
    made.answered(before)
    made.submit(before)
    now = made.recipient()
    survey = type(now.survey).objects
    survey.update(organisation=office.organisation_id)
    page = client.get(url(now, "part", "safety")).content.decode()
    assert "前回の回答：計画・検討中" in page
