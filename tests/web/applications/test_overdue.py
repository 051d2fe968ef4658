"""When a deadline has passed, both sides read what happened and what can be done."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from chiiki_web.applications import actions
from web.applications import made
from web.make import CLOCK, NOW
from web.visit import get, post, text

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
UNTIL = NOW + 3 * DAY


@pytest.fixture
def at(monkeypatch):
    def move(moment):
        monkeypatch.setattr(CLOCK, lambda value: moment)

    move(NOW)
    return move


@pytest.fixture
def who():
    return made.people()


def url(name, application):
    return reverse(f"applications:{name}", args=[application.pk])


def test_a_draft_whose_call_has_closed_leads_on_to_open_calls(client, who, at):
    application = made.draft(who)
    address = url("detail", application)
    assert "申請を提出する" in text(get(client, who.officer, address))
    at(who.call.closes_at)
    html = text(get(client, who.officer, address))
    assert "この公募は令和8年12月7日 12:00に締め切られました" in html
    assert "このまま残っています" in html
    assert reverse("schemes:list") in html
    assert ">申請を提出する<" not in html
    assert "計画.pdf" in html


def test_a_correction_that_is_too_late_says_whom_to_ask(client, who, at):
    application = made.returned(who, UNTIL)
    address = url("detail", application)
    assert "までに補正してください" in text(get(client, who.officer, address))
    at(UNTIL)
    html = text(get(client, who.officer, address))
    assert "補正の期限（令和8年11月26日 12:00）を過ぎています" in html
    assert "事務局が期限を改めると" in html
    form = {"key": str(uuid4())}
    html = text(client.post(url("submit", application), form, follow=True))
    assert "この補正は提出されませんでした" in html
    assert made.fresh(application).status == "returned"


def test_the_office_sets_another_day_for_what_was_not_corrected(client, who, at):
    application = made.returned(who, UNTIL)
    address = url("examine", application)
    assert "期限を改める" not in text(get(client, who.office, address))
    at(UNTIL)
    html = text(get(client, who.office, address))
    assert "補正の期限（令和8年11月26日 12:00）を過ぎています" in html
    assert "期限を改める" in html
    assert ">受理する<" not in html
    typed = {"form_key": uuid4(), "note": "再度お願いします。", "correct_by": "R8.12.1"}
    post(client, who.office, url("return", application), **typed)
    again = made.fresh(application)
    assert again.correct_by > UNTIL + 2 * DAY
    assert made.names(application).count("application.returned") == 2
    kinds = [kind for kind, _path in made.told(who.officer)]
    assert kinds.count("application.returned") == 2


def test_the_office_ends_what_was_not_corrected(client, who, at):
    application = made.returned(who, UNTIL)
    at(UNTIL)
    post(client, who.office, url("reject", application), ground="期限内に補正なし。")
    assert made.fresh(application).status == "rejected"


def test_before_the_day_the_office_waits(who):
    application = made.returned(who, UNTIL)
    with pytest.raises(actions.CannotExamine) as caught:
        actions.reject_application(
            application.pk,
            ground="早い。",
            by=who.office,
            at=UNTIL - timedelta(microseconds=1),
        )
    assert made.codes(caught) == ["applications.not_at_the_desk"]


def test_an_auditor_reads_of_it_and_decides_nothing(client, who, at):
    application = made.returned(who, UNTIL)
    at(UNTIL)
    auditor = made.make.member("auditor")
    html = text(get(client, auditor, url("examine", application)))
    assert "差し戻す" not in html


def test_the_office_says_nothing_beside_what_was_never_sent(who):
    application = made.draft(who)
    with pytest.raises(actions.CannotExamine) as caught:
        made.comment_as(who.office)(application)
    assert made.codes(caught) == ["applications.not_yours"]
