"""Pages of rounds: the office makes them, everybody reads them, nothing typed is lost."""

from datetime import time, timedelta

import pytest
from django.urls import reverse

from chiiki_web.funds import actions as funds
from chiiki_web.schemes import actions
from chiiki_web.schemes.models import Round
from web import make
from web.make import NOW
from web.schemes.made import GROUND, day, rounds, version_with_rounds, wanted
from web.visit import get, post, text

pytestmark = pytest.mark.django_db
HOURS = {
    "opens_on": "R8.11.24",
    "opens_time": "10:00",
    "closes_on": "令和8年11月30日",
    "closes_time": "15:00",
    "share": "1,000万円",
}


@pytest.fixture(autouse=True)
def now(clock):
    clock.move_to(NOW)


@pytest.fixture
def office():
    return make.member("office")


@pytest.fixture
def call(office):
    made = make.call(office)
    make.fund(made)
    return made


def page(call):
    return reverse("schemes:rounds", args=[call.pk])


def of(one, name="round"):
    return reverse(f"schemes:{name}", args=[one.pk])


def test_a_round_that_a_colleague_changed_meanwhile_is_shown_first(
    client, call, office
):
    (one,) = rounds(call, office, (1, 8))
    seen = get(client, office, of(one)).context["seen"]
    colleague = make.member("office", of=office.organisation)
    later = wanted(1, 10)
    actions.change_round(one.pk, later, ground=GROUND, by=colleague, at=NOW)
    typed = HOURS | {"ground": "枠を設けるため", "seen": seen}
    shown = post(client, office, of(one), **typed)
    html = text(shown)
    assert "このページを開いた後に、日時又は予算枠が変更されました" in html
    assert "枠を設けるため" in html
    one.refresh_from_db()
    assert (one.closes_at, one.share) == (later.closes_at, None)
    again = typed | {"seen": shown.context["seen"]}
    for _click in range(2):
        assert post(client, office, of(one), **again).status_code == 302


def test_a_round_is_published_with_its_hour_and_share(client, call, office):
    answer = post(client, office, page(call), **HOURS)
    assert answer["Location"] == page(call)
    one = Round.objects.get()
    assert (one.number, one.share) == (1, 10_000_000)
    assert one.closes_at == NOW.replace(day=30, hour=15)
    html = text(client.get(page(call)))
    assert "回を公開しました" in html
    assert "第1回" in html


def test_what_cannot_be_is_said_and_stays_typed(client, call, office):
    answer = post(client, office, page(call), **HOURS | {"closes_on": "R9.1.31"})
    html = text(answer)
    assert "公募の期間（令和8年11月16日 12:00から令和8年12月7日 12:00まで）" in html
    assert "R9.1.31" in html
    assert not Round.objects.exists()


def test_what_cannot_be_read_is_said_beside_its_field(client, call, office):
    html = text(post(client, office, page(call), **HOURS | {"closes_time": "25:00"}))
    assert "25:00" in html
    assert "field-error" in html or "error" in html
    assert not Round.objects.exists()


def test_the_form_begins_where_the_last_round_ends(client, call, office):
    rounds(call, office, (-7, 1))
    html = text(get(client, office, page(call)))
    assert 'value="令和8年11月24日"' in html


def test_the_rules_propose_rounds_that_are_published_with_one_press(client, office):
    days = [{"closes_on": day(n).date(), "closes_at": time(15)} for n in (3, 9)]
    version_with_rounds(office, days=days)
    call = make.call(office)
    assert "要件に定める締切による案" in text(get(client, office, page(call)))
    address = reverse("schemes:take_suggested", args=[call.pk])
    for _ in range(2):
        client.post(address)
    assert [one.closes_at.hour for one in Round.objects.all()] == [6, 6]
    assert "要件に定める締切による案" not in text(client.get(page(call)))


def test_a_round_is_changed_stopped_and_opened_again(client, call, office):
    (one,) = rounds(call, office, (-7, 1))
    assert "変更の理由" in text(get(client, office, of(one)))
    post(client, office, of(one), **HOURS, ground=GROUND)
    one.refresh_from_db()
    assert one.share == 10_000_000
    stop = {"stop-ground": "様式の誤り", "confirm": "yes"}
    client.post(of(one, "stop_round"), stop)
    html = text(client.get(of(one)))
    assert "事務局が受付を終了" in html
    assert '<h2 id="reopen">受付を再開する</h2>' in html
    client.post(of(one, "reopen_round"), {"reopen-ground": GROUND})
    one.refresh_from_db()
    assert one.stopped_at is None


