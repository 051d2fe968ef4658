"""What a page showed is what its button does: whatever changed meanwhile is refused."""

import re
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from chiiki_web.audit.models import Event
from chiiki_web.surveys import actions
from chiiki_web.surveys.actions import opening
from web import make, visit
from web.make import MATSUMOTO, NOW
from web.surveys import made

pytestmark = pytest.mark.django_db
MEANWHILE = "別の画面または別の担当者によって変更されました"


@pytest.fixture
def office():
    return make.member("office")


def shown(page):
    return re.search(r'name="shown" value="([0-9a-f]{64})"', page.content.decode())[1]


def open_page(client, office, survey):
    return visit.post(client, office, reverse("surveys:open", args=[survey.code]))


def leave_out(survey, office):
    actions.exclude(survey.pk, numbers=[2], ground=made.GROUND, by=office, at=NOW)


def draw(survey, office):
    actions.draw_sample(survey.pk, {"city": 1}, seed=7, by=office, at=NOW)


def say_otherwise(survey, office):
    wanted = made.wanted(survey.questionnaire, title_ja="別の題名の調査")
    actions.change_survey(survey.pk, wanted, by=office, at=NOW)


def ask_otherwise(survey, office):
    held = survey.questionnaire
    text = held.text.replace("防災情報の配信", "別の設問")
    actions.change_questionnaire(held.pk, text, seen=held.digest, by=office, at=NOW)


CHANGES = pytest.mark.parametrize(
    "change", [leave_out, draw, say_otherwise, ask_otherwise]
)


@CHANGES
def test_a_survey_that_another_window_changed_is_shown_anew_before_it_opens(
    client, office, change
):
    survey = made.draft(office)
    seen = shown(open_page(client, office, survey))
    change(survey, office)
    page = visit.post(
        client,
        office,
        reverse("surveys:open", args=[survey.code]),
        confirm="yes",
        shown=seen,
    )
    assert MEANWHILE in visit.text(client.get(page.url))
    survey.refresh_from_db()
    assert survey.is_draft


def test_what_is_shown_anew_opens(client, office):
    survey = made.draft(office)
    leave_out(survey, office)
    seen = shown(open_page(client, office, survey))
    address = reverse("surveys:open", args=[survey.code])
    visit.post(client, office, address, confirm="yes", shown=seen)
    survey.refresh_from_db()
    assert survey.state == "open"


def test_a_page_that_says_not_what_it_showed_opens_nothing(client, office):
    survey = made.draft(office)
    address = reverse("surveys:open", args=[survey.code])
    visit.post(client, office, address, confirm="yes")
    survey.refresh_from_db()
    assert survey.is_draft


@CHANGES
def test_the_control_without_the_stamp_it_would_open_otherwise_than_shown(
    client, office, change, monkeypatch
):
    survey = made.draft(office)
    seen = shown(open_page(client, office, survey))
    change(survey, office)
    monkeypatch.setattr(opening, "must_be_as_shown", lambda *_said: None)
    address = reverse("surveys:open", args=[survey.code])
    visit.post(client, office, address, confirm="yes", shown=seen)
    survey.refresh_from_db()
    assert survey.state == "open"


def dry_run(client, office, survey, text, use="replace"):
    file = SimpleUploadedFile("見本.csv", text.encode())
    said = {"file": file, "use": use, "form_key": uuid4()}
    address = reverse("surveys:upload", args=[survey.code])
    page = visit.post(client, office, address, **said)
    return page.url, client.get(page.url)


def test_a_stale_dry_run_replaces_nothing(client, office):
    survey = made.draft(office)
    url, page = dry_run(client, office, survey, f"団体コード\n{MATSUMOTO}\n")
    leave_out(survey, office)
    again = visit.post(client, office, url, shown=shown(page))
    assert MEANWHILE in visit.text(again)
    assert survey.recipients.count() == 6
    visit.post(client, office, url, shown=shown(again))
    assert survey.recipients.count() == 1


def test_a_unit_that_left_the_frame_after_the_dry_run_is_named(client, office):
    survey = made.draft(office)
    url, _page = dry_run(client, office, survey, "番号,層\n5,x\n", use="add_to")
    other, page = dry_run(client, office, survey, f"団体コード\n{MATSUMOTO}\n")
    visit.post(client, office, other, shown=shown(page))
    again = visit.post(client, office, url, shown=shown(client.get(url)))
    assert "2行目" in visit.text(again)


def test_every_municipality_does_not_replace_a_frame_that_was_not_shown(client, office):
    survey = made.draft(office)
    page = client_page(client, office, survey)
    leave_out(survey, office)
    address = reverse("surveys:take_all", args=[survey.code])
    visit.post(client, office, address, shown=shown(page))
    assert survey.recipients.count() == 6


def client_page(client, office, survey):
    client.force_login(office.user)
    return client.get(reverse("surveys:frame", args=[survey.code]))


@pytest.mark.parametrize("is_anew", [True, False], ids=["read again", "pressed again"])
def test_the_same_table_again_changes_nothing_and_says_so(client, office, is_anew):
    survey = made.draft(office)
    text = f"団体コード,メールアドレス\n{MATSUMOTO},a@example.jp\n"
    url, page = dry_run(client, office, survey, text)
    visit.post(client, office, url, shown=shown(page))
    if is_anew:
        url, page = dry_run(client, office, survey, text)
    again = visit.post(client, office, url, shown=shown(page))
    assert "何も変更していません" in visit.text(client.get(again.url))
    assert Event.objects.filter(name="survey.frame_made").count() == 1


def test_a_table_that_brings_nothing_new_keeps_the_sample(client, office):
    survey = made.draft(office)
    draw(survey, office)
    text = "番号,メールアドレス\n1,survey1@example.jp\n"
    url, page = dry_run(client, office, survey, text, use="add_to")
    visit.post(client, office, url, shown=shown(page))
    survey.refresh_from_db()
    assert survey.seed == 7


def test_who_decides_on_opening_reads_whom_no_mail_reaches(client, office):
    survey = made.draft(office)
    leave_out(survey, office)
    asked = visit.text(open_page(client, office, survey))
    assert "2団体：見本003市、見本006市" in asked
    page = client.get(reverse("surveys:office", args=[survey.code]))
    listed = reverse("surveys:recipients", args=[survey.code]) + "?state=unreachable"
    assert listed in page.content.decode()


def test_the_list_of_whom_no_mail_reaches_names_nobody_who_is_not_asked(client, office):
    survey = made.draft(office)
    actions.exclude(survey.pk, numbers=[3], ground=made.GROUND, by=office, at=NOW)
    address = reverse("surveys:recipients", args=[survey.code])
    words = visit.text(visit.get(client, office, address, state="unreachable"))
    assert "見本006市" in words
    assert "見本003市" not in words
