"""A plan held against a call: yes, no or cannot tell yet, with every reason."""

from datetime import timedelta

import pytest
from django.urls import reverse

from chiiki.rules import Verdict
from chiiki_web.plans import actions
from chiiki_web.schemes import actions as schemes
from web import make
from web.backgrounds import made
from web.make import NOW
from web.schemes import made as scheme_rounds

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def now(clock):
    clock.move_to(NOW)


@pytest.fixture
def officer(client):
    member = make.member()
    client.force_login(member.user)
    return member


def check(client, plan, call):
    return client.get(reverse("plans:check", args=[plan.pk, call.pk]))


def test_a_plan_that_fits_leads_to_applying(client, officer):
    plan, call = make.full_plan(officer), make.call()
    page = check(client, plan, call)
    assert page.context["verdict"] is Verdict.YES
    apply = reverse("applications:start", args=[call.pk]) + f"?plan={plan.pk}"
    assert apply in page.content.decode()


def test_a_plan_that_does_not_fit_reads_why_where_and_what_to_do(client, officer):
    plan = make.full_plan(officer)
    plan = actions.change_plan(
        plan.pk, version=plan.version, by=officer, at=NOW, creates_jobs=False
    )

    page = check(client, plan, make.call())

    first = page.context["rows"][0]
    assert page.context["verdict"] is Verdict.NO
    assert first.verdict is Verdict.NO
    html = page.content.decode()
    for words in (first.text, first.clause, first.source, first.remedy):
        assert words in html
    assert "applications" not in page.context["first_missing"]
    assert "この計画で申請する" not in html


def test_a_plan_with_gaps_cannot_be_told_yet_and_each_gap_has_its_place(
    client, officer
):
    plan = make.plan(officer)
    page = check(client, plan, make.call())
    assert page.context["verdict"] is Verdict.UNKNOWN
    html = page.content.decode()
    assert reverse("plans:edit", args=[plan.pk, "people"]) + "#id_creates_jobs" in html
    assert reverse("plans:costs", args=[plan.pk]) + "#id_requested" in html


def test_the_amount_is_worked_out_step_by_step(client, officer):
    plan = make.full_plan(officer)
    lines = [
        actions.Cost("people", "研修", 4_000_000),
        actions.Cost("equipment_purchase", "端末", 8_000_000),
    ]
    plan = actions.set_costs(
        plan.pk, lines, requested=12_000_000, version=plan.version, by=officer, at=NOW
    )
    page = check(client, plan, make.call())
    steps = page.context["steps"]
    assert "対象経費の合計は12,000,000円です。" in steps
    assert any("うち機器・設備の購入費" in step and "1/2" in step for step in steps)
    assert page.context["amount"].payable == 7_999_000


def test_a_call_that_is_closed_is_said_and_offers_no_application(client, officer):
    plan = make.full_plan(officer)
    call = make.call(
        opens_at=NOW - timedelta(days=30), closes_at=NOW - timedelta(seconds=1)
    )
    html = check(client, plan, call).content.decode()
    assert "受付期間外" in html
    assert "この計画で申請する" not in html


def test_what_is_left_is_said_and_an_amount_above_it_is_warned_of(client, officer):
    plan, call = make.full_plan(officer), make.call()
    make.fund(call, 5_000_000)
    html = check(client, plan, call).content.decode()
    assert "この公募の予算残額：5,000,000円（令和8年11月23日 12:00現在）" in html
    assert html.index("予算残額は5,000,000円です") < html.index('id="rules"')


def test_control_an_amount_within_what_is_left_is_not_warned_of(client, officer):
    plan, call = make.full_plan(officer), make.call()
    make.fund(call, 500_000_000)
    assert (
        "予算残額は500,000,000円です" not in check(client, plan, call).content.decode()
    )


def test_where_a_rule_speaks_against_it_no_amount_is_promised(client, officer):
    plan, call = make.full_plan(officer), make.call()
    assert 'id="amount"' in check(client, plan, call).content.decode()
    actions.change_plan(
        plan.pk, version=plan.version, by=officer, at=NOW, creates_jobs=False
    )
    assert 'id="amount"' not in check(client, plan, call).content.decode()


def test_a_stopped_round_says_so_and_names_no_deadline(client, officer):
    office = make.member("office")
    call = make.call(office)
    (one,) = scheme_rounds.rounds(call, office, (-7, 1))
    plan = make.full_plan(officer)
    schemes.stop_round(one.pk, ground="様式の誤り", by=office, at=NOW)
    html = check(client, plan, call).content.decode()
    assert "様式の誤り" in html
    assert "令和8年11月24日 12:00" not in html


