"""Pages about dispatch: the one next step of each person, and nothing typed is lost."""

import pytest
from django.urls import reverse

from chiiki_web.dispatch import actions
from web import make
from web.advisers import made as advisers
from web.dispatch import made
from web.make import NOW
from web.services.browse import get, post, text

pytestmark = pytest.mark.django_db
LIST, DESK, NEW = (reverse(f"dispatch:{name}") for name in ("list", "desk", "new"))
ODD = ["\x00", "😀𠮟", "' OR 1=1 --", "<script>", "²", "٣", "9" * 40, "-1"]


@pytest.fixture(autouse=True)
def now(clock):
    clock.move_to(NOW)


@pytest.fixture
def adviser():
    return advisers.adviser()


def page(name, request):
    return reverse(f"dispatch:{name}", args=[request.pk])


def test_doors_are_as_given(client, officer, office, adviser):
    request = made.ranked(officer, office)
    everybody = {"officer", "office", "adviser", "auditor"}
    people = {"officer": officer, "office": office, "adviser": adviser.membership} | {
        role: make.member(role) for role in ("reviewer", "auditor", "administrator")
    }
    for address, roles in {
        LIST: everybody,
        DESK: {"office", "auditor"},
        NEW: {"officer"},
        page("detail", request): everybody,
    }.items():
        opened = {
            role
            for role, member in people.items()
            if get(client, member, address).status_code == 200
        }
        assert (address, opened) == (address, roles)


@pytest.mark.parametrize("name", ["detail", "rank", "withdraw", "report"])
def test_the_request_of_another_body_is_not_found(client, officer, name):
    request = made.request(officer)
    stranger = make.member()
    assert get(client, stranger, page(name, request)).status_code == 404
    assert post(client, stranger, page(name, request)).status_code == 404


@pytest.mark.parametrize("name", ["detail", "accept", "decline", "report"])
def test_an_adviser_who_was_not_asked_finds_nothing(client, officer, office, name):
    advisers.adviser()
    waiting = advisers.adviser(sides=["people"])
    request = made.ranked(officer, office)
    member = waiting.membership
    assert get(client, member, page(name, request)).status_code == 404
    assert post(client, member, page(name, request), note="x").status_code == 404


@pytest.mark.parametrize("name", ["propose", "rank", "withdraw", "accept", "decline"])
def test_looking_at_the_address_of_a_deed_does_nothing(
    client, officer, office, adviser, name
):
    request = made.ranked(officer, office)
    people = {
        "propose": office,
        "rank": officer,
        "withdraw": officer,
        "accept": adviser.membership,
        "decline": adviser.membership,
    }
    response = get(client, people[name], page(name, request))
    assert response["Location"] == page("detail", request)
    request.refresh_from_db()
    assert request.status == "asked"


@pytest.mark.parametrize("odd", ODD)
def test_odd_characters_in_an_address_do_no_harm(client, officer, odd):
    made.request(officer)
    for name in ("adviser", "plan", "field", "kind"):
        assert get(client, officer, NEW, **{name: odd}).status_code == 200
    for name in ("status", "page"):
        assert get(client, officer, LIST, **{name: odd}).status_code == 200


@pytest.mark.parametrize("number", [0, 10**30])
def test_a_number_that_nothing_has_is_not_found(client, officer, number):
    for name in ("detail", "rank", "withdraw", "report"):
        address = reverse(f"dispatch:{name}", args=[number])
        assert get(client, officer, address).status_code == 404


def test_the_list_keeps_one_state_and_the_desk_what_waits(client, officer, office):
    advisers.adviser()
    waiting, shown = made.request(officer), made.proposed(officer, office)
    assert list(get(client, officer, LIST).context["page"]) == [shown, waiting]
    only = get(client, officer, LIST, status="proposed").context["page"]
    assert list(only) == [shown]
    assert list(get(client, office, DESK).context["page"]) == [waiting]
    for address, count in ((LIST, 2), (DESK, 1)):
        assert f"<b>{count}件</b>" in text(get(client, office, address))


def test_empty_lists_say_so(client, officer, office):
    assert "旅費と謝金" in text(get(client, officer, LIST))
    assert "派遣依頼はありません" in text(get(client, office, DESK))


def test_the_office_shows_candidates(client, officer, office, adviser):
    request = made.request(officer)
    html = text(get(client, office, page("detail", request)))
    assert page("propose", request) in html
    post(client, office, page("propose", request))
    html = text(get(client, office, page("detail", request)))
    assert adviser.membership.user.name in html
    assert page("propose", request) not in html


def test_without_anybody_the_office_reads_why(client, officer, office):
    request = made.request(officer)
    client.force_login(office.user)
    response = client.post(page("propose", request), follow=True)
    assert "応じられるアドバイザーがいません" in text(response)


@pytest.mark.parametrize("rank", ["", "0", "3", "1.5", "一", "９" * 5_000, "\x00"])
def test_an_order_that_is_refused_comes_back_as_typed(
    client, officer, office, adviser, rank
):
    request = made.proposed(officer, office)
    one = request.candidates.get()
    name = f"rank-{one.pk}"
    html = text(post(client, officer, page("rank", request), **{name: rank}))
    assert f'name="{name}" value="{rank}"' in html
    assert 'class="banner banner-danger"' in html
    request.refresh_from_db()
    assert request.status == "proposed"


