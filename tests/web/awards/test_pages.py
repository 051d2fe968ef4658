"""Pages about selections and awards: who opens them, what they say, what comes back."""

from datetime import timedelta

import pytest
from django.urls import reverse

from chiiki_web.awards import actions
from chiiki_web.awards.models import Award
from chiiki_web.funds.models import Fund
from web import make
from web.awards import made
from web.awards.made import DECIDED
from web.visit import ODD, content, get, opened_by, post, send_too_late, text

pytestmark = pytest.mark.django_db
CALLS = reverse("awards:calls")


@pytest.fixture(autouse=True)
def now(clock):
    clock.move_to(DECIDED)


@pytest.fixture
def officer():
    return make.member()


@pytest.fixture
def office():
    return make.member("office")


@pytest.fixture
def call(office):
    return made.call(office)


@pytest.fixture
def ranked(call, office, officer):
    """Three of 12 million yen each, of which two fit; the first of the officer."""
    people = (officer, make.member(), make.member())
    return [
        made.reviewed(call, office, points, by)
        for points, by in zip((9, 7, 5), people, strict=True)
    ]


@pytest.fixture
def candidate(office, officer):
    return made.candidate(office, officer)


@pytest.fixture
def award(candidate, office):
    return made.decide(candidate, office)


def page(name, one):
    return reverse(f"awards:{name}", args=[one.pk])


def test_each_role_stands_before_the_door_it_is_given(client, award, officer, office):
    call = award.application.call
    allowed = {
        CALLS: {"office", "auditor"},
        page("selection", call): {"office", "auditor"},
        page("detail", award): {"officer", "office", "auditor"},
        page("letter", award): {"officer", "office", "auditor"},
        page("decide", award): {"office"},
        page("cancel", award): {"office"},
        page("decline", award): {"officer"},
    }
    people = {
        "officer": officer,
        "office": office,
        **{
            role: make.member(role)
            for role in ("reviewer", "adviser", "auditor", "administrator")
        },
    }
    for address, roles in allowed.items():
        assert (address, opened_by(client, address, people)) == (address, roles)


@pytest.mark.parametrize("name", ["detail", "letter", "decline"])
def test_the_award_of_another_body_is_not_found(client, award, name):
    other = make.member()
    assert get(client, other, page(name, award)).status_code == 404
    assert post(client, other, page(name, award), ground="x").status_code == 404


@pytest.mark.parametrize("name", ["detail", "letter", "decide", "cancel"])
def test_another_office_finds_no_award(client, award, name):
    other = make.member("office")
    assert get(client, other, page(name, award)).status_code == 404


def test_another_office_finds_no_selection(client, call):
    other = make.member("office")
    assert get(client, other, page("selection", call)).status_code == 404
    assert call.name_ja not in text(get(client, other, CALLS))


@pytest.mark.parametrize("number", [0, 10**30])
def test_a_number_that_nothing_has_is_not_found(client, office, number):
    for name in ("detail", "selection", "letter", "decide", "cancel"):
        address = reverse(f"awards:{name}", args=[number])
        assert get(client, office, address).status_code == 404


def test_pages_stay_within_twenty_statements(
    client, django_assert_max_num_queries, ranked, call, office, officer
):
    waiting = made.call(office)
    for points in range(4):
        made.reviewed(waiting, office, points)
    first = made.select(call, office, ranked[:2], ranked[2:])[0]
    decided = made.decided(office, officer)
    auditor = make.member("auditor")
    for member, address in (
        (office, CALLS),
        (auditor, CALLS),
        (office, page("selection", waiting)),
        (office, page("selection", call)),
        (auditor, page("selection", call)),
        (office, page("detail", first)),
        (officer, page("detail", decided)),
        (office, page("detail", decided)),
    ):
        client.force_login(member.user)
        with django_assert_max_num_queries(20):
            assert client.get(address).status_code == 200


def test_the_list_of_calls_counts_what_waits(client, ranked, call, office):
    html = text(get(client, office, CALLS))
    assert page("selection", call) in html
    (row,) = get(client, office, CALLS).context["calls"]
    assert (row.waiting, row.candidates, row.decided) == (3, 0, 0)
    award = made.select(call, office, ranked[:2], ranked[2:])[0]
    made.decide(award, office)
    (row,) = get(client, office, CALLS).context["calls"]
    assert (row.waiting, row.candidates, row.decided) == (0, 1, 1)


def test_empty_pages_say_what_comes_first(client, call, office):
    assert "公募はまだありません" in text(get(client, make.member("office"), CALLS))
    assert "受理" in text(get(client, office, page("selection", call)))


def test_the_decision_is_prepared_with_amount_and_conditions(
    client, candidate, office, officer
):
    for name in ("detail", "decide"):
        html = text(get(client, office, page(name, candidate)))
        assert 'value="12,000,000"' in html
        assert "実績報告書を提出すること" in html
    html = text(get(client, officer, page("detail", candidate)))
    assert 'name="amount"' not in html