def test_open_calls_stand_side_by_side_the_nearest_first(client, officer):
    far = make.call(programme="wide_area_cooperation", closes_at=NOW + timedelta(1))
    near = make.call()
    coming = make.call(opens_at=NOW + timedelta(1))
    plan = make.full_plan(officer)

    page = client.get(reverse("plans:checks", args=[plan.pk]))

    assert [side.call for side in page.context["sides"]] == [near, coming, far]
    assert [len(side.against) for side in page.context["sides"]] == [0, 0, 1]
    assert [side.is_open for side in page.context["sides"]] == [True, False, True]


def test_beside_each_call_stands_what_is_against_it_and_what_it_would_pay(
    client, officer
):
    make.call(programme="wide_area_cooperation")
    make.call()
    html = client.get(reverse("plans:checks", args=[make.full_plan(officer).pk]))
    shown = html.content.decode()

    assert "複数の地方公共団体による広域連携であること。" in shown
    assert "連携する地方公共団体を増やし" in shown
    assert "計算の過程" in shown


def test_without_open_calls_the_page_says_so(client, officer):
    html = client.get(reverse("plans:checks", args=[make.plan(officer).pk]))
    assert "公募中の案件はありません" in html.content.decode()


@pytest.mark.parametrize(
    ("language", "words"), [("ja", "まだ判定できない"), ("en", "cannot tell yet")]
)
def test_it_answers_in_both_languages(client, officer, language, words):
    client.cookies["django_language"] = language
    page = check(client, make.plan(officer), make.call())
    assert words in page.content.decode()


def test_strangers_find_nothing_and_the_auditor_reads(client, officer):
    plan, call = make.plan(), make.call()
    assert check(client, plan, call).status_code == 404
    client.force_login(make.member("auditor").user)
    page = check(client, plan, call)
    assert page.status_code == 200
    assert "足りない項目を入力する" not in page.content.decode()


def test_what_is_not_known_of_the_applicant_leads_to_its_page(client, officer):
    call = made.excluding(make.member("office"), made.NOT_AGAIN, made.NOT_STRONG)
    page = check(client, make.full_plan(officer), call)
    assert page.context["verdict"] is Verdict.UNKNOWN
    html = page.content.decode()
    for anchor in ("#awards", "#strength"):
        assert f"/background/{anchor}" in html


def test_what_was_only_stated_is_marked(client, officer):
    call = made.excluding(make.member("office"), made.NOT_AGAIN)
    made.state(officer)
    html = check(client, make.full_plan(officer), call).content.decode()
    assert "いいえ（申告）" in html


def test_an_award_not_long_ago_moves_a_call_behind_one_that_the_plan_can_still_reach(
    client, officer
):
    reachable = make.call(programme="wide_area_cooperation")
    barred = made.excluding(make.member("office"), made.NOT_AGAIN)
    plan = make.full_plan(officer)

    def order():
        page = client.get(reverse("plans:checks", args=[plan.pk]))
        return [side.call for side in page.context["sides"]]

    assert order() == [barred, reachable]
    made.awarded(officer, make.call(opens_at=NOW - timedelta(900), closes_at=NOW))
    assert order() == [reachable, barred]


def test_who_had_no_award_is_nearer_than_who_has_not_said(client, officer):
    asks = made.excluding(
        make.member("office"), made.NOT_AGAIN, closes_at=NOW + timedelta(1)
    )
    plain = make.call()
    plan = make.full_plan(officer)

    def order():
        page = client.get(reverse("plans:checks", args=[plan.pk]))
        return [side.call for side in page.context["sides"]]

    assert order() == [plain, asks]
    made.state(officer)
    assert order() == [asks, plain]


def test_a_call_that_asks_what_no_plan_can_say_names_it_without_a_link(client, officer):
    rule = {"id": "months", "expression": "dispatch.months > 0", "source": "system"}
    call = made.asking(make.member("office"), rule | made.WORDS)
    plan = make.full_plan(officer)
    page = check(client, plan, call)
    assert page.context["verdict"] is Verdict.UNKNOWN
    assert "派遣を希望する月数" in page.content.decode()
    assert 'href=""' not in page.content.decode()
    sides = client.get(reverse("plans:checks", args=[plan.pk])).content.decode()
    assert 'href=""' not in sides


def test_it_stays_within_twenty_statements(
    client, officer, django_assert_max_num_queries
):
    plan = make.full_plan(officer)
    for _number in range(5):
        call = make.call()
    office = make.member("office")
    asking = made.excluding(office, made.NOT_AGAIN, made.NOT_STRONG)
    with django_assert_max_num_queries(20):
        check(client, plan, call)
    with django_assert_max_num_queries(20):
        check(client, plan, asking)
    with django_assert_max_num_queries(20):
        client.get(reverse("plans:checks", args=[plan.pk]))
