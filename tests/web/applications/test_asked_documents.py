"""Documents: only what the form of a scheme asks for is taken, and all that it demands."""

import pytest

from chiiki_web.applications import actions, queries
from chiiki_web.applications.actions import preparing
from web.applications import made
from web.applications.forms_of_calls import OTHER, QUOTE, asks, fresh
from web.make import CLOCK, NOW
from web.visit import get, text

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path, monkeypatch):
    settings.CHIIKI_FILES = tmp_path
    monkeypatch.setattr(CLOCK, lambda value: NOW)


@pytest.fixture
def who():
    return made.people()


def refused(application, who):
    with pytest.raises(actions.CannotSubmit) as caught:
        made.submit(application, who)
    return made.codes(caught)


def test_only_what_the_form_asks_for_is_attached(who):
    asks(who.call, who.office, files=(QUOTE, OTHER))
    application = made.draft(who, with_file=False)
    cases = [
        ("plan", made.paper(), "applications.file_not_asked"),
        ("quote", made.paper("見積.csv"), "applications.file_type_not_asked"),
        (
            "quote",
            made.paper(content=made.PDF.ljust(2_000)),
            "applications.file_too_large_for_kind",
        ),
    ]
    for kind, paper, code in cases:
        with pytest.raises(actions.CannotPrepare) as caught:
            made.attach(application, who.officer, paper, kind=kind)
        assert made.codes(caught) == [code]
    assert not queries.files_of(application)
    assert made.attach(application, who.officer, kind="quote").kind == "quote"


def test_an_application_holds_so_many_files_and_no_more(who, monkeypatch):
    monkeypatch.setattr(preparing, "MOST_FILES", 2)
    application = made.draft(who)
    second = made.attach(application, who.officer, made.paper("二.pdf"))
    with pytest.raises(actions.CannotPrepare) as caught:
        made.attach(application, who.officer, made.paper("三.pdf"))
    assert made.codes(caught) == ["applications.too_many_files"]
    assert made.attach(application, who.officer, made.paper("二.pdf")) == second
    actions.remove_attachment(second.pk, by=who.officer, at=NOW)
    assert made.attach(application, who.officer, made.paper("三.pdf")).name == "三.pdf"


def test_every_document_that_is_missing_is_named(who):
    asks(who.call, who.office, files=(QUOTE, OTHER))
    application = made.draft(who, with_file=False)
    made.attach(application, who.officer, kind="other")
    assert refused(application, who) == ["applications.file_missing"]
    made.attach(application, who.officer, kind="quote")
    files = made.submit(application, who).files
    assert [(one["kind"], one["kind_ja"]) for one in files] == [
        ("other", "その他の資料"),
        ("quote", "見積書"),
    ]


def test_the_page_says_beside_its_button_what_is_missing(client, who, clock):
    clock.move_to(NOW)
    asks(who.call, who.office, files=(QUOTE, OTHER))
    application = made.draft(who, with_file=False)

    def said():
        page = get(client, who.officer, f"/applications/{application.pk}/")
        return "必須の書類1件が添付されていません" in text(page)

    assert said()
    made.attach(application, who.officer, kind="quote")
    assert not said()


def test_a_document_follows_its_kind_to_a_newer_form(who):
    application = made.draft(who, with_file=False)
    made.attach(application, who.officer, kind="quote")
    renamed = QUOTE | {"code": "estimate", "was": "quote", "ja": "見積書（2者）"}
    asks(who.call, who.office, files=(renamed,))
    assert made.submit(fresh(application), who).files[0]["kind"] == "estimate"


def test_a_document_that_is_not_asked_any_more_is_named_before_sending(who):
    application = made.draft(who)
    asks(who.call, who.office, files=(OTHER,))
    assert refused(fresh(application), who) == ["applications.file_not_asked"]


def test_a_letter_of_recommendation_is_taken_though_no_form_names_it(who):
    asks(who.call, who.office, files=(OTHER,))
    application = made.draft(who, with_file=False)
    made.attach(application, who.officer, kind="recommendation")
    assert made.submit(application, who).files[0]["kind"] == "recommendation"
