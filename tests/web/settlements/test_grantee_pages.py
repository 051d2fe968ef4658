"""The forms of a grantee: a payment, a line struck through, and the report."""

from datetime import date
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from chiiki_web.settlements.models import PerformanceReport, SpendingLine
from web import make
from web.awards import made as award_made
from web.settlements import made
from web.settlements.made import AFTER
from web.visit import ODD, content, get, post, send_too_late, text

pytestmark = pytest.mark.django_db
REPORT = {
    "done": "仕組みを整えた。",
    "outcome": "目標の6割の利用があった。",
    "difficulties": "納期が遅れた。",
    "finished_on": "令和10年3月20日",
}


@pytest.fixture(autouse=True)
def now(clock):
    clock.move_to(AFTER)


@pytest.fixture(scope="module")
def officer(kept):
    return make.member()


@pytest.fixture(scope="module")
def office(kept):
    return make.member("office")


@pytest.fixture(scope="module", autouse=True)
def award(office, officer):
    return award_made.decided(office, officer)


def page(name, one):
    return reverse(f"settlements:{name}", args=[one.pk])


def payment(**values):
    typed = {
        "form_key": str(uuid4()),
        "head": "system",
        "description": "見守りシステム",
        "payee": "見本システム株式会社",
        "amount": "３００万円",
        "paid_on": "R9.9.1",
    }
    return typed | values


def spend(client, award, officer, **values):
    return post(client, officer, page("spend", award), **payment(**values))


def test_a_payment_is_typed_as_offices_write_it(client, award, officer):
    response = spend(client, award, officer, evidence=made.paper())
    assert response["Location"] == page("detail", award)
    line = SpendingLine.objects.get()
    assert (line.amount, line.paid_on) == (3_000_000, date(2027, 9, 1))
    html = text(get(client, officer, page("detail", award)))
    assert "請求書.pdf" in html
    assert content(get(client, officer, page("evidence", line))).startswith(b"%PDF")


def test_pressing_twice_writes_one_line(client, award, officer):
    typed = payment()
    for _ in range(2):
        response = post(client, officer, page("spend", award), **typed)
        assert response["Location"] == page("detail", award)
    assert SpendingLine.objects.count() == 1


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"amount": "0"}, "1以上の値を入力してください。"),
        ({"amount": "9" * 40}, "field-bad"),
        ({"amount": "たくさん"}, "たくさん"),
        ({"amount": ""}, "必須"),
        ({"paid_on": "令和10年4月11日"}, "令和10年4月11日"),
        ({"paid_on": "13月"}, "13月"),
        ({"description": "長" * 201}, "200"),
        ({"payee": "長" * 121}, "120"),
        ({"description": "前\x00後"}, "何か文字"),
        ({"head": "gift"}, "gift"),
    ],
)
def test_a_payment_that_cannot_be_comes_back_as_typed(
    client, award, officer, typed, words
):
    sent = payment(**typed)
    html = text(post(client, officer, page("spend", award), **sent))
    assert words in html
    for name in ("description", "payee", "amount", "paid_on", "form_key"):
        assert not sent[name] or f'value="{sent[name]}"' in html
    assert not SpendingLine.objects.exists()


@pytest.mark.parametrize("key", ["", "x", "9" * 40])
def test_a_broken_form_key_writes_nothing(client, award, officer, key):
    assert text(spend(client, award, officer, form_key=key))
    assert not SpendingLine.objects.exists()


def test_evidence_that_cannot_be_taken_says_what_can(client, award, officer):
    for name, bytes_ in (("空.pdf", b""), ("請求書.exe", b"MZ")):
        upload = SimpleUploadedFile(name, bytes_)
        html = text(spend(client, award, officer, evidence=upload))
        assert name in html
        assert 'value="３００万円"' in html
    assert not SpendingLine.objects.exists()


def test_odd_characters_and_a_long_name_are_kept(client, award, officer):
    odd = ODD[:100]
    upload = SimpleUploadedFile(f"𠮷😀{'長' * 240}.pdf", b"%PDF-1.7")
    spend(client, award, officer, description=odd, payee=odd, evidence=upload)
    line = SpendingLine.objects.get()
    assert (line.description, line.payee) == (odd, odd)
    assert line.evidence_name.endswith(".pdf")
    assert content(get(client, officer, page("evidence", line))) == b"%PDF-1.7"
    assert "&lt;b&gt;" in text(get(client, officer, page("detail", award)))


