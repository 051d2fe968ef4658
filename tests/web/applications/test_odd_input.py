"""Whatever is typed: it is kept as it is or answered with a sentence, never a fault."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from chiiki_web.applications import queries
from web import make
from web.applications import made
from web.make import CLOCK, NOW

pytestmark = pytest.mark.django_db
KEPT = [
    "𠮷野家の髙橋",
    "😀👩‍👩‍👧",
    "\u202eabc\u202c",
    "<script>alert(1)</script>",
    "' OR 1=1 --",
]
ODD = [*KEPT, "\x00", "²", "9" * 40, "9" * 5000, "%", "\\", "{{ x }}"]
LISTS = [reverse("desk:list"), reverse("desk:csv")]


@pytest.fixture(autouse=True)
def now(clock, monkeypatch):
    clock.move_to(NOW)
    monkeypatch.setattr(CLOCK, lambda value: NOW)


@pytest.fixture
def who():
    return made.people()


def url(name, one):
    return reverse(f"applications:{name}", args=[one.pk])


def send(client, member, address, **typed):
    client.force_login(member.user)
    return client.post(address, typed)


def follow(client, member, address, **typed):
    client.force_login(member.user)
    response = client.post(address, typed, follow=True)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("odd", ODD)
@pytest.mark.parametrize("address", LISTS)
def test_odd_characters_in_a_filter_do_no_harm(client, who, address, odd):
    made.received(who)
    client.force_login(who.office.user)
    for name in ("q", "call", "state", "least", "sort", "assigned", "page"):
        assert client.get(address, {name: odd}).status_code == 200


@pytest.mark.parametrize("odd", ODD)
def test_odd_characters_in_the_address_of_the_start_do_no_harm(client, who, odd):
    make.full_plan(who.officer)
    client.force_login(who.officer.user)
    address = reverse("applications:start", args=[who.call.pk])
    assert client.get(address, {"plan": odd}).status_code == 200
    listed = reverse("applications:list")
    assert client.get(listed, {"page": odd}).status_code == 200


@pytest.mark.parametrize("odd", KEPT)
def test_a_comment_is_kept_as_it_was_written_and_runs_nothing(client, who, odd):
    application = made.received(who)
    address = url("comment", application)
    html = follow(client, who.officer, address, form_key=uuid4(), text=odd)
    assert application.comments.get().text == odd
    assert "<script>alert" not in html


@pytest.mark.parametrize("odd", KEPT)
def test_a_name_of_a_file_is_kept_and_comes_back_with_the_download(client, who, odd):
    application = made.draft(who, with_file=False)
    upload = made.paper(f"{odd}.pdf")
    address = url("attach", application)
    html = follow(client, who.officer, address, kind="plan", upload=upload)
    assert "<script>alert" not in html
    (one,) = queries.files_of(application)
    answer = client.get(url("download", one))
    assert b"".join(answer) == made.PDF
    assert answer["Content-Disposition"].isascii()


def test_a_name_of_a_file_that_is_too_long_is_said(client, who):
    application = made.draft(who, with_file=False)
    upload = made.paper(f"{'あ' * 210}.pdf")
    html = follow(
        client, who.officer, url("attach", application), kind="plan", upload=upload
    )
    assert "200" in html
    assert not queries.files_of(application)


@pytest.mark.parametrize("odd", ["", "luck", "\x00", "9" * 5000])
def test_a_kind_of_document_that_does_not_exist_is_said(client, who, odd):
    application = made.draft(who, with_file=False)
    address = url("attach", application)
    html = follow(client, who.officer, address, kind=odd, upload=made.paper())
    assert "error-summary" in html
    assert not queries.files_of(application)


def test_no_file_at_all_is_said_beside_the_field(client, who):
    application = made.draft(who, with_file=False)
    html = follow(client, who.officer, url("attach", application), kind="plan")
    assert "必須" in html


def test_an_empty_file_and_a_wrong_one_are_said_on_the_page(client, who):
    application = made.draft(who, with_file=False)
    address = url("attach", application)
    for upload, words in (
        (made.paper("空.pdf", b""), "「空.pdf」は空のファイル（0バイト）です"),
        (made.paper("悪.exe"), "「悪.exe」は添付できません"),
    ):
        html = follow(client, who.officer, address, kind="budget", upload=upload)
        assert words in html
        assert '<option value="budget" selected>' in html
    assert not queries.files_of(application)


@pytest.mark.parametrize(
    "odd", ["", "0", "-1", "たくさん", "1.5", "\x00", "😀", "9" * 40, "1億2"]
)
def test_an_amount_that_is_none_is_said_and_comes_back(client, who, odd):
    application = made.draft(who)
    form = {"requested": odd, "recommended_by": "見本県知事"}
    html = follow(client, who.officer, url("amount", application), **form)
    assert "error-summary" in html
    assert "見本県知事" in html
    assert made.fresh(application).requested == 12_000_000


@pytest.mark.parametrize("odd", ["\x00", "あ" * 121])
def test_a_recommending_body_that_no_column_holds_is_said(client, who, odd):
    application = made.draft(who)
    form = {"requested": "1,000千円", "recommended_by": odd}
    html = follow(client, who.officer, url("amount", application), **form)
    assert "error-summary" in html
    assert made.fresh(application).recommended_by == ""


@pytest.mark.parametrize("odd", ["\x00", "あ" * 4001])
def test_a_text_that_no_column_holds_is_said_on_every_form(client, who, odd):
    application = made.received(who)
    forms = {
        "comment": {"text": odd},
        "return": {"note": odd, "correct_by": "令和8年12月1日"},
        "reject": {"ground": odd},
        "check": {"item-plan": "no", "note-plan": odd},
    }
    for name, form in forms.items():
        form = form | {"form_key": str(uuid4())}
        html = follow(client, who.office, url(name, application), **form)
        assert "error-summary" in html, name
    assert made.fresh(application).status == "submitted"
    assert not application.comments.exists()
    assert not application.completeness.exists()


@pytest.mark.parametrize("odd", ["", "x", "\x00", "9" * 400])
@pytest.mark.parametrize("name", ["comment", "return"])
def test_a_key_that_is_none_does_no_harm(client, who, name, odd):
    application = made.received(who)
    form = {"form_key": odd, "text": "x", "note": "x", "correct_by": "R8.12.1"}
    follow(client, who.office, url(name, application), **form)
    assert not application.comments.exists()


@pytest.mark.parametrize("odd", ["9999-12-31", "0001-01-01", "明治1年1月25日"])
def test_a_day_at_the_end_of_time_does_no_harm(client, who, odd):
    application = made.received(who)
    form = {"form_key": uuid4(), "note": "見本", "correct_by": odd}
    follow(client, who.office, url("return", application), **form)
    client.force_login(who.officer.user)
    assert client.get(url("detail", application)).status_code == 200


@pytest.mark.parametrize("answer", ["", "maybe", "\x00", "9" * 5000])
def test_an_answer_that_is_neither_yes_nor_no_checks_nothing(client, who, answer):
    application = made.received(who)
    form = {"item-plan": answer}
    follow(client, who.office, url("check", application), **form)
    assert not application.completeness.exists()


@pytest.mark.parametrize("number", [0, 10**18, 10**30])
def test_a_number_that_nothing_has_is_not_found(client, who, number):
    names = ("detail", "amount", "attach", "submit", "withdraw", "receipt", "comment")
    for name in (*names, "download", "remove"):
        client.force_login(who.officer.user)
        address = reverse(f"applications:{name}", args=[number])
        assert client.get(address).status_code == 404
        assert client.post(address).status_code == 404
    client.force_login(who.office.user)
    for name in ("examine", "check", "accept", "return", "reject"):
        address = reverse(f"applications:{name}", args=[number])
        assert client.get(address).status_code == 404
    address = reverse("applications:receipt_pdf", args=[number, number])
    assert client.get(address).status_code == 404


def test_a_version_that_nothing_has_is_not_found(client, who):
    application = made.received(who)
    client.force_login(who.officer.user)
    for version in (0, 10**18, 10**30):
        address = reverse("applications:receipt_pdf", args=[application.pk, version])
        assert client.get(address).status_code == 404


def test_an_odd_plan_goes_all_the_way_to_the_receipt_as_pdf(client, who):
    application = made.draft(who)
    plan = application.plan
    plan.title = "𠮷野😀 #panic() <b>"
    plan.save()
    made.attach(application, who.officer, made.paper("見積*_`$.pdf"))
    made.submit(application, who, at=NOW + timedelta(minutes=1))
    client.force_login(who.officer.user)
    address = reverse("applications:receipt_pdf", args=[application.pk, 1])
    assert b"".join(client.get(address)).startswith(b"%PDF-")
