"""The letter about the fixed amount: what it says, and made once."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from chiiki_web.audit import queries as audit
from chiiki_web.documents import kinds
from chiiki_web.plans import actions as plans
from chiiki_web.settlements import actions, queries
from chiiki_web.settlements.actions import lettering
from web import make
from web.awards import made as award_made
from web.settlements import made
from web.settlements.made import AFTER

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def officer(kept):
    return make.member(of=make.organisation(head_title="見本市長"))


@pytest.fixture(scope="module")
def office(kept):
    return make.member("office")


@pytest.fixture(scope="module", autouse=True)
def settlement(office, officer):
    return made.fixed(award_made.decided(office, officer), officer, office)


def said(stored):
    """The words of a PDF, without the gaps that line breaks leave."""
    pdf = PdfReader(BytesIO(kinds.path_of(stored.sha256).read_bytes()))
    return "".join("".join(page.extract_text() for page in pdf.pages).split())


def make_letter(settlement):
    return actions.make_letter(settlement.pk, at=AFTER)


def test_the_letter_says_number_addressee_and_each_amount(settlement, officer, office):
    words = said(make_letter(settlement))
    for part in (
        f"{settlement.award.number}の2",
        f"令和8年12月13日付け{settlement.award.number}により",
        officer.organisation.name_ja,
        "見本市長殿",
        office.organisation.name_ja,
        "令和10年4月10日",
        "交付決定額12,000,000円",
        "対象と認めた支出10,000,000円",
        "確定額10,000,000円",
        "備考なし",
        "第15条",
    ):
        assert part in words


def test_the_note_of_the_office_stands_in_the_letter(office, officer):
    award = award_made.decided(office, officer)
    made.submitted(award, officer)
    note = "領収書の写しを確認した。#let x = 1 𠮷"
    settlement = actions.fix_amount(award.pk, note=note, by=office, at=AFTER)
    assert "領収書の写しを確認した。#letx=1" in said(make_letter(settlement))


def test_the_letter_speaks_of_the_title_that_was_sent(settlement, officer):
    plan = settlement.award.application.plan
    plans.change_plan(plan.pk, version=99, title="後の題名", by=officer, at=AFTER)
    words = said(make_letter(settlement))
    assert "見本：独居高齢者の見守り" in words
    assert "後の題名" not in words


def test_the_letter_is_made_once(settlement):
    assert make_letter(settlement) == make_letter(settlement)
    names = [one.name for one in audit.history_of(settlement)]
    assert names.count("settlement.letter_made") == 1


def test_two_at_once_hand_out_the_same_letter(settlement, monkeypatch):
    """While this one is typeset, another worker stores its own."""
    make_pdf, others = lettering.make_pdf, []

    def slow(template, data):
        if not others:
            others.append(None)
            others[0] = make_letter(settlement)
        return make_pdf(template, data) + b"\n%later"

    monkeypatch.setattr(lettering, "make_pdf", slow)
    assert make_letter(settlement) == others[0]


def test_one_letter_that_fails_stops_no_other(
    settlement, office, officer, monkeypatch, caplog
):
    second = made.fixed(award_made.decided(office, officer), officer, office)
    make_pdf = lettering.make_pdf

    def break_first(template, data):
        if data["award_number"] == settlement.award.number:
            raise RuntimeError("no font")
        return make_pdf(template, data)

    monkeypatch.setattr(lettering, "make_pdf", break_first)
    assert actions.make_letters(AFTER) == 1
    assert f"settlement {settlement.pk} failed" in caplog.text
    monkeypatch.setattr(lettering, "make_pdf", make_pdf)
    assert actions.make_letters(AFTER) == 1
    assert not queries.without_letter().exists()
    second.refresh_from_db()
    assert second.letter
