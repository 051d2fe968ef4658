"""The check list: an overview, and a page for each item with its evidence."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.html import escape

from chiiki.readiness import ITEMS
from chiiki_web.plans import actions
from web import make
from web.make import NOW

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7 sample"


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.CHIIKI_FILES = tmp_path


@pytest.fixture
def officer(client):
    member = make.member()
    client.force_login(member.user)
    return member


@pytest.fixture
def plan(officer):
    return make.plan(officer)


def url(plan, item="right_leader"):
    return reverse("plans:answer", args=[plan.pk, item])


def typed(plan, **changes):
    return {
        "version": type(plan).objects.get(pk=plan.pk).version,
        "state": "yes",
        "evidence": "事務分掌表",
    } | changes


@pytest.mark.parametrize(
    ("language", "open_word"), [("ja", "未回答"), ("en", "not answered")]
)
def test_the_overview_lists_every_item_and_no_score(client, plan, language, open_word):
    client.cookies["django_language"] = language
    page = client.get(reverse("plans:checklist", args=[plan.pk]))
    html = page.content.decode()
    for item in ITEMS:
        assert escape(item.question(language)) in html
    assert html.count(f">{open_word}</span>") == len(ITEMS)


def test_each_item_says_why_it_is_asked_and_what_counts(client, plan):
    for item in ITEMS:
        html = client.get(url(plan, item.code)).content.decode()
        assert item.why("ja") in html
        assert item.evidence("ja") in html


def test_saving_goes_to_the_next_item_and_at_the_end_to_the_list(client, plan):
    first, second, last = ITEMS[0].code, ITEMS[1].code, ITEMS[-1].code
    response = client.post(url(plan, first), typed(plan, do="next"))
    assert response["Location"] == url(plan, second)
    response = client.post(url(plan, last), typed(plan, do="next"))
    assert response["Location"] == reverse("plans:checklist", args=[plan.pk])
    assert plan.answers.count() == 2


def test_a_file_is_kept_and_comes_back_as_a_download(client, plan, officer):
    client.post(url(plan), typed(plan, file=SimpleUploadedFile("分掌.pdf", PDF)))

    address = reverse("plans:evidence", args=[plan.pk, "right_leader"])
    response = client.get(address)

    assert b"".join(response.streaming_content) == PDF
    assert response["Content-Disposition"].startswith("attachment")
    client.force_login(make.member().user)
    assert client.get(address).status_code == 404


def test_an_item_without_a_file_has_no_download(client, plan):
    client.post(url(plan), typed(plan))
    assert (
        client.get(
            reverse("plans:evidence", args=[plan.pk, "right_leader"])
        ).status_code
        == 404
    )


@pytest.mark.parametrize(
    ("upload", "words"),
    [
        (SimpleUploadedFile("empty.pdf", b""), "0"),
        (SimpleUploadedFile("tool.exe", b"MZ"), "tool.exe"),
    ],
)
def test_a_file_that_cannot_be_taken_is_said_and_the_text_stays(
    client, plan, upload, words
):
    page = client.post(url(plan), typed(plan, evidence="残る文章", file=upload))
    html = page.content.decode()
    assert words in html
    assert "残る文章" in html
    kept = plan.answers.get()
    assert (kept.evidence, kept.file) == ("残る文章", None)


def test_two_tabs_show_both_answers(client, plan, officer):
    old = plan.version
    actions.answer_check(
        plan.pk,
        "right_leader",
        state="no",
        evidence="ほかの人の根拠",
        version=old,
        by=officer,
        at=NOW,
    )
    page = client.post(
        url(plan), typed(plan, evidence="私の根拠", version=old), follow=True
    )
    html = page.content.decode()
    assert "ほかの人の根拠" in html
    assert "私の根拠" in html
    assert plan.answers.get().evidence == "ほかの人の根拠"


def test_an_unknown_item_is_not_found(client, plan):
    assert client.get(url(plan, "luck")).status_code == 404


def test_what_is_missing_leads_to_the_step_where_it_is_said(client, plan):
    client.post(url(plan, "concrete_goal"), typed(plan))
    html = client.get(reverse("plans:checklist", args=[plan.pk])).content.decode()
    assert reverse("plans:edit", args=[plan.pk, "problem"]) + "#id_goal" in html
