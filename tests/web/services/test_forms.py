"""Forms about services: what is typed is kept, or comes back with the reason."""

from datetime import date

import pytest
from django.urls import reverse

from chiiki_web.services.models import Service
from web import make
from web.services import made
from web.services.browse import get, post, text
from web.services.made import on
from web.visit import send_too_late

pytestmark = pytest.mark.django_db
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


def test_a_month_is_reported_as_offices_write_it(client, service, officer):
    response = post(
        client,
        officer,
        page("detail", service),
        month="R9.8",
        uses="１，２００回",
        users="40人",
        note="夏まつり😀",
    )
    assert response["Location"] == page("detail", service)
    row = service.uses.get()
    assert (row.month, row.uses, row.users) == (date(2027, 8, 1), 1200, 40)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"month": "令和9年9月"}, "令和9年10月1日"),
        ({"month": "令和9年3月"}, "令和9年4月1日"),
        ({"month": "13月"}, "13月"),
        ({"uses": "たくさん"}, "たくさん"),
        ({"uses": "9" * 12}, "以下"),
        ({"users": "9" * 12}, "以下"),
        ({"note": "長" * 301}, "300"),
        ({"note": "a\x00b"}, "何か文字"),
        ({"uses": ""}, "必須"),
    ],
)
def test_what_was_typed_comes_back_after_a_refusal(
    client, service, officer, typed, words
):
    form = {"month": "令和9年8月", "uses": "120", "note": "見本の注記"} | typed
    html = text(post(client, officer, page("detail", service), **form))
    assert words in html
    assert f'value="{form["month"]}"' in html
    if "note" not in typed:
        assert 'value="見本の注記"' in html
    assert not service.uses.exists()


def test_the_office_reads_but_does_not_report(client, service, office):
    typed = {"month": "令和9年8月", "uses": "120"}
    html = text(post(client, office, page("detail", service), **typed))
    assert 'name="uses"' not in html
    assert not service.uses.exists()


def test_the_figures_of_the_plan_stand_in_the_form_of_a_new_service(client, officer):
    award = made.award(by=officer)
    html = text(get(client, officer, page("register", award)))
    assert 'value="3,000"' in html
    assert 'value="1,200,000"' in html


def test_registering_leads_to_the_service_and_the_second_time_too(client, officer):
    award = made.award(by=officer)
    typed = {
        "name": "見本サービス",
        "started_on": "令和9年4月1日",
        "target_uses_per_month": "150",
    }
    first = post(client, officer, page("register", award), **typed)
    again = post(client, officer, page("register", award), **typed)
    service = Service.objects.get(award=award)
    assert first["Location"] == again["Location"] == page("detail", service)


def test_a_service_without_a_target_is_asked_for_it(client, officer):
    award = made.award(by=officer)
    html = text(
        post(
            client,
            officer,
            page("register", award),
            name="見本<b>サービス</b>",
            started_on="R9.4.1",
            target_uses_per_month="0",
        )
    )
    assert 'value="見本&lt;b&gt;サービス&lt;/b&gt;"' in html
    assert "1以上の値を入力してください。" in html
    assert not Service.objects.filter(award=award).exists()


def test_a_change_that_is_refused_comes_back_as_typed(client, service, officer):
    html = text(
        post(
            client,
            officer,
            page("change", service),
            name="新しい名前",
            target_uses_per_month="0",
        )
    )
    assert 'value="新しい名前"' in html
    typed = {
        "name": "新しい名前",
        "started_on": "令和9年4月1日",
        "target_uses_per_month": "100",
    }
    post(client, officer, page("change", service), **typed)
    service.refresh_from_db()
    assert (service.name, service.target_uses_per_month) == ("新しい名前", 100)


def test_ending_asks_for_day_and_reason(client, service, officer):
    address = page("end", service)
    html = text(
        post(client, officer, address, ended_on="令和9年10月1日", ground="担い手")
    )
    assert "令和9年4月1日" in html
    assert ">\n担い手</textarea>" in html
    response = post(client, officer, address, ended_on="R9.8.31", ground="担い手")
    assert response["Location"] == page("detail", service)
    html = text(get(client, officer, page("detail", service)))
    assert "担い手" in html
    assert page("end", service) not in html


def test_a_warning_goes_from_the_plan_to_the_view_of_the_office(
    client, warning, officer, office
):
    service = warning.service
    assert page("close", warning) not in text(
        get(client, office, page("detail", service))
    )
    post(client, officer, page("answer", warning), improvement_plan="回覧板を回す。")
    html = text(get(client, office, page("detail", service)))
    assert "回覧板を回す。" in html
    assert page("close", warning) in html
    post(client, office, page("close", warning), note="半年後に見る。")
    html = text(get(client, officer, page("detail", service)))
    assert "半年後に見る。" in html
    assert page("answer", warning) not in html


def test_a_view_on_a_warning_that_waits_comes_back_as_typed(client, warning, office):
    html = text(post(client, office, page("close", warning), note="見本の見解"))
    assert "改善計画" in html
    assert ">\n見本の見解</textarea>" in html


def test_what_was_typed_survives_signing_in_again(client, service, officer):
    late = {"month": "令和9年8月", "uses": "77"}
    send_too_late(client, officer, page("detail", service), late)
    html = text(get(client, officer, page("detail", service)))
    assert 'value="77"' in html
    assert not service.uses.exists()


@pytest.mark.parametrize(
    "month",
    ["9999-12", "９９９９－１２", "0001-01", "令和99年12月", "1899-12", "2200-01"],
)
def test_a_month_beyond_every_calendar_comes_back(client, service, officer, month):
    html = text(post(client, officer, page("detail", service), month=month, uses="1"))
    assert f'value="{month}"' in html
    assert not service.uses.exists()
