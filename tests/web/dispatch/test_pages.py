"""Pages about dispatch: the one next step of each person, and nothing typed is lost."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from chiiki_web.dispatch import actions
from chiiki_web.dispatch.models import Report, Request
from web import make
from web.advisers import made as advisers
from web.dispatch import made
from web.make import NOW

pytestmark = pytest.mark.django_db
LIST, DESK, NEW = (reverse(f"dispatch:{name}") for name in ("list", "desk", "new"))
ODD = ["\x00", "😀𠮟", "' OR 1=1 --", "<script>", "²", "٣", "9" * 40, "-1"]


@pytest.fixture(autouse=True)
def now(clock):
    clock.move_to(NOW)


@pytest.fixture
def officer():
    return make.member()


@pytest.fixture
def office():
    return make.member("office")


@pytest.fixture
def adviser():
    return advisers.adviser()


def page(name, request):
    return reverse(f"dispatch:{name}", args=[request.pk])


def get(client, member, address, **params):
    client.force_login(member.user)
    return client.get(address, params)


def post(client, member, address, **typed):
    client.force_login(member.user)
    return client.post(address, typed)


def text(response):
    assert response.status_code == 200
    return response.content.decode()


def typed(**changes):
    return {
        "form_key": str(uuid4()),
        "kind": "adviser",
        "project": "見本😀案件",
        "municipality": "松本市",
        "field": "welfare",
        "sides": ["use", "people"],
        "problem": "見守りが<b>続かない</b>。",
        "mode": "on_site",
        "days": "２日",
        "wanted_from": "令和8年12月1日",
        "wanted_until": "R9.1.31",
        "briefing_seen": "on",
    } | changes


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


def test_a_request_is_sent_as_offices_write_it(client, officer):
    response = post(client, officer, NEW, **typed())
    request = Request.objects.get()
    assert response["Location"] == page("detail", request)
    assert (request.days, request.hours, request.months) == (2, 0, 0)
    assert request.municipality_id == make.MATSUMOTO
    html = text(get(client, officer, page("detail", request)))
    assert "見守りが&lt;b&gt;続かない&lt;/b&gt;。" in html
    assert request.number in html


def test_a_double_click_sends_one_request(client, officer):
    form = typed()
    first = post(client, officer, NEW, **form)
    again = post(client, officer, NEW, **form)
    assert first["Location"] == again["Location"]
    assert Request.objects.count() == 1


def test_a_prefecture_asks_for_one_of_its_towns(client):
    member = make.member(of=make.organisation("prefecture"))
    post(client, member, NEW, **typed())
    assert Request.objects.get().municipality_id == make.MATSUMOTO


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"days": "4"}, "3日以内"),
        ({"days": "4日半"}, "4日半"),
        ({"days": "1000"}, "99"),
        ({"briefing_seen": ""}, "説明動画"),
        ({"wanted_from": "令和8年11月1日"}, "過去"),
        ({"wanted_from": "13月1日"}, "13月1日"),
        ({"wanted_until": "R8.11.30"}, "希望期間"),
        ({"sides": []}, "必須"),
        ({"sides": ["magic"]}, "magic"),
        ({"field": "\x00"}, "選択"),
        ({"field": "luck"}, "luck"),
        ({"plan": "\x00"}, "何か文字"),
        ({"nominated": "9" * 40}, "選択"),
        ({"municipality": "ない町"}, "見つかりません"),
        ({"project": "長" * 121}, "120"),
        ({"problem": "a\x00"}, "何か文字"),
        ({"form_key": "x"}, "UUID"),
        ({"kind": "manager"}, "1か月以上6か月以内"),
    ],
)
def test_what_was_typed_comes_back_after_a_refusal(client, officer, changes, words):
    form = typed(hours="5", **changes)
    html = text(post(client, officer, NEW, **form))
    assert words in html
    assert 'name="hours" value="5"' in html
    assert not Request.objects.exists()


def test_a_body_that_is_no_local_government_is_asked_for_its_recommendation(
    client, officer
):
    assert 'name="recommended_by"' not in text(get(client, officer, NEW))
    npo = make.member(of=make.organisation("npo"))
    assert 'name="recommended_by"' in text(get(client, npo, NEW))
    assert "推薦" in text(post(client, npo, NEW, **typed()))
    post(client, npo, NEW, **typed(recommended_by="松本市"))
    assert Request.objects.get().recommended_by == "松本市"


def test_an_adviser_and_a_plan_in_the_address_stand_in_the_form(
    client, officer, adviser
):
    plan = make.plan(officer, problem="見本の課題文")
    html = text(get(client, officer, NEW, adviser=adviser.pk, plan=plan.pk))
    assert f'value="{adviser.pk}" selected' in html
    assert f'value="{plan.pk}" selected' in html
    assert "見本の課題文" in html
    other = make.plan()
    assert other.title not in text(
        get(client, make.member(), NEW, plan=other.pk, field="tourism")
    )


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


def test_the_requester_sees_who_fits_and_how(client, officer, office, adviser):
    full = advisers.adviser(capacity_days=1)
    request = made.proposed(officer, office, nominated=full)
    html = text(get(client, officer, page("detail", request)))
    assert adviser.membership.user.name in html
    assert "100%" in html
    assert "候補者にならなかった理由" in html
    assert page("rank", request) in html


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
    assert page("report", request) in html


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


def said(**changes):
    return {
        "held_on": "令和8年12月20日",
        "days_used": "2",
        "done": "見本の内容",
        "outcome": "見本の成果",
    } | changes


def test_both_sides_report_and_everybody_reads(
    client, clock, accepted, officer, office, adviser
):
    clock.move_to(NOW + timedelta(days=30))
    for member in (officer, adviser.membership):
        response = post(client, member, page("report", accepted), **said())
        assert response["Location"] == page("detail", accepted)
    html = text(get(client, office, page("detail", accepted)))
    assert html.count("見本の成果") >= 2
    assert get(client, officer, page("report", accepted)).status_code == 302


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"held_on": "令和9年3月1日"}, "まだ"),
        ({"held_on": "令和8年11月1日"}, "依頼の日より前"),
        ({"held_on": ""}, "必須"),
        ({"days_used": "1000"}, "999"),
        ({"done": "a\x00"}, "何か文字"),
        ({"done": " "}, "必須"),
    ],
)
def test_a_report_that_is_refused_comes_back_as_typed(
    client, clock, accepted, officer, changes, words
):
    clock.move_to(NOW + timedelta(days=30))
    html = text(post(client, officer, page("report", accepted), **said(**changes)))
    assert words in html
    assert ">\n見本の成果</textarea>" in html
    assert not Report.objects.exists()


def test_what_was_typed_survives_signing_in_again(client, officer):
    client.post(NEW, typed(project="書きかけの案件"))
    assert 'value="書きかけの案件"' in text(get(client, officer, NEW))


def test_pages_stay_within_twenty_statements(
    client, django_assert_max_num_queries, accepted, officer, office, adviser
):
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
