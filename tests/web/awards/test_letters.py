"""Decision letters: what they say, made once, and one that fails stops no other."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from chiiki_web.audit import queries as audit
from chiiki_web.awards import actions, queries
from chiiki_web.awards.actions import lettering
from chiiki_web.awards.models import Award
from chiiki_web.documents import kinds
from chiiki_web.documents.models import StoredFile
from web import make
from web.awards import made
from web.awards.made import DECIDED

pytestmark = pytest.mark.django_db
TITLE = "見本：独居高齢者の見守り"


@pytest.fixture(scope="module")
def office(kept):
    return make.member(
        "office", of=make.organisation("office", head_title="地域情報化推進室長")
    )


@pytest.fixture(scope="module")
def officer(kept):
    return make.member(of=make.organisation(head_title="見本市長"))


@pytest.fixture(scope="module", autouse=True)
def award(office, officer):
    return made.decided(office, officer)


@pytest.fixture
def refused(office, officer):
    call = made.call(office)
    application = made.reviewed(call, office, 5, officer)
    (award,) = actions.select_applications(
        call.pk,
        chosen={},
        others={application.pk: "目標の根拠が示されていない。\n再提案を待つ。"},
        by=office,
        at=made.CLOSED,
    )
    return award


def said(stored):
    """The words of a PDF, without the gaps that line breaks leave."""
    pdf = PdfReader(BytesIO(kinds.path_of(stored.sha256).read_bytes()))
    return "".join("".join(page.extract_text() for page in pdf.pages).split())


def letter_of(award):
    return said(actions.make_letter(award.pk, at=DECIDED))


def test_a_decision_letter_says_number_addressee_amount_and_conditions(
    award, office, officer
):
    words = letter_of(award)
    for part in (
        award.number,
        officer.organisation.name_ja,
        "見本市長殿",
        office.organisation.name_ja,
        "地域情報化推進室長",
        "令和8年12月13日",
        "12,000,000円",
        TITLE,
        award.application.number,
        "・見本の条件",
        "第6条第1項",
        "20日以内（令和9年1月2日まで）",
        "この文書は見本であり",
    ):
        assert part in words


def test_a_letter_about_a_contract_speaks_of_no_grant(award):
    programme = award.application.call.programme
    programme.instrument = "commission"
    programme.save(update_fields=["instrument"])
    words = letter_of(award)
    assert "委託先として決定した" in words
    assert "12,000,000円" in words
    assert "法第9条" not in words


def test_a_real_letter_carries_no_word_of_a_sample(award):
    call = award.application.call
    call.is_sample = False
    call.save(update_fields=["is_sample"])
    assert "この文書は見本" not in letter_of(award)


def test_a_refusal_letter_says_the_ground_and_no_amount(refused, officer):
    words = letter_of(refused)
    assert refused.application.number in words
    assert officer.organisation.name_ja in words
    assert "目標の根拠が示されていない。再提案を待つ。" in words
    assert "採択しない" in words
    assert "円" not in words


def test_who_has_no_title_is_addressed_as_representative(office):
    assert "代表者殿" in letter_of(made.decided(office))


def test_odd_characters_stand_in_a_letter(award):
    award.conditions = "𠮷野 #set page() *太字* $x$ \\ \u202eأهلا😀\n\n" + "長" * 5000
    award.save(update_fields=["conditions"])
    words = letter_of(award)
    assert "#setpage()*太字*$x$\\" in words
    assert words.count("長") >= 5000


def test_a_letter_is_made_once(award):
    first = actions.make_letter(award.pk, at=DECIDED)
    again = actions.make_letter(award.pk, at=DECIDED)
    assert first == again
    names = [one.name for one in audit.history_of(award)]
    assert names.count("award.letter_made") == 1
    assert audit.history_of(award).last().details == {"sha256": first.sha256}


def test_two_at_once_hand_out_the_same_letter(award, monkeypatch):
    """While this one is typeset, another worker stores its own."""
    make_pdf, others = lettering.make_pdf, []

    def slow(template, data):
        if not others:
            others.append(None)
            others[0] = actions.make_letter(award.pk, at=DECIDED)
        return make_pdf(template, data) + b"\n%later"

    monkeypatch.setattr(lettering, "make_pdf", slow)
    assert actions.make_letter(award.pk, at=DECIDED) == others[0]
    award.refresh_from_db()
    assert award.letter == others[0]
    assert StoredFile.objects.filter(media_type="application/pdf").count() >= 2


def test_a_letter_that_came_too_late_is_not_handed_out(award, office, monkeypatch):
    make_pdf = lettering.make_pdf

    def slow(template, data):
        actions.cancel_award(award.pk, ground="見本", by=office, at=DECIDED)
        return make_pdf(template, data)

    monkeypatch.setattr(lettering, "make_pdf", slow)
    assert actions.make_letter(award.pk, at=DECIDED) is None


def test_a_candidate_gets_no_letter(office):
    assert actions.make_letter(made.candidate(office).pk, at=DECIDED) is None


def test_the_worker_makes_every_letter_that_is_missing(award, refused):
    assert set(queries.without_letter()) == {award, refused}
    assert actions.make_letters(DECIDED) == 2
    assert actions.make_letters(DECIDED) == 0


def test_one_letter_that_fails_stops_no_other(award, refused, monkeypatch, caplog):
    make_pdf = lettering.make_pdf

    def break_first(template, data):
        if data["number"] == award.number:
            raise RuntimeError("no font")
        return make_pdf(template, data)

    monkeypatch.setattr(lettering, "make_pdf", break_first)
    assert actions.make_letters(DECIDED) == 1
    assert f"award {award.pk} failed" in caplog.text
    assert list(queries.without_letter()) == [award]
    monkeypatch.setattr(lettering, "make_pdf", make_pdf)
    assert actions.make_letters(DECIDED) == 1
    assert Award.objects.filter(letter__isnull=False).count() == 2
