"""Pages about services: who may open them, what they say, and what comes back."""

import pytest
from django.urls import reverse

from chiiki_web.services import actions
from web import make
from web.services import made
from web.services.browse import get, post, text
from web.services.made import on

pytestmark = pytest.mark.django_db
LIST, BOARD = reverse("services:list"), reverse("services:board")
ODD = ["\x00", "😀𠮟", "' OR 1=1 --", "<script>alert(1)</script>", "²", "9" * 40]
NOW = on(2027, 9, 1)


@pytest.fixture(autouse=True)
def now(clock):
    clock.move_to(NOW)


@pytest.fixture(scope="module")
def officer(kept):
    return make.member()


@pytest.fixture(scope="module")
def office(kept):
    return make.member("office")


@pytest.fixture(scope="module", autouse=True)
def service(officer, office):
    return made.service(officer, office)


@pytest.fixture
def warning(service, officer):
    made.report(service, officer, [14, 14, 14, 14])
    return service.warnings.get()


def page(name, one):
    return reverse(f"services:{name}", args=[one.pk])


def test_each_role_stands_before_the_door_it_is_given(client, service, officer, office):
    allowed = {
        LIST: {"officer", "office", "auditor"},
        BOARD: {"office", "auditor"},
        page("detail", service): {"officer", "office", "auditor"},
        page("change", service): {"officer"},
        page("end", service): {"officer"},
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
        opened = {
            role
            for role, member in people.items()
            if get(client, member, address).status_code == 200
        }
        assert (address, opened) == (address, roles)


@pytest.mark.parametrize("name", ["detail", "change", "end"])
def test_the_service_of_another_body_is_not_found(client, service, name):
    assert get(client, make.member(), page(name, service)).status_code == 404
    assert post(client, make.member(), page(name, service)).status_code == 404


def test_another_office_finds_neither_service_nor_warning(client, service, warning):
    other = make.member("office")
    assert get(client, other, page("detail", service)).status_code == 404
    assert get(client, other, page("close", warning)).status_code == 404


def test_pages_stay_within_twenty_statements(
    client, django_assert_max_num_queries, service, warning, officer, office
):
    for number in range(4):
        other = made.service(officer, office, name=f"見本{number}")
        made.report(other, officer, [10, 20, 30, 40])
    for member, address in (
        (officer, LIST),
        (office, LIST),
        (office, BOARD),
        (make.member("auditor"), BOARD),
        (officer, page("detail", service)),
        (office, page("detail", service)),
        (officer, page("change", service)),
        (officer, page("end", service)),
        (officer, page("answer", warning)),
    ):
        client.force_login(member.user)
        with django_assert_max_num_queries(20):
            assert client.get(address).status_code == 200


def test_the_list_counts_by_state_and_keeps_one(client, service, warning, officer):
    other = made.service(officer, name="見本の二つ目")
    everything = get(client, officer, LIST)
    assert list(everything.context["page"]) == [other, service]
    only = get(client, officer, LIST, state="far_below")
    assert list(only.context["page"]) == [service]
    nothing = text(get(client, officer, LIST, state="ended"))
    assert "この状態のサービスはありません" in nothing


def test_an_empty_list_says_where_services_come_from(client):
    officer, office = make.member(), make.member("office")
    assert reverse("settlements:list") in text(get(client, officer, LIST))
    assert "まだサービスはありません" in text(get(client, office, LIST))
    assert "対応待ちの警告はありません" in text(get(client, office, BOARD))


@pytest.mark.parametrize("odd", ODD)
def test_odd_characters_in_an_address_do_no_harm(client, officer, service, odd):
    for params in ({"state": odd}, {"page": odd}):
        assert get(client, officer, LIST, **params).status_code == 200


@pytest.mark.parametrize("number", [0, 10**30])
def test_a_number_that_nothing_has_is_not_found(client, officer, number):
    for name in ("detail", "change", "end", "answer", "register"):
        address = reverse(f"services:{name}", args=[number])
        assert get(client, officer, address).status_code == 404


def test_the_board_shows_warnings_and_lifelines(client, service, warning, office):
    html = text(get(client, office, BOARD))
    assert html.count(page("detail", service)) == 3
    assert "長野県" in html


def test_a_service_shows_its_use_against_its_target(client, warning, service, officer):
    html = text(get(client, officer, page("detail", service)))
    assert "9%" in html
    assert "見守り" in html
    assert page("answer", warning) in html


def test_the_first_month_without_a_report_stands_in_the_form(client, service, officer):
    made.report(service, officer, [150, None, 150])
    html = text(get(client, officer, page("detail", service)))
    assert 'value="令和9年5月"' in html
    assert "未報告の月が3か月分" in html


def test_the_award_of_another_body_is_not_found(client):
    address = page("register", made.award())
    assert get(client, make.member(), address).status_code == 404


@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_page_speaks_both_languages(client, warning, officer, office, language):
    client.cookies["django_language"] = language
    service = warning.service
    actions.answer_warning(warning.pk, improvement_plan="見本", by=officer, at=NOW)
    for member, address in (
        (officer, page("detail", service)),
        (office, page("detail", service)),
        (office, page("close", warning)),
        (office, BOARD),
        (officer, LIST),
    ):
        html = text(get(client, member, address))
        assert ("サービス" in html) is (language == "ja") or service.name in html


def test_the_chart_of_use_ends_with_the_last_month_that_is_over(
    client, service, officer
):
    chart = get(client, officer, page("detail", service)).context["use_chart"]

    assert max(one.month for one in chart.months).isoformat() == "2027-08-01"


def test_of_a_warning_without_a_plan_the_office_reads_whom_to_ask(
    client, service, warning, officer, office
):
    html = text(get(client, office, BOARD))
    assert page("detail", service) in html.split("確認先を見る")[0].split("次にする")[1]
    assert officer.user.email in text(get(client, office, page("detail", service)))


def test_control_once_the_plan_has_come_nobody_is_to_be_asked(
    client, service, warning, officer, office
):
    actions.answer_warning(warning.pk, improvement_plan="見本", by=officer, at=NOW)
    assert "確認先を見る" not in text(get(client, office, BOARD))
    assert officer.user.email not in text(get(client, office, page("detail", service)))