def test_the_office_decides(client, candidate, office):
    typed = {"amount": "１，１００万円", "conditions": "条件の一\r\n条件の二"}
    response = post(client, office, page("decide", candidate), **typed)
    assert response["Location"] == page("detail", candidate)
    again = post(client, office, page("decide", candidate), **typed)
    assert again["Location"] == page("detail", candidate)
    candidate.refresh_from_db()
    assert (candidate.status, candidate.amount) == ("decided", 11_000_000)
    assert Fund.objects.get().reserved == 11_000_000


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        ("12,000,001", "12,000,000"),
        ("0", "0"),
        ("9" * 40, "12,000,000"),
        ("たくさん", "たくさん"),
        ("", "必須"),
    ],
)
def test_an_amount_that_cannot_be_comes_back(client, candidate, office, amount, words):
    typed = {"amount": amount, "conditions": "打ち直したくない条件"}
    html = text(post(client, office, page("decide", candidate), **typed))
    assert words in html
    assert f'value="{amount}"' in html or not amount
    assert ">\n打ち直したくない条件</textarea>" in html
    assert Fund.objects.get().reserved == 0


def test_odd_characters_stand_in_the_conditions_and_in_the_letter(
    client, candidate, office, officer
):
    typed = {"amount": "12000000", "conditions": ODD}
    post(client, office, page("decide", candidate), **typed)
    candidate.refresh_from_db()
    assert candidate.conditions == ODD.strip()
    response = get(client, officer, page("letter", candidate))
    assert content(response).startswith(b"%PDF-")


def test_a_zero_byte_in_the_conditions_is_said(client, candidate, office):
    typed = {"amount": "12000000", "conditions": "前\x00後"}
    html = text(post(client, office, page("decide", candidate), **typed))
    assert "何か文字" in html
    assert "前\x00後" in html


def test_the_letter_is_a_download_under_its_number(client, award, officer):
    response = get(client, officer, page("letter", award))
    assert response["Content-Type"] == "application/pdf"
    assert "attachment" in response["Content-Disposition"]
    assert content(response).startswith(b"%PDF-")


def test_before_the_decision_there_is_no_letter(client, candidate, office, officer):
    for member in (office, officer):
        assert get(client, member, page("letter", candidate)).status_code == 404
    assert page("letter", candidate) not in text(
        get(client, officer, page("detail", candidate))
    )


def test_the_grantee_is_led_to_the_spending(client, award, officer):
    html = text(get(client, officer, page("detail", award)))
    assert reverse("settlements:detail", args=[award.pk]) in html
    assert "令和9年1月2日" in html


def test_the_applicant_declines_with_a_ground(client, award, officer):
    html = text(post(client, officer, page("decline", award), ground=" "))
    assert "必須" in html
    assert "<details" in html
    assert " open" in html
    response = post(client, officer, page("decline", award), ground="担い手が去った。")
    assert response["Location"] == page("detail", award)
    html = text(get(client, officer, page("detail", award)))
    assert "担い手が去った。" in html
    assert page("decline", award) not in html
    assert Fund.objects.get().reserved == 0


def test_a_zero_byte_when_declining_comes_back(client, award, officer):
    html = text(post(client, officer, page("decline", award), ground="前\x00後"))
    assert "何か文字" in html
    assert "前\x00後" in html


def test_after_twenty_days_nobody_declines(client, clock, award, officer):
    clock.move_to(DECIDED + timedelta(days=21))
    html = text(get(client, officer, page("detail", award)))
    assert page("decline", award) not in html
    html = text(post(client, officer, page("decline", award), ground="遅れて"))
    assert "20日" in html
    award.refresh_from_db()
    assert award.status == "decided"


def test_the_office_cancels_with_a_ground(client, award, office, officer):
    post(client, office, page("cancel", award), ground="条件に反した。")
    html = text(get(client, officer, page("detail", award)))
    assert "条件に反した。" in html
    assert "settlements" not in html.split("<main")[1].split("</main")[0].replace(
        reverse("settlements:list"), ""
    )


def test_looking_at_an_action_does_nothing(client, award, office, officer):
    get(client, officer, page("decline", award))
    get(client, office, page("cancel", award))
    award.refresh_from_db()
    assert award.status == "decided"


def test_what_was_typed_before_signing_in_is_back(client, candidate, office):
    typed = {"amount": "11,000,000", "conditions": "打ったもの"}
    send_too_late(client, office, page("decide", candidate), typed)
    client.force_login(office.user)
    html = client.get(page("decide", candidate)).content.decode()
    assert 'value="11,000,000"' in html
    assert ">\n打ったもの</textarea>" in html


def test_a_refusal_is_read_with_its_ground(client, office, officer, call, ranked):
    made.select(call, office, ranked[1:], ranked[:1])
    refused = Award.objects.get(application=ranked[0])
    html = text(get(client, officer, page("detail", refused)))
    assert "見本の理由" in html
    assert page("letter", refused) in html
    assert actions.make_letter(refused.pk, at=DECIDED)
