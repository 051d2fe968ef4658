"""Who opens which page of applications, whose rows they see, and at what cost."""

import pytest
from django.urls import reverse

from web import make
from web.applications import made
from web.make import NOW

pytestmark = pytest.mark.django_db
LIST, DESK = reverse("applications:list"), reverse("desk:list")
EXPORT = reverse("desk:csv")


@pytest.fixture(autouse=True)
def now(clock):
    clock.move_to(NOW)


@pytest.fixture
def who():
    return made.people()


@pytest.fixture
def application(who):
    return made.received(who)


def url(name, one):
    return reverse(f"applications:{name}", args=[one.pk])


def status(client, member, address):
    client.force_login(member.user)
    answer = client.get(address)
    if answer.streaming:
        b"".join(answer)  # read to its end, the file is closed
    return answer.status_code


def test_each_role_stands_before_the_door_it_is_given(client, who, application):
    file = application.attachments.get()
    start = reverse("applications:start", args=[who.call.pk])
    allowed = {
        LIST: {"officer", "auditor"},
        start: {"officer"},
        url("detail", application): {"officer", "auditor"},
        url("receipt", application): {"officer", "office", "auditor"},
        url("download", file): {"officer", "office", "auditor"},
        url("examine", application): {"office", "auditor"},
        DESK: {"office", "auditor"},
        EXPORT: {"office", "auditor"},
    }
    people = {"officer": who.officer, "office": who.office} | {
        role: make.member(role)
        for role in ("reviewer", "adviser", "auditor", "administrator")
    }
    for address, roles in allowed.items():
        opened = {
            role
            for role, member in people.items()
            if status(client, member, address) == 200
        }
        assert (address, opened) == (address, roles)


DEEDS_OF_APPLICANT = ("amount", "attach", "submit", "withdraw", "comment")
DEEDS_OF_OFFICE = ("check", "accept", "return", "reject")


@pytest.mark.parametrize("name", ["detail", "receipt", *DEEDS_OF_APPLICANT])
def test_the_application_of_another_body_is_not_found(client, application, name):
    client.force_login(make.member().user)
    for answer in (
        client.get(url(name, application)),
        client.post(url(name, application), {"text": "x"}),
    ):
        assert answer.status_code == 404


@pytest.mark.parametrize("name", ["examine", "receipt", "comment", *DEEDS_OF_OFFICE])
def test_another_office_finds_nothing(client, application, name):
    client.force_login(make.member("office").user)
    for answer in (
        client.get(url(name, application)),
        client.post(url(name, application)),
    ):
        assert answer.status_code == 404


@pytest.mark.parametrize("name", DEEDS_OF_OFFICE)
def test_an_auditor_reads_and_changes_nothing(client, application, name):
    client.force_login(make.member("auditor").user)
    assert client.post(url(name, application)).status_code == 403
    html = client.get(url("examine", application)).content.decode()
    assert url(name, application) not in html


def test_a_draft_is_nothing_to_the_office(client, who):
    draft = made.draft(who)
    assert status(client, who.office, url("examine", draft)) == 404
    client.force_login(who.office.user)
    assert not client.get(DESK).context["listed"]


def test_the_files_of_a_draft_are_nothing_to_the_office(client, who):
    file = made.draft(who).attachments.get()
    assert status(client, who.office, url("download", file)) == 404
    assert status(client, who.officer, url("download", file)) == 200


def test_a_file_that_is_being_corrected_is_read_by_the_office_once_it_is_sent(
    client, who
):
    application = made.returned(who, who.call.closes_at)
    file = made.attach(application, who.officer, made.paper("直した.pdf"))
    assert status(client, who.office, url("download", file)) == 404
    client.force_login(who.office.user)
    page = client.get(url("examine", application)).content.decode()
    assert "直した.pdf" not in page
    made.submit(application, who)
    assert status(client, who.office, url("download", file)) == 200
    assert "直した.pdf" in client.get(url("examine", application)).content.decode()


def test_strangers_do_not_read_files(client, application):
    file = application.attachments.get()
    for role in ("officer", "office", "reviewer"):
        assert status(client, make.member(role), url("download", file)) == 404


def test_a_file_comes_as_a_download_that_runs_nothing(client, who, application):
    file = application.attachments.get()
    client.force_login(who.office.user)
    answer = client.get(url("download", file))
    assert b"".join(answer) == made.PDF
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]


@pytest.mark.parametrize(
    "name", ["amount", "attach", "submit", "withdraw", "comment", "remove"]
)
def test_the_address_of_a_deed_leads_back_to_the_page(client, who, name):
    draft = made.draft(who)
    one = draft.attachments.get() if name == "remove" else draft
    client.force_login(who.officer.user)
    answer = client.get(url(name, one))
    assert answer["Location"] == url("detail", draft)
    assert made.fresh(draft).status == "draft"


@pytest.mark.parametrize("name", [*DEEDS_OF_OFFICE, "comment"])
def test_the_address_of_a_deed_of_the_office_leads_back_too(
    client, who, application, name
):
    client.force_login(who.office.user)
    answer = client.get(url(name, application))
    assert answer["Location"] == url("examine", application)
    assert made.fresh(application).status == "submitted"


def test_pages_stay_within_twenty_statements(
    client, django_assert_max_num_queries, who
):
    for _ in range(4):
        made.received(made.People(make.member(), who.office, who.call))
    draft, sent = made.draft(who), made.received(who)
    returned = made.returned(who, who.call.closes_at)
    for number in range(4):
        made.attach(returned, who.officer, made.paper(f"見本{number}.pdf"))
    made.submit(returned, who)
    for deed in (made.comment_as(who.office), made.comment_as(who.officer)):
        for _ in range(3):
            deed(returned)
    made.check_all(sent, who.office)
    auditor = make.member("auditor")
    for member, address in (
        (who.officer, LIST),
        (auditor, LIST),
        (who.officer, reverse("applications:start", args=[who.call.pk])),
        (who.officer, url("detail", draft)),
        (who.officer, url("detail", returned)),
        (who.officer, url("receipt", returned)),
        (who.office, DESK),
        (auditor, DESK),
        (who.office, EXPORT),
        (who.office, url("examine", returned)),
        (who.office, url("examine", sent)),
        (auditor, url("examine", returned)),
    ):
        client.force_login(member.user)
        with django_assert_max_num_queries(20):
            assert client.get(address).status_code == 200


def test_an_auditor_reads_a_draft_too(client, who):
    draft = made.draft(who)
    client.force_login(make.member("auditor").user)
    for name in ("detail", "examine"):
        html = client.get(url(name, draft)).content.decode()
        assert "<h1>見本：独居高齢者の見守り</h1>" in html
        assert "None" not in html
