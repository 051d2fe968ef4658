"""The receipt: number, moment, and the SHA-256 of every stored file; also as PDF."""

import hashlib
import json
from datetime import timedelta

import pytest
from django.urls import reverse

from chiiki_web.applications import actions, engine_input, queries
from chiiki_web.audit import queries as audit
from chiiki_web.documents import kinds
from chiiki_web.documents.typeset import make_pdf
from web import make
from web.applications import made
from web.make import NOW

pytestmark = pytest.mark.django_db
CONTENTS = {"計画.pdf": b"%PDF-1.7 plan", "見積.csv": "品目,額\n端末,1".encode()}


@pytest.fixture
def who():
    return made.people()


@pytest.fixture
def application(who):
    found = made.draft(who, with_file=False)
    for name, content in CONTENTS.items():
        made.attach(found, who.officer, made.paper(name, content), kind="other")
    made.submit(found, who, at=NOW + timedelta(seconds=5))
    return made.fresh(found)


def page(client, member, application, language="ja"):
    client.force_login(member.user)
    client.cookies["django_language"] = language
    return client.get(reverse("applications:receipt", args=[application.pk]))


def pdf(client, member, application, version=1):
    client.force_login(member.user)
    address = reverse("applications:receipt_pdf", args=[application.pk, version])
    answer = client.get(address)
    b"".join(answer)  # read to its end, the file is closed
    return answer


def content_of(application, version=1):
    stored = application.submissions.get(version=version).receipt
    return kinds.path_of(stored.sha256).read_bytes()


def test_each_hash_is_that_of_the_bytes_that_were_sent_and_that_are_stored(application):
    listed = {one["name"]: one for one in application.submissions.get().files}
    assert listed.keys() == CONTENTS.keys()
    for name, content in CONTENTS.items():
        assert listed[name]["sha256"] == hashlib.sha256(content).hexdigest()
        assert listed[name]["size"] == len(content)
        stored = kinds.path_of(listed[name]["sha256"])
        assert stored.read_bytes() == content


def test_the_hash_of_the_whole_can_be_reckoned_again(application):
    one = application.submissions.get()
    text = json.dumps([one.snapshot, one.files], ensure_ascii=False, sort_keys=True)
    assert one.sha256 == hashlib.sha256(text.encode()).hexdigest()


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_page_shows_number_moment_and_every_hash(
    client, who, application, language
):
    html = page(client, who.officer, application, language).content.decode()
    assert application.number in html
    said = {"ja": "12時00分05秒（日本時間）", "en": "12:00:05 (Japan time)"}
    assert said[language] in html
    assert ("受付票" if language == "ja" else "Receipt") in html
    for content in CONTENTS.values():
        assert hashlib.sha256(content).hexdigest() in html
    assert application.submissions.get().sha256 in html


def test_the_receipt_keeps_what_was_sent_when_the_plan_gets_another_name(
    client, who, application
):
    plan = application.plan
    plan.title = "改めた名称"
    plan.save()
    html = page(client, who.officer, application).content.decode()
    assert "見本：独居高齢者の見守り" in html
    assert "改めた名称" not in html


def test_a_draft_has_no_receipt(client, who):
    draft = made.draft(who)
    answer = page(client, who.officer, draft)
    assert answer["Location"] == reverse("applications:detail", args=[draft.pk])
    assert pdf(client, who.officer, draft).status_code == 404


def test_both_sides_and_the_auditor_read_it_and_strangers_do_not(
    client, who, application
):
    for member in (who.officer, who.office, make.member("auditor")):
        assert page(client, member, application).status_code == 200
        assert pdf(client, member, application).status_code == 200
    for member in (make.member(), make.member("office")):
        assert page(client, member, application).status_code == 404
        assert pdf(client, member, application).status_code == 404
    assert page(client, make.member("reviewer"), application).status_code == 403


def test_the_page_links_to_the_pdf_of_each_version(client, who, application):
    actions.return_application(
        application.pk,
        note="直してください。",
        correct_by=NOW + timedelta(days=3),
        form_key=application.submissions.get().key,
        by=who.office,
        at=NOW,
    )
    made.submit(application, who, at=NOW + timedelta(days=1))
    html = page(client, who.officer, application).content.decode()
    for version in (1, 2):
        address = reverse("applications:receipt_pdf", args=[application.pk, version])
        assert address in html
        assert pdf(client, who.officer, application, version).status_code == 200
    assert pdf(client, who.officer, application, 3).status_code == 404


def test_the_pdf_comes_as_a_download_under_the_number(client, who, application):
    answer = pdf(client, who.officer, application)
    assert content_of(application).startswith(b"%PDF-")
    assert answer["Content-Type"] == "application/pdf"
    expected = f'attachment; filename="{application.number}-1.pdf"'
    assert answer["Content-Disposition"] == expected


def test_the_pdf_is_made_once_and_kept_with_its_hash(client, who, application):
    pdf(client, who.officer, application)
    stored = application.submissions.get().receipt
    pdf(client, who.office, application)
    assert application.submissions.get().receipt == stored
    assert stored.sha256 == hashlib.sha256(content_of(application)).hexdigest()
    assert made.names(application).count("application.receipt_made") == 1
    event = audit.history_of(application).last()
    assert event.actor == "system"
    assert event.details == {"version": 1, "sha256": stored.sha256}


def test_the_paper_says_in_japanese_what_the_page_says(application):
    data = engine_input.receipt_data(application.submissions.get())
    assert (data["number"], data["version"]) == (application.number, 1)
    assert (data["date"], data["time"]) == ("令和8年11月23日", "12時00分05秒")
    assert data["requested"] == "12,000,000円"
    assert data["addressee"] == application.organisation.name_ja
    assert data["sender"] == application.call.office.name_ja
    assert data["fiscal_year"] == "令和8年度"
    assert [one["kind"] for one in data["files"]] == ["その他の資料"] * 2
    assert [one["size"] for one in data["files"]] == ["13", "19"]
    assert data["is_sample"] is True


TEMPLATE = "src/chiiki_web/applications/letters/receipt.typ"


@pytest.mark.parametrize("instrument", ["grant", "subsidy", "commission"])
@pytest.mark.parametrize("version", [1, 2])
@pytest.mark.parametrize("odd", ["𠮷野家😀", "#panic() $x$ *b* _i_ @a <b>", "あ" * 200])
def test_no_title_or_name_breaks_the_typesetting(
    application, pytestconfig, instrument, version, odd
):
    data = engine_input.receipt_data(application.submissions.get())
    data |= {"instrument": instrument, "version": version, "title": odd}
    data["addressee"] = odd
    data["files"] = [one | {"name": odd} for one in data["files"]] * 30
    assert make_pdf(pytestconfig.rootpath / TEMPLATE, data).startswith(b"%PDF-")


def test_what_lies_on_disk_is_read_back_before_the_receipt_is_given(application):
    assert all(queries.is_stored(one) for one in queries.files_of(application))