def test_a_line_is_struck_through_from_the_page(client, award, officer, office):
    line = made.spend(award, officer, 100)
    for _ in range(2):
        response = post(client, officer, page("strike", line))
        assert response["Location"] == page("detail", award)
    html = text(get(client, officer, page("detail", award)))
    assert 'class="struck"' in html
    assert page("strike", line) not in html


def test_looking_at_striking_does_nothing(client, award, officer):
    line = made.spend(award, officer, 100)
    get(client, officer, page("strike", line))
    line.refresh_from_db()
    assert line.struck_at is None


def test_while_the_office_reads_the_forms_lead_back(client, award, officer):
    made.submitted(award, officer)
    for name in ("spend", "report"):
        response = get(client, officer, page(name, award))
        assert response["Location"] == page("detail", award)


def test_a_payment_typed_too_late_is_refused_and_not_lost(client, award, officer):
    made.submitted(award, officer)
    html = text(spend(client, award, officer))
    assert "事務局" in html
    assert 'value="３００万円"' in html


def test_a_draft_is_kept_and_comes_back(client, award, officer):
    typed = REPORT | {"outcome": "", "finished_on": ""}
    response = post(client, officer, page("report", award), **typed)
    assert response["Location"] == page("detail", award)
    html = text(get(client, officer, page("report", award)))
    assert ">\n仕組みを整えた。</textarea>" in html
    assert PerformanceReport.objects.get().status == "draft"


def test_sending_says_one_by_one_what_lacks_and_keeps_the_rest(client, award, officer):
    typed = REPORT | {"outcome": "", "send": "yes"}
    html = text(post(client, officer, page("report", award), **typed))
    main = html.split("<main")[1].split("</main")[0]
    assert main.count('role="alert"') == 2  # what came of it, and a payment
    assert ">\n仕組みを整えた。</textarea>" in html
    assert PerformanceReport.objects.get().done == "仕組みを整えた。"


def test_the_report_is_sent_and_pressing_twice_is_calm(client, award, officer):
    made.spend(award, officer, 100)
    for _ in range(2):
        response = post(client, officer, page("report", award), **REPORT, send="yes")
        assert response["Location"] == page("detail", award)
    assert PerformanceReport.objects.get().status == "submitted"
    html = text(get(client, officer, page("detail", award)))
    assert 'role="alert"' not in html


def test_another_text_after_sending_is_refused_and_not_lost(client, award, officer):
    made.submitted(award, officer)
    typed = REPORT | {"done": "別の画面で書いた長い文"}
    html = text(post(client, officer, page("report", award), **typed))
    assert "事務局" in html
    assert ">\n別の画面で書いた長い文</textarea>" in html
    assert PerformanceReport.objects.get().done == "仕組みを整え、研修を6回行った。"


@pytest.mark.parametrize(
    ("finished_on", "words"),
    [("13月", "13月"), ("令和10年4月11日", "令和10年4月11日"), ("\x00", "field-bad")],
)
def test_a_last_day_that_cannot_be_comes_back(
    client, award, officer, finished_on, words
):
    made.spend(award, officer, 100)
    typed = REPORT | {"finished_on": finished_on, "send": "yes"}
    html = text(post(client, officer, page("report", award), **typed))
    assert words in html
    assert f'value="{finished_on}"' in html
    assert not PerformanceReport.objects.filter(status="submitted").exists()


def test_odd_characters_stand_in_the_report(client, award, officer, office):
    made.spend(award, officer, 100)
    typed = REPORT | {"done": ODD, "outcome": ODD, "difficulties": ODD}
    post(client, officer, page("report", award), **typed, send="yes")
    report = PerformanceReport.objects.get()
    assert {report.done, report.outcome, report.difficulties} == {ODD.strip()}
    assert "&lt;b&gt;&amp;amp;" in text(get(client, office, page("detail", award)))


def test_a_zero_byte_in_the_report_is_said_and_nothing_is_lost(client, award, officer):
    html = text(
        post(client, officer, page("report", award), **REPORT | {"done": "前\x00後"})
    )
    assert "何か文字" in html
    assert "前\x00後" in html
    assert REPORT["outcome"] in html


def test_what_was_typed_before_signing_in_is_back(client, award, officer):
    late = REPORT | {"done": "書きかけの長い文"}
    send_too_late(client, officer, page("report", award), late)
    client.force_login(officer.user)
    html = client.get(page("report", award)).content.decode()
    assert ">\n書きかけの長い文</textarea>" in html
