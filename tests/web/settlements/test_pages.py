"""Pages from the award to the payment: doors, one next step, and what comes back."""

from datetime import timedelta

import pytest
from django.urls import reverse

from chiiki_web.awards import actions as awards
from chiiki_web.settlements import actions
from chiiki_web.settlements.models import Payment, Settlement
from web import make
from web.awards import made as award_made
from web.settlements import made
from web.settlements.made import AFTER
from web.visit import ODD, ROLES, content, get, opened_by, post, text

pytestmark = pytest.mark.django_db
LIST = reverse("settlements:list")


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


@pytest.fixture
def submitted(award, officer):
    made.submitted(award, officer)
    return award


@pytest.fixture
def fixed(submitted, office):
    actions.fix_amount(submitted.pk, note="", by=office, at=AFTER)
    return submitted


def page(name, one):
    return reverse(f"settlements:{name}", args=[one.pk])


def test_each_role_stands_before_the_door_it_is_given(client, fixed, officer, office):
    line = fixed.spending_lines.get()
    allowed = {
        LIST: {"officer", "office", "auditor"},
        page("detail", fixed): {"officer", "office", "auditor"},
        page("letter", fixed): {"officer", "office", "auditor"},
        page("evidence", line): {"officer", "office", "auditor"},
        page("pay", fixed): {"office"},
        page("fix", fixed): {"office"},
        page("return", fixed): {"office"},
    }
    people = {role: make.member(role) for role in ROLES}
    people |= {"officer": officer, "office": office}
    for address, roles in allowed.items():
        assert (address, opened_by(client, address, people)) == (address, roles)


def test_only_the_grantee_opens_the_forms(client, award, officer, office):
    people = {role: make.member(role) for role in ROLES}
    people |= {"officer": officer, "office": office}
    for name in ("spend", "report"):
        assert opened_by(client, page(name, award), people) == {"officer"}


@pytest.mark.parametrize("name", ["detail", "spend", "report", "letter"])
def test_the_award_of_another_body_is_not_found(client, fixed, name):
    other = make.member()
    assert get(client, other, page(name, fixed)).status_code == 404
    assert post(client, other, page(name, fixed)).status_code == 404


@pytest.mark.parametrize("name", ["detail", "fix", "return", "pay", "letter"])
def test_another_office_finds_nothing(client, fixed, name):
    other = make.member("office")
    assert get(client, other, page(name, fixed)).status_code == 404
    assert fixed.number not in text(get(client, other, LIST))


@pytest.mark.parametrize("name", ["evidence", "strike"])
def test_a_line_of_another_body_is_not_found(client, award, officer, name):
    line = made.spend(award, officer, 100)
    other = make.member()
    assert post(client, other, page(name, line)).status_code == 404
    line.refresh_from_db()
    assert line.struck_at is None


@pytest.mark.parametrize("number", [0, 10**30])
def test_a_number_that_nothing_has_is_not_found(client, officer, office, number):
    for member, names in (
        (officer, ("detail", "spend", "report", "letter", "strike", "evidence")),
        (office, ("fix", "return", "pay")),
    ):
        for name in names:
            address = reverse(f"settlements:{name}", args=[number])
            assert get(client, member, address).status_code == 404


def test_a_candidate_has_no_page_here_yet(client, office, officer):
    candidate = award_made.candidate(office, officer)
    assert get(client, officer, page("detail", candidate)).status_code == 404
    assert get(client, officer, page("letter", candidate)).status_code == 404


def test_pages_stay_within_twenty_statements(
    client, django_assert_max_num_queries, award, officer, office
):
    for number in range(5):
        made.spend(award, officer, 1000 + number)
        made.submitted(award_made.decided(office, officer), officer)
    done = award_made.decided(office, officer)
    made.fixed(done, officer, office)
    for member, address in (
        (officer, LIST),
        (office, LIST),
        (make.member("auditor"), LIST),
        (officer, page("detail", award)),
        (officer, page("spend", award)),
        (officer, page("report", award)),
        (office, page("detail", done)),
        (make.member("auditor"), page("detail", done)),
    ):
        client.force_login(member.user)
        with django_assert_max_num_queries(20):
            assert client.get(address).status_code == 200


def test_the_list_counts_by_stage(client):
    office, officer = make.member("office"), make.member()
    stages = {
        "spending": award_made.decided(office, officer),
        "report": award_made.decided(office, officer),
        "payment": award_made.decided(office, officer),
        "paid": award_made.decided(office, officer),
    }
    made.spend(stages["spending"], officer, 100)
    made.submitted(stages["report"], officer)
    made.fixed(stages["payment"], officer, office)
    made.fixed(stages["paid"], officer, office)
    actions.record_payment(stages["paid"].pk, paid_on=AFTER.date(), by=office, at=AFTER)
    everything = get(client, office, LIST)
    assert [count for _, _, count in everything.context["stages"]] == [1, 1, 1, 1, 2]
    unregistered = get(client, office, LIST, stage="unregistered").context["page"]
    assert set(unregistered) == {stages["payment"], stages["paid"]}
    for stage, award in stages.items():
        only = get(client, office, LIST, stage=stage)
        assert list(only.context["page"]) == [award]


