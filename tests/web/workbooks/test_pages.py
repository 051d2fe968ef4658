"""Pages: download, send, see each mistake with its cell, take it over."""

import io
from uuid import uuid4

import openpyxl
import pytest
from django.urls import reverse

from chiiki_web.plans import actions as plans
from chiiki_web.workbooks.models import Upload
from web import make
from web.visit import ODD, get, opened_by, post, text
from web.workbooks.filled import answers, changed, given, now, paper

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return make.member()


@pytest.fixture
def plan(officer):
    return make.full_plan(officer)


def url(name, pk):
    return reverse(f"workbooks:{name}", args=[pk])


def send(client, officer, plan, upload, page="plan"):
    typed = {"form_key": uuid4(), "upload": upload}
    return post(client, officer, url(page, plan.pk), **typed)


def dry_run(client, officer, plan, **typed):
    content = changed(given(plan), answers(**typed))
    response = send(client, officer, plan, paper(content))
    assert response.status_code == 302
    return Upload.objects.latest("pk")


def test_what_is_downloaded_is_a_workbook_of_this_plan(client, officer, plan):
    response = get(client, officer, url("plan_xlsx", plan.pk))
    book = openpyxl.load_workbook(io.BytesIO(response.content))
    assert book["記入要領"]["B3"].value == plan.title
    assert "attachment" in response["Content-Disposition"]


def test_cost_lines_are_given_out_in_two_forms(client, officer, plan):
    content = get(client, officer, url("costs_csv", plan.pk)).content.decode()
    assert "見守り員の研修,3000000" in content
    book = get(client, officer, url("costs_xlsx", plan.pk)).content
    assert openpyxl.load_workbook(io.BytesIO(book)).sheetnames[0] == "経費"


def test_every_mistake_is_listed_with_its_cell_and_nothing_changes(
    client, officer, plan
):
    made = dry_run(client, officer, plan, goal="よい", target_users="たくさん")
    html = text(get(client, officer, url("upload", made.pk)))
    assert "修正が必要な箇所が1件あります" in html
    assert "たくさん" in html
    assert "シート「計画」" in html
    assert "この内容で取り込む" not in html
    assert "修正したファイルを点検する" in html
    assert now(plan).goal == plan.goal


def test_what_would_change_is_shown_and_taken_over_by_one_press(client, officer, plan):
    made = dry_run(client, officer, plan, goal="新しい目標")
    html = text(get(client, officer, url("upload", made.pk)))
    assert "新しい目標" in html
    assert plan.goal in html
    response = post(client, officer, url("take", made.pk), version=made.version)
    assert response["Location"] == reverse("plans:detail", args=[plan.pk])
    assert now(plan).goal == "新しい目標"
    html = text(get(client, officer, url("upload", made.pk)))
    assert "取込み済み" in html
    assert plan.goal in html


def test_a_part_changed_meanwhile_is_shown_beside_the_file(client, officer, plan):
    made = dry_run(client, officer, plan, goal="ファイルの目標")
    plans.change_plan(
        plan.pk, version=plan.version, by=officer, at=make.NOW, goal="別の人の目標"
    )
    page = post(client, officer, url("take", made.pk), version=made.version)
    html = text(page)
    assert "別の人の目標" in html
    assert "ファイルの目標" in html
    assert now(plan).goal == "別の人の目標"
    shown = page.context["version"]
    post(client, officer, url("take", made.pk), version=shown)
    assert now(plan).goal == "ファイルの目標"


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("計画.xlsx", b"", "空か、10MBを超えています"),
        ("計画.xls", b"x", "形式が異なります"),
        ("計画.csv", b"x", "形式が異なります"),
        ("計画.xlsx", b"PK\x03\x04", "開けません"),
        ("計画.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "古いOffice形式"),
    ],
)
def test_a_file_that_cannot_be_read_is_a_sentence(
    client, officer, plan, name, content, words
):
    html = text(send(client, officer, plan, paper(content, name)))
    assert words in html
    assert not Upload.objects.exists()


def test_no_file_and_an_odd_key_are_a_sentence(client, officer, plan):
    html = text(post(client, officer, url("plan", plan.pk), form_key="x"))
    assert "記入したファイルを選んでください" in html


def test_odd_texts_come_through_whole(client, officer, plan):
    odd = "".join(ODD)[:3_000]
    made = dry_run(client, officer, plan, goal=odd, payer_after=odd[:60])
    html = text(get(client, officer, url("upload", made.pk)))
    assert "<b>&amp;</b>" not in html
    assert "𠮷野家" in html


def test_an_odd_version_goes_back_to_the_page(client, officer, plan):
    made = dry_run(client, officer, plan, goal="新しい目標")
    for version in ("", "x", "9" * 40, "-1"):
        response = post(client, officer, url("take", made.pk), version=version)
        assert response["Location"] == url("upload", made.pk)
    assert now(plan).goal == plan.goal


def test_costs_are_sent_from_their_own_page(client, officer, plan):
    content = "経費区分,内容,金額\nその他,機器,100\n".encode("cp932")
    send(client, officer, plan, paper(content, "経費.csv"), page="costs")
    made = Upload.objects.get()
    html = text(get(client, officer, url("upload", made.pk)))
    assert "3件、合計12,000,000円" in html
    assert "1件、合計100円" in html
    post(client, officer, url("take", made.pk), version=made.version)
    assert [one.amount for one in now(plan).cost_lines.all()] == [100]


def test_an_application_leads_to_its_own_workbook(client, officer):
    application = make.application_started(make.call(), officer)
    page = reverse("applications:detail", args=[application.pk])
    assert url("application", application.pk) in text(get(client, officer, page))
    html = text(get(client, officer, url("application", application.pk)))
    assert url("application_xlsx", application.pk) in html
    response = get(client, officer, url("application_xlsx", application.pk))
    assert response.content.startswith(b"PK")


def test_plan_and_costs_lead_here(client, officer, plan):
    page = text(get(client, officer, reverse("plans:detail", args=[plan.pk])))
    assert url("plan", plan.pk) in page
    page = text(get(client, officer, reverse("plans:costs", args=[plan.pk])))
    assert url("costs", plan.pk) in page


def test_who_opens_what(client, officer, plan):
    made = dry_run(client, officer, plan, goal="新しい目標")
    people = {role: make.member(role) for role in ("officer", "office", "auditor")}
    people["own"] = officer
    assert opened_by(client, url("upload", made.pk), people) == {"own", "auditor"}
    assert opened_by(client, url("file", made.pk), people) == {"own", "auditor"}
    for name in ("plan", "plan_xlsx", "costs", "costs_csv", "costs_xlsx"):
        assert opened_by(client, url(name, plan.pk), people) == {"own"}


@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_page_opens_in_both_languages_within_twenty_statements(
    client, officer, plan, language, django_assert_max_num_queries
):
    wrong = dry_run(client, officer, plan, goal="よい", target_users="たくさん")
    right = dry_run(client, officer, plan, goal="新しい目標")
    client.force_login(officer.user)
    for address in (
        url("plan", plan.pk),
        url("costs", plan.pk),
        url("upload", wrong.pk),
        url("upload", right.pk),
    ):
        with django_assert_max_num_queries(20):
            page = client.get(address, headers={"accept-language": language})
        assert page.status_code == 200