def test_before_a_round_is_stopped_the_page_says_what_follows(client, call, office):
    (one,) = rounds(call, office, (-7, 1))
    stop = {"stop-ground": "様式の誤り"}
    html = text(post(client, office, of(one, "stop_round"), **stop))
    assert "第1回の受付を終了しますか" in html
    assert "様式の誤り" in html
    one.refresh_from_db()
    assert one.stopped_at is None


def test_who_goes_back_finds_the_ground_as_typed(client, call, office):
    (one,) = rounds(call, office, (-7, 1))
    stop = {"stop-ground": "様式の誤り", "confirm": "back"}
    assert "様式の誤り" in text(post(client, office, of(one, "stop_round"), **stop))
    one.refresh_from_db()
    assert one.stopped_at is None


def test_a_stop_without_a_ground_is_asked_for_it(client, call, office):
    (one,) = rounds(call, office, (-7, 1))
    html = text(post(client, office, of(one, "stop_round"), **{"stop-ground": ""}))
    assert "stop-ground" in html
    one.refresh_from_db()
    assert one.stopped_at is None


def test_a_deletion_that_cannot_be_is_said_on_the_page(client, call, office):
    first, _last = rounds(call, office, (-7, 1), (2, 5))
    client.force_login(office.user)
    html = text(client.post(of(first, "delete_round"), follow=True))
    assert "第1回は最後の回ではありません" in html
    client.post(of(_last, "delete_round"))
    assert Round.objects.get() == first


@pytest.mark.parametrize("role", ["office", "officer"])
def test_nobody_else_sees_the_pages(client, call, office, role):
    (one,) = rounds(call, office, (-7, 1))
    other = make.member(role)
    for address in (page(call), of(one), of(one, "stop_round")):
        assert get(client, other, address).status_code in {403, 404}


def test_everybody_reads_the_rounds_of_a_call(client, call, office):
    rounds(call, office, (-7, 1), (2, 5))
    html = text(client.get(reverse("schemes:call", args=[call.pk])))
    for words in ("第1回の締切", "第2回", "受付開始前", "残額の範囲内"):
        assert words in html


def test_with_the_budget_used_the_page_of_the_call_says_so(client, call, office):
    rounds(call, office, (-7, 1), (2, 5))
    funds.set_aside(call.pk, 30_000_000, subject=call, by=None, at=NOW)
    html = text(client.get(reverse("schemes:call", args=[call.pk])))
    assert "現在、申請を受け付けていません" in html
    assert "第1回は、公募の予算額に達したため" in html
    assert "第1回：予算額に達したため受付を終了" in html
    assert "第2回：予算額に達したため開始を見合わせ" in html
    assert "ログインして計画を選ぶ" not in html


def test_the_lists_name_the_closing_of_the_round(client, call, office):
    rounds(call, office, (-7, 1))
    for address in (reverse("schemes:list"), reverse("dashboards:home")):
        assert "令和8年11月24日 12:00" in text(client.get(address))


def test_an_extension_leads_to_the_rounds(client, call, office):
    rounds(call, office, (-7, 1))
    address = reverse("schemes:extend", args=[call.pk])
    assert "各回の締切は変わりません" in text(get(client, office, address))
    typed = {"closes_on": "R8.12.20", "closes_time": "12:00", "ground": GROUND}
    assert post(client, office, address, **typed)["Location"] == page(call)


def test_the_pages_stay_within_twenty_statements(
    client, call, office, django_assert_max_num_queries
):
    made = rounds(
        call, office, *[(number / 2, number / 2 + 0.4) for number in range(1, 13)]
    )
    actions.change_round(made[0].pk, wanted(0.5, 0.8), ground=GROUND, by=office, at=NOW)
    client.force_login(office.user)
    for address in (
        page(call),
        of(made[0]),
        reverse("schemes:call", args=[call.pk]),
        reverse("schemes:list"),
    ):
        with django_assert_max_num_queries(20):
            assert client.get(address).status_code == 200
    assert made[-1].closes_at < NOW + timedelta(days=14)


def test_a_stopped_round_has_no_deadline_that_still_counts(client, call, office):
    (one,) = rounds(call, office, (-7, 1))
    deadline = "<strong>令和8年11月24日 12:00</strong>"
    address = reverse("schemes:call", args=[call.pk])
    assert deadline in text(client.get(address))
    actions.stop_round(one.pk, ground=GROUND, by=office, at=NOW)
    html = text(client.get(address))
    assert deadline not in html
    assert "<del>令和8年11月24日 12:00</del>" in html


def test_everybody_reads_what_is_left_and_as_of_when(client, call, office):
    rounds(call, office, (-7, 1))
    funds.set_aside(call.pk, 9_000_000, subject=call, by=None, at=NOW)
    html = text(client.get(reverse("schemes:call", args=[call.pk])))
    assert html.count("21,000,000円") == 2
    assert "令和8年11月23日 12:00現在" in html
