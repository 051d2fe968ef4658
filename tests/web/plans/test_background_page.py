"""The page on which applicants state earlier awards and fiscal strength."""

import pytest
from django.test import Client
from django.urls import reverse

from chiiki_web.backgrounds.models import AwardStatement, StrengthStatement
from chiiki_web.regions import actions as regions
from web import make
from web.backgrounds import made
from web.make import MATSUMOTO, NOW

pytestmark = pytest.mark.django_db
AWARD = {"do": "award", "programme": "kizuna", "source": "見本の通知書"}
STRENGTH = {
    "do": "strength",
    "fiscal_year": "令和7年度",
    "thousandths": "０．４８",
    "source": "見本の表",
}


@pytest.fixture(autouse=True)
def now(clock):
    clock.move_to(NOW)


@pytest.fixture
def officer(client):
    member = make.member()
    client.force_login(member.user)
    return member


def address(plan):
    return reverse("plans:background", args=[plan.pk])


def show(client, plan):
    return client.get(address(plan)).content.decode()


def send(client, plan, **typed):
    return client.post(address(plan), typed, follow=True).content.decode()


def test_that_there_was_no_award_is_stated_and_marked(client, officer):
    plan = make.plan(officer)
    html = send(
        client, plan, **AWARD, organisation=officer.organisation_id, had_award="no"
    )
    assert "申告として保存しました。" in html
    assert "本システム導入前の実績なし" in html
    assert AwardStatement.objects.get().stated_by == officer


def test_an_award_is_stated_with_its_day_in_an_era(client, officer):
    plan = make.plan(officer)
    typed = {"had_award": "yes", "decided_on": "平成24年6月1日"}
    html = send(client, plan, **AWARD, organisation=officer.organisation_id, **typed)
    assert "平成24年6月1日" in html
    assert "見本の通知書" in html


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"had_award": "yes"}, "交付決定等の日を記入してください。"),
        ({"had_award": "no", "decided_on": "2012-06-01"}, "日付を空欄に"),
        ({"had_award": "yes", "decided_on": "昔"}, "「昔」は日付として読めません"),
        ({"had_award": "yes", "decided_on": "2030-01-01"}, "まだ到来していません"),
        ({"had_award": "no", "organisation": "999999"}, "正しく選択してください"),
    ],
)
def test_what_cannot_be_read_is_said_and_nothing_typed_is_lost(
    client, officer, typed, says
):
    plan = make.plan(officer)
    sent = AWARD | {"organisation": officer.organisation_id} | typed
    html = send(client, plan, **sent)
    assert says in html
    assert "見本の通知書" in html
    assert not AwardStatement.objects.exists()


def test_a_figure_is_stated_with_year_and_source(client, officer):
    html = send(client, make.plan(officer), **STRENGTH)
    assert "令和7年度" in html
    assert StrengthStatement.objects.get().thousandths == 480


def test_where_a_published_figure_is_known_none_is_asked(client, officer):
    row = {"code": MATSUMOTO, "year": "2025", "value": "0.71", "source": "見本の表"}
    regions.update_fiscal_strengths([row], by=None, at=NOW)
    html = show(client, make.plan(officer))
    assert "0.71" in html
    assert "公表値" in html
    assert 'value="strength"' not in html


def test_what_open_calls_ask_and_nobody_said_stands_on_top(client, officer):
    made.excluding(make.member("office"), made.NOT_AGAIN)
    plan = make.plan(officer)
    assert f"?organisation={officer.organisation_id}&amp;programme=kizuna" in show(
        client, plan
    )
    made.state(officer)
    assert "&amp;programme=kizuna" not in show(client, plan)


def test_an_award_of_this_site_is_listed_without_being_stated(client, officer):
    award = made.awarded(officer, make.call())
    assert award.number in show(client, make.plan(officer))


def test_a_partner_states_of_itself_only(officer):
    plan = make.plan(officer)
    partner = make.partner(plan)
    client = Client()
    client.force_login(partner.user)
    html = show(client, plan)
    assert f'value="{partner.organisation_id}"' in html
    assert f'value="{officer.organisation_id}"' not in html
    send(client, plan, **STRENGTH)
    assert not StrengthStatement.objects.exists()


@pytest.mark.parametrize("role", ["auditor", "administrator"])
def test_who_only_reads_is_offered_no_form(officer, role):
    plan = make.plan(officer)
    client = Client()
    client.force_login(make.member(role).user)
    assert 'name="do"' not in show(client, plan)
    send(client, plan, **STRENGTH)
    assert not StrengthStatement.objects.exists()


def test_a_stranger_does_not_find_it(client, officer):
    assert client.get(address(make.plan())).status_code == 404


def test_it_stays_within_twenty_statements(
    client, officer, django_assert_max_num_queries
):
    plan = make.plan(officer)
    make.partner(plan)
    made.awarded(officer, make.call())
    made.state(officer)
    made.excluding(make.member("office"), made.NOT_AGAIN, made.NOT_STRONG)
    with django_assert_max_num_queries(20):
        show(client, plan)