@pytest.mark.parametrize("odd", ["\x00", "😀", "'", "9" * 5000, "²"])
def test_odd_characters_in_an_address_do_no_harm(client, officer, award, odd):
    for params in ({"stage": odd}, {"page": odd}):
        assert get(client, officer, LIST, **params).status_code == 200


def test_an_empty_list_says_where_spending_begins(client, officer):
    assert "交付決定" in text(get(client, officer, LIST))


def test_each_stage_has_one_next_step(client, award, officer, office):
    def main(member):
        html = text(get(client, member, page("detail", award)))
        assert html.count('class="next-step"') <= 1
        return html

    assert page("spend", award) in main(officer)
    made.submitted(award, officer)
    assert page("spend", award) not in main(officer)
    assert page("fix", award) in main(office)
    actions.return_report(award.pk, note="日付を確かめて", by=office, at=AFTER)
    assert "日付を確かめて" in main(officer)
    actions.submit_report(award.pk, by=officer, at=AFTER)
    actions.fix_amount(award.pk, note="", by=office, at=AFTER)
    assert page("pay", award) in main(office)
    actions.record_payment(award.pk, paid_on=AFTER.date(), by=office, at=AFTER)
    assert page("pay", award) not in main(office)
    assert reverse("services:register", args=[award.pk]) in main(officer)


def test_the_auditor_sees_no_form(client, submitted):
    html = text(get(client, make.member("auditor"), page("detail", submitted)))
    assert "<form" not in html.split("<main")[1].split("</main")[0]


def test_the_arithmetic_is_written_out(client, award, officer, office):
    made.spend(award, officer, 4_000_000, evidence=None)
    made.submitted(award, officer, spent=3_000_000)
    html = text(get(client, office, page("detail", award)))
    assert "3,000,000円で確定" in html
    assert "証拠書類" in html


def test_the_office_fixes_with_a_note(client, submitted, office):
    for _ in range(2):
        response = post(client, office, page("fix", submitted), note=ODD)
        assert response["Location"] == page("detail", submitted)
    assert Settlement.objects.get().note == ODD.strip()
    html = text(get(client, office, page("detail", submitted)))
    assert "&lt;b&gt;&amp;amp;" in html


def test_the_office_returns_with_a_note(client, submitted, office, officer):
    html = text(post(client, office, page("return", submitted), note=" "))
    assert "補正が必要な点" in html
    response = post(client, office, page("return", submitted), note="金額の確認")
    assert response["Location"] == page("detail", submitted)
    assert "金額の確認" in text(get(client, officer, page("report", submitted)))


@pytest.mark.parametrize("name", ["fix", "return"])
def test_a_zero_byte_in_a_note_is_said_and_nothing_is_lost(
    client, submitted, office, name
):
    html = text(post(client, office, page(name, submitted), note="前\x00後"))
    assert "何か文字" in html
    assert "前\x00後" in html
    assert not Settlement.objects.exists()


def test_another_note_after_the_fixing_is_refused(client, fixed, office):
    html = text(post(client, office, page("fix", fixed), note="後から"))
    assert "確定しています" in html or "確定済み" in html
    assert Settlement.objects.get().note == ""


def test_looking_at_an_action_does_nothing(client, submitted, office):
    for name in ("fix", "return", "pay"):
        get(client, office, page(name, submitted))
    submitted.performance_report.refresh_from_db()
    assert submitted.performance_report.status == "submitted"


def test_the_payment_is_written_down_once(client, fixed, office):
    for _ in range(2):
        response = post(client, office, page("pay", fixed), paid_on="R10.4.10")
        assert response["Location"] == page("detail", fixed)
    assert Payment.objects.get().amount == 10_000_000


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("令和10年4月11日", "令和10年4月11日"),
        ("令和10年4月9日", "令和10年4月9日"),
        ("13月", "13月"),
        ("", "必須"),
        ("前\x00後", "field-bad"),
    ],
)
def test_a_day_of_payment_that_cannot_be_comes_back(
    client, fixed, office, typed, words
):
    html = text(post(client, office, page("pay", fixed), paid_on=typed))
    assert words in html
    assert f'value="{typed}"' in html or not typed
    assert not Payment.objects.exists()


def test_letter_and_evidence_are_downloads(client, fixed, officer):
    line = fixed.spending_lines.get()
    for address in (page("letter", fixed), page("evidence", line)):
        response = get(client, officer, address)
        assert response["Content-Disposition"].startswith("attachment")
        assert content(response).startswith(b"%PDF")


def test_before_the_amount_is_fixed_there_is_no_letter(client, submitted, office):
    assert get(client, office, page("letter", submitted)).status_code == 404


def test_a_cancelled_award_is_gone_from_here(client, award, office, officer):
    awards.cancel_award(award.pk, ground="見本", by=office, at=AFTER)
    assert get(client, officer, page("detail", award)).status_code == 404
    html = text(get(client, officer, reverse("awards:detail", args=[award.pk])))
    assert page("detail", award) not in html


def test_a_month_later_the_page_still_opens(client, clock, fixed, officer):
    clock.move_to(AFTER + timedelta(days=30))
    assert text(get(client, officer, page("detail", fixed)))
