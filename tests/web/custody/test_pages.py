"""Pages of stored files and promises: who opens them, what they say, what they take."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from chiiki_web.accounts.queries import holders
from chiiki_web.custody import actions
from chiiki_web.documents.models import FileFault
from web import make
from web.custody import made
from web.custody.made import LATER
from web.make import NOW
from web.visit import ROLES, get, opened_by, post, text

pytestmark = pytest.mark.django_db
FILES, PROMISES = reverse("custody:files"), reverse("custody:promises")


@pytest.fixture
def administrator():
    return make.member("administrator")


@pytest.fixture
def application():
    return made.received()


@pytest.fixture
def lost(application):
    return made.lost(application)


def page_of(stored):
    return reverse("custody:file", args=[stored.pk])


def officer_of(application):
    return next(iter(holders("officer", application.organisation)))


def test_each_role_stands_before_the_door_it_is_given(client, lost):
    people = {role: make.member(role) for role in ROLES}
    for address in (FILES, PROMISES, page_of(lost)):
        assert opened_by(client, address, people) == {"administrator", "auditor"}


def test_only_an_administrator_puts_a_file_back(client, lost):
    for name in ("again", "restore"):
        address = reverse(f"custody:{name}", args=[lost.pk])
        assert post(client, make.member("auditor"), address).status_code == 403


def test_the_page_names_what_is_lost_and_to_what_it_belongs(
    client, application, lost, administrator
):
    html = text(get(client, administrator, FILES))
    for words in ("紛失", "計画.pdf", f"{application.number}-1"):
        assert words in html


def test_without_a_problem_the_page_says_so(client, application, administrator):
    actions.read_slice(LATER)
    assert "保管した時のままです" in text(get(client, administrator, FILES))


def test_empty_pages_open(client, administrator):
    for address in (FILES, PROMISES):
        assert "未確認" in text(get(client, administrator, address))


def test_the_pages_stay_within_twenty_statements(
    client, lost, administrator, django_assert_max_num_queries
):
    actions.check_day(NOW)
    client.force_login(administrator.user)
    for address in (FILES, PROMISES, page_of(lost), reverse("dashboards:my")):
        with django_assert_max_num_queries(20):
            text(client.get(address))


def test_the_wrong_file_is_refused_beside_its_field(client, lost, administrator):
    address = reverse("custody:restore", args=[lost.pk])
    wrong = SimpleUploadedFile("別.pdf", b"%PDF-1.7 other")
    html = text(post(client, administrator, address, upload=wrong))
    assert "「別.pdf」は別のファイルです" in html
    assert FileFault.objects.filter(mended_at=None).exists()


def test_without_a_file_the_form_says_what_is_missing(client, lost, administrator):
    address = reverse("custody:restore", args=[lost.pk])
    assert "error" in text(post(client, administrator, address))


def test_the_same_file_is_taken(client, lost, administrator):
    address = reverse("custody:restore", args=[lost.pk])
    same = SimpleUploadedFile("x.pdf", b"%PDF-1.7 sample")
    assert post(client, administrator, address, upload=same).status_code == 302
    assert "元に戻しました" in text(get(client, administrator, page_of(lost)))


def test_read_again_says_that_it_is_still_lost(client, lost, administrator):
    address = reverse("custody:again", args=[lost.pk])
    assert post(client, administrator, address).status_code == 302
    assert "まだ所定の場所にありません" in text(
        get(client, administrator, page_of(lost))
    )


def test_the_applicant_reads_that_a_file_cannot_be_read(client, application):
    made.lose(made.file_of(application))
    for name in ("detail", "receipt"):
        address = reverse(f"applications:{name}", args=[application.pk])
        assert "現在読み取れません" in text(
            get(client, officer_of(application), address)
        )


def test_a_damaged_file_is_said_once_it_is_found(client, application):
    made.flip(made.file_of(application))
    actions.read_slice(LATER)
    address = reverse("applications:receipt", args=[application.pk])
    assert "現在読み取れません" in text(get(client, officer_of(application), address))


def test_nothing_is_said_where_all_can_be_read(client, application):
    address = reverse("applications:receipt", args=[application.pk])
    assert "読み取れません" not in text(get(client, officer_of(application), address))


def test_a_lost_file_is_a_sentence_and_not_a_fault(client, application):
    made.lose(made.file_of(application))
    address = reverse("applications:download", args=[application.attachments.get().pk])
    response = get(client, officer_of(application), address)
    assert response.status_code == 503
    assert "現在このファイルを読み取れません" in response.content.decode()


def test_the_state_line_stands_on_my_page(client, application, administrator):
    actions.check_day(NOW)
    my = reverse("dashboards:my")
    assert "記録はすべて整合しています" in text(get(client, administrator, my))
    made.lose(made.file_of(application))
    actions.check_day(NOW + timedelta(days=1))
    assert "整合しないものが1件" in text(get(client, administrator, my))
    assert "整合しないものが" not in text(get(client, officer_of(application), my))


def test_a_broken_promise_is_a_sentence_on_its_page(client, application, administrator):
    made.lose(made.file_of(application))
    actions.check_day(NOW)
    assert "が紛失しています" in text(get(client, administrator, PROMISES))