def test_an_order_in_full_width_is_read(client, officer, office, adviser):
    request = made.proposed(officer, office)
    name = f"rank-{request.candidates.get().pk}"
    response = post(client, officer, page("rank", request), **{name: "１"})
    assert response["Location"] == page("detail", request)
    assert made.asked(request).adviser == adviser


def test_the_adviser_accepts_and_sees_no_other_candidate(
    client, officer, office, adviser
):
    other = advisers.adviser(sides=["people"])
    request = made.ranked(officer, office)
    html = text(get(client, adviser.membership, page("detail", request)))
    assert page("accept", request) in html
    assert other.membership.user.name not in html
    post(client, adviser.membership, page("accept", request))
    html = text(get(client, adviser.membership, page("detail", request)))
    assert page("accept", request) not in html
    assert page("schedule", request) in html
    assert page("report", request) not in html


def test_declining_without_a_ground_is_asked_for_it(client, officer, office, adviser):
    request = made.ranked(officer, office)
    address = page("decline", request)
    html = text(post(client, adviser.membership, address, note=" "))
    assert "必須" in html
    assert made.asked(request)
    html = text(post(client, adviser.membership, address, note="長" * 4_001))
    assert "長" * 100 in html
    response = post(client, adviser.membership, address, note="日程が合わない。")
    assert response["Location"] == LIST
    request.refresh_from_db()
    assert request.status == "unplaced"


def test_an_adviser_reads_their_own_answer_and_not_that_of_the_next(
    client, officer, office, adviser
):
    second = advisers.adviser(sides=["people"])
    request = made.ranked(officer, office)
    member = adviser.membership
    post(client, member, page("decline", request), note="日程が合わない。")
    for address in (LIST, page("detail", request)):
        html = text(get(client, member, address))
        assert "辞退" in html
        assert "依頼中</span>" not in html
    assert "日程が合わない。" in html
    html = text(get(client, second.membership, page("detail", request)))
    assert "日程が合わない。" not in html


def test_a_late_answer_reads_what_happened(client, officer, office, adviser):
    request = made.ranked(officer, office)
    actions.withdraw_request(request.pk, by=officer, at=NOW)
    member = adviser.membership
    client.force_login(member.user)
    html = text(client.post(page("accept", request), follow=True))
    assert "取り下げられています" in html
    html = text(post(client, member, page("decline", request), note="見本の理由"))
    assert "取り下げられています" in html


def test_the_requester_withdraws(client, officer):
    request = made.request(officer)
    html = text(get(client, officer, page("detail", request)))
    assert page("withdraw", request) in html
    post(client, officer, page("withdraw", request))
    html = text(get(client, officer, page("detail", request)))
    assert page("withdraw", request) not in html
    client.force_login(officer.user)
    again = client.post(page("withdraw", request), follow=True)
    assert 'class="banner banner-danger"' in text(again)


@pytest.fixture
def accepted(officer, office, adviser):
    request = made.ranked(officer, office)
    made.accept(request)
    return request


def test_pages_stay_within_twenty_statements(
    client, clock, django_assert_max_num_queries, accepted, officer, office, adviser
):
    clock.move_to(made.agree(accepted).visits.get().starts_at)
    for number in range(6):
        advisers.adviser(affiliation=f"見本{number}")
    shown = made.proposed(officer, office, project="別の案件")
    waiting = made.request(officer, project="三つ目")
    for member, address in (
        (officer, LIST),
        (office, LIST),
        (office, DESK),
        (officer, NEW),
        (officer, page("detail", shown)),
        (office, page("detail", shown)),
        (office, page("detail", waiting)),
        (adviser.membership, page("detail", accepted)),
        (adviser.membership, page("report", accepted)),
        (adviser.membership, LIST),
    ):
        client.force_login(member.user)
        with django_assert_max_num_queries(20):
            assert client.get(address).status_code == 200


@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_page_speaks_both_languages(client, officer, office, adviser, language):
    client.cookies["django_language"] = language
    request = made.ranked(officer, office)
    for member, address in (
        (officer, NEW),
        (officer, LIST),
        (officer, page("detail", request)),
        (adviser.membership, page("detail", request)),
        (office, DESK),
    ):
        html = text(get(client, member, address))
        assert ("派遣" in html) is (language == "ja")


@pytest.mark.parametrize(
    ("team_size", "words"),
    [
        (1, "依頼者と日程を調整してください"),
        (2, "今後の進め方は、メールでお知らせします"),
    ],
)
def test_who_accepts_is_thanked_for_what_is_decided(
    client, officer, office, team_size, words
):
    advisers.adviser(), advisers.adviser()
    request = made.ranked(officer, office, team_size=team_size)
    first = request.candidates.get(seat=1)
    address = reverse("dispatch:accept", args=[request.pk])
    assert post(client, first.adviser.membership, address).status_code == 302
    html = text(client.get(page("detail", request)))
    assert words in html
    assert ("依頼者と日程を調整してください" in html) == (team_size == 1)
