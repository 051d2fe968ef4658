"""The pages of a survey: who may open them, what they tell, and how much they ask."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from chiiki_web.dashboards.queries.tasks import tasks_for
from chiiki_web.surveys import actions
from chiiki_web.surveys.models import Questionnaire, Recipient, Survey
from web import make, visit
from web.make import NOW
from web.surveys import made

pytestmark = pytest.mark.django_db
STATEMENTS = 20


@pytest.fixture(autouse=True)
def _now(clock):
    clock.move_to(NOW)


@pytest.fixture
def office():
    return make.member("office")


def address(name, *args):
    return reverse(f"surveys:{name}", args=args)


PAGES = ("office", "frame", "response", "recipients", "remind", "extend", "sample")


@pytest.mark.parametrize("name", [*PAGES, "detail", "questions"])
def test_every_page_of_an_open_survey_opens(client, office, name):
    survey = made.opened(office)
    assert "見本の利活用調査" in visit.text(
        visit.get(client, office, address(name, survey.code))
    )


@pytest.mark.parametrize("name", ["office", "frame", "response", "recipients"])
def test_another_office_finds_nothing_and_an_auditor_reads(client, office, name):
    survey = made.opened(office)
    other = visit.get(client, make.member("office"), address(name, survey.code))
    assert other.status_code == 404
    reads = visit.get(client, make.member("auditor"), address(name, survey.code))
    assert reads.status_code == 200
    assert "督促する" not in visit.text(reads)


def test_a_survey_that_is_prepared_is_not_public(client, office):
    survey = made.draft(office)
    assert client.get(address("detail", survey.code)).status_code == 404
    assert survey.title_ja not in visit.text(client.get(address("list")))


@pytest.mark.parametrize(
    "name", ["office", "frame", "response", "recipients", "detail"]
)
def test_a_page_about_1741_recipients_asks_little(
    client, office, name, django_assert_max_num_queries
):
    survey = made.opened(office, units=1741)
    client.force_login(office.user)
    with django_assert_max_num_queries(STATEMENTS):
        assert client.get(address(name, survey.code)).status_code == 200


def test_a_survey_is_made_prepared_and_opened_through_its_pages(client, office):
    version = made.questionnaire(office)
    typed = {
        "title_ja": "見本の調査",
        "code": "ict-2026",
        "fiscal_year": "令和8年度",
        "questionnaire": version.pk,
        "opens_on": "R8.11.23",
        "opens_time": "09:00",
        "closes_on": "R8.12.11",
        "closes_time": "17:00",
        "form_key": uuid4(),
    }
    for _click in range(2):
        visit.post(client, office, address("new"), **typed)
    survey = Survey.objects.get()
    file = SimpleUploadedFile(
        "frame.csv",
        "団体名,メールアドレス\n見本001市,a@example.jp\n見本002町,\n".encode(),
    )
    said = {"file": file, "use": "replace", "form_key": uuid4()}
    page = visit.post(client, office, address("upload", survey.code), **said)
    dry_run = client.get(page.url)
    assert "反映する" in visit.text(dry_run)
    visit.post(client, office, page.url, shown=dry_run.context["shown"])
    assert survey.recipients.count() == 2
    opening = address("open", survey.code)
    asked = visit.post(client, office, opening)
    assert "調査を開始しますか" in visit.text(asked)
    survey.refresh_from_db()
    assert survey.is_draft
    shown = asked.context["question"].shown
    visit.post(client, office, opening, confirm="yes", shown=shown)
    survey.refresh_from_db()
    assert survey.state == "open"


def test_a_faulty_table_says_what_is_wrong_in_which_line(client, office):
    survey = made.draft(office)
    file = SimpleUploadedFile("frame.csv", "団体コード\n999999\n".encode())
    said = {"file": file, "use": "replace", "form_key": uuid4()}
    page = visit.post(client, office, address("upload", survey.code), **said)
    assert "2行目" in visit.text(client.get(page.url))
    visit.post(client, office, page.url)
    assert survey.recipients.count() == 6


def test_a_file_that_is_no_table_is_refused_in_words(client, office):
    survey = made.draft(office)
    file = SimpleUploadedFile("frame.xlsx", b"no workbook")
    said = {"file": file, "use": "replace", "form_key": uuid4()}
    page = visit.post(client, office, address("upload", survey.code), **said)
    assert "frame.xlsx" in visit.text(page)


def test_a_questionnaire_with_a_fault_is_said_and_what_was_typed_stays(client, office):
    page = visit.post(
        client,
        office,
        address("new_questionnaire"),
        text="code = 'x'\n見本",
        form_key=uuid4(),
    )
    words = visit.text(page)
    assert "2行目の" in words
    assert "TOML形式になっていません" in words
    assert "Expected" not in words
    assert "code = &#x27;x&#x27;" in words
    assert not Questionnaire.objects.exists()


def test_a_questionnaire_is_kept_shown_and_given_out_again(client, office):
    text = made.text()
    for _click in range(2):
        visit.post(
            client,
            office,
            address("new_questionnaire"),
            text=text,
            form_key="7f1f2f5e-0000-4000-8000-000000000001",
        )
    version = Questionnaire.objects.get()
    shown = visit.text(client.get(address("questionnaire", version.pk)))
    assert "各システムの運用状況" in shown
    given = client.get(address("download_questionnaire", version.pk))
    assert given.content.decode().strip() == text.strip()


def test_two_tabs_do_not_overwrite_a_questionnaire(client, office):
    version = made.questionnaire(office)
    change = address("change_questionnaire", version.pk)
    first = version.text.replace("見本", "一つ目の見本")
    second = version.text.replace("見本", "二つ目の見本")
    visit.post(client, office, change, text=first, seen=version.digest)
    page = visit.post(client, office, change, text=second, seen=version.digest)
    assert "二つ目の見本" in visit.text(page)
    version.refresh_from_db()
    assert "一つ目の見本" in version.text


def test_two_versions_are_compared_by_what_they_share(client, office):
    before = made.questionnaire(office, "a")
    after = made.questionnaire(office, "b")
    words = visit.text(
        visit.get(client, office, address("compare", after.pk, before.pk))
    )
    assert "比較できる項目" in words


def test_the_office_sees_whom_it_reminds_before_it_does(client, office):
    survey = made.opened(office)
    actions.send_letters(NOW)
    remind = address("remind", survey.code)
    words = visit.text(visit.post(client, office, remind, group="all"))
    assert "見本001市" in words
    assert not survey.recipients.filter(reminders__gt=0).exists()
    visit.post(client, office, remind, group="all", confirm="yes")
    assert survey.recipients.filter(reminders=1).count() == 4


def test_the_response_counts_by_class_and_prefecture(client, office):
    survey = made.opened(office)
    for number in (1, 3):
        actions.mark(made.recipient(survey, number).pk, "submitted", NOW)
    actions.mark(made.recipient(survey, 2).pk, "partial", NOW)
    words = visit.text(visit.get(client, office, address("response", survey.code)))
    assert "33.3%" in words
    assert "hx-get" in words
    part = visit.get(client, office, address("response", survey.code), part="live")
    assert "<html" not in part.content.decode()


def test_recipients_are_filtered_paged_and_given_out_as_csv(client, office):
    survey = made.opened(office, units=60)
    listed = address("recipients", survey.code)
    words = visit.text(visit.get(client, office, listed, q="見本060"))
    assert "見本060市" in words
    assert "見本001市" not in words
    assert "見本060市" in visit.text(visit.get(client, office, listed, page=2))
    assert "60団体" not in visit.text(
        visit.get(client, office, listed, state="unreachable")
    )
    table = visit.content(
        visit.get(client, office, address("recipients_csv", survey.code))
    )
    assert len(table.decode("utf-8-sig").splitlines()) == 61


@pytest.mark.parametrize("typed", ["\x00", visit.ODD, "9" * 400, "%"])
def test_odd_words_in_a_filter_do_no_harm(client, office, typed):
    survey = made.opened(office)
    for name in ("recipients", "frame"):
        page = visit.get(
            client, office, address(name, survey.code), q=typed, state=typed
        )
        assert page.status_code == 200


def test_a_closed_survey_lets_one_recipient_in(client, office):
    survey = made.opened(office)
    actions.close_survey(survey.pk, by=office, at=NOW)
    page = address("recipient", survey.code, 1)
    assert "回答期限後の訂正を認める" in visit.text(visit.get(client, office, page))
    typed = {"closes_on": "R8.12.1", "closes_time": "17:00", "ground": made.GROUND}
    visit.post(client, office, address("correct", survey.code, 1), **typed)
    assert made.recipient(survey).may_correct_until > NOW


def test_only_the_office_sees_the_link_of_who_cannot_be_mailed(client, office):
    survey = made.opened(office)
    page = address("recipient", survey.code, 3)
    assert "/answers/" in visit.text(visit.get(client, office, page))
    assert "/answers/" not in visit.text(
        visit.get(client, make.member("auditor"), page)
    )


def test_a_survey_waits_on_my_page_of_the_office(office):
    made.opened(office)
    urls = [one.url for one in tasks_for(office, NOW)]
    assert address("response", "sample-2026") in urls
    assert not [
        one
        for one in tasks_for(office, NOW + timedelta(days=30))
        if one.url == address("response", "sample-2026")
    ]


def test_a_change_of_two_tabs_is_put_together(client, office):
    survey = made.draft(office)
    change = address("change", survey.code)
    page = visit.text(visit.get(client, office, change))
    seen = page.split('name="seen" value="')[1].split('"')[0]
    form = {
        "title_ja": survey.title_ja,
        "code": survey.code,
        "fiscal_year": "2026",
        "questionnaire": survey.questionnaire_id,
        "opens_on": "2026-11-20",
        "opens_time": "12:00",
        "closes_on": "2026-12-07",
        "closes_time": "12:00",
        "title_en": survey.title_en,
        "about_ja": survey.about_ja,
        "contact": survey.contact,
        "seen": seen,
    }
    visit.post(client, office, change, **form | {"contact": "別の窓口"})
    words = visit.text(
        visit.post(client, office, change, **form | {"contact": "第三の窓口"})
    )
    assert "別の窓口" in words
    visit.post(client, office, change, **form | {"title_ja": "見本の改題"})
    survey.refresh_from_db()
    assert (survey.title_ja, survey.contact) == ("見本の改題", "別の窓口")


def test_the_sample_page_draws(client, office):
    survey = made.draft(office)
    visit.post(client, office, address("sample", survey.code), seed="5", n0="1", n1="2")
    assert Recipient.objects.filter(survey=survey, drawn=True).count() == 3


def test_letters_on_paper_hold_the_links_of_those_without_mail(client, office):
    survey = made.opened(office)
    answer = visit.get(client, office, address("letters", survey.code))
    assert visit.content(answer)[:5] == b"%PDF-"
