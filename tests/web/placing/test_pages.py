"""The pages of the board: what they tell, to whom, and what they do when something is off."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import quote
from uuid import uuid4

import openpyxl
import pytest
from django.urls import reverse

from chiiki_web.dispatch.models import Request
from chiiki_web.funds.models import Fund
from chiiki_web.placing import actions
from chiiki_web.placing.models import Matching
from chiiki_web.schemes.models import Call, Round
from web import make, visit
from web.advisers import made as advisers
from web.placing import made
from web.placing.browse import board, do, shown
from web.placing.made import LATER

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _later(clock):
    clock.move_to(LATER)


def test_the_list_tells_how_far_each_round_is(client, office, worked, one):
    text = shown(client, office, reverse("placing:rounds"))
    assert "見本派遣の募集" in text
    assert "2件に派遣" in text


def test_without_any_round_the_list_says_what_to_do(client, office):
    text = shown(client, office, reverse("placing:rounds"))
    assert "アドバイザー派遣の募集の回は、まだありません" in text


def test_rounds_with_something_to_do_come_first(client, office, one, worked):
    quiet = made.round_of(office)
    page = shown(client, office, reverse("placing:rounds"))
    assert page.index(board(one)) < page.index(board(quiet))


@pytest.mark.parametrize("typed", ["2026", "", "1999", "９", "x" * 400])
def test_a_year_without_rounds_is_the_present_one(client, office, one, typed):
    page = shown(client, office, reverse("placing:rounds") + f"?year={typed}")
    assert board(one) in page


def test_rounds_of_other_years_stand_behind_their_year(client, office, one):
    old = made.round_of(office)
    Call.objects.filter(pk=old.call_id).update(fiscal_year=2025)
    address = reverse("placing:rounds")
    assert board(old) not in shown(client, office, address)
    assert board(old) in shown(client, office, address + "?year=2025")


def test_the_board_shows_who_is_sent_and_first_who_is_not(client, office, one, worked):
    text = shown(client, office, board(one))
    names = [one.number for one in Request.objects.order_by("pk")]
    assert text.index(f">{names[2]}<") < text.index(f">{names[0]}<")
    assert "分野（観光" in text
    assert "見本 助言" in text
    assert "最適な案との差は最大" in text


def test_it_is_told_in_english_too(client, office, one, worked):
    client.cookies["django_language"] = "en"
    office.user.language = "en"
    office.user.save()
    text = shown(client, office, board(one))
    assert "Board of round 1" in text
    assert "2 requests served, 1 not served" in text


def test_another_office_does_not_find_the_round(client, one, worked):
    other = make.member("office")
    assert visit.get(client, other, board(one)).status_code == 404
    run = reverse("placing:run", args=[worked.pk])
    assert visit.get(client, other, run).status_code == 404


def test_an_auditor_reads_and_does_nothing(client, one, worked):
    auditor = make.member("auditor")
    text = shown(client, auditor, board(one))
    assert 'name="take"' not in text
    assert 'id="wish-dialogue"' not in text
    response = do(client, auditor, "start", one.pk)
    assert response.status_code == 403


def test_an_empty_round_says_so(client, office, one):
    made.adviser()
    text = shown(client, office, board(one))
    assert "この回には、割当てを待つ依頼がありません" in text
    assert "派遣案を計算する</button>" not in text


def test_the_list_leaves_no_decision_to_an_auditor(client, one, worked):
    text = shown(client, make.member("auditor"), reverse("placing:rounds"))
    assert "事務局が決めます" in text


def test_rounds_stand_in_the_order_in_which_they_close(client, office, one, worked):
    call = one.call
    for number in (3, 2):
        day = one.closes_at + timedelta(days=30 * number)
        Round.objects.create(
            call=call, number=number, opens_at=one.closes_at, closes_at=day
        )
    page = visit.get(client, office, reverse("placing:rounds"))
    waiting, others = (rows for _title, rows in page.context["groups"])
    assert [row.round.number for row in waiting] == [1]
    assert [row.round.number for row in others] == [2, 3]


def test_a_round_without_advisers_says_so(client, office, one):
    made.request(one)
    text = shown(client, office, board(one))
    assert "今年度の委嘱を受けたアドバイザーがいません" in text


def test_who_was_commissioned_for_years_stands_once_before_the_first_run(
    client, office, one
):
    person = made.adviser()
    advisers.commission(person, 2025, capacity_days=3)
    made.request(one)

    loads = visit.get(client, office, board(one)).context["loads"]

    assert [(load.name, load.capacity) for load in loads] == [(str(person), 20)]


def test_a_field_that_nobody_has_is_named_with_how_many_ask(
    client, office, one, worked
):
    text = shown(client, office, board(one))
    assert "次の分野のアドバイザーが名簿にいません" in text
    assert "1件" in text


def test_a_budget_of_nothing_is_said(client, office, one, worked):
    Fund.objects.update(reserved=3_000_000)
    assert "予算の残りがありません" in shown(client, office, board(one))


@pytest.mark.parametrize(
    ("params", "count"),
    [
        ({"field": "tourism"}, 1),
        ({"field": "welfare"}, 2),
        ({"show": "unserved"}, 1),
        ({"show": "changed"}, 0),
        ({"show": "sure"}, 0),
        ({"show": "wished"}, 0),
        ({"region": "no such region", "field": "no such field"}, 3),
    ],
)
def test_the_cards_can_be_filtered(client, office, one, worked, params, count):
    text = shown(client, office, board(one), **params)
    assert text.count('data-request="') == count


def test_the_difference_to_the_proposal_before_stands_first(client, office, one):
    made.adviser(), made.adviser()
    asked = made.request(one)
    before = made.worked_out(one, office)
    sent = made.Adviser.objects.get(pk=made.sent(before)[asked.pk][0])
    made.wish(one, asked, sent, office, "ban")
    made.worked_out(one, office)

    text = shown(client, office, board(one))

    assert "第1案との違い" in text
    assert "派遣する人が変わる依頼（1）" in text
    assert text.index("第1案との違い") < text.index("依頼とアドバイザー")


def test_why_tells_points_prices_and_who_comes_next(client, office, one, worked):
    asked = Request.objects.order_by("pk").first()
    address = reverse("placing:why", args=[one.pk, asked.pk])
    text = shown(client, office, address)
    assert "他の依頼での必要度" in text
    assert "別の人を派遣する場合" in text
    assert "100%" in text
    while actions.weigh_waiting(LATER):
        pass
    assert "0点" in shown(client, office, address)


@pytest.mark.parametrize(
    ("office_chooses", "words"),
    [(True, "事務局に選任を任せる"), (False, "依頼元が順位を付ける")],
)
def test_why_says_who_chooses_as_the_request_does(
    client, office, one, office_chooses, words
):
    made.adviser()
    asked = made.request(one, office_chooses=office_chooses)
    made.worked_out(one, office)
    text = shown(client, office, reverse("placing:why", args=[one.pk, asked.pk]))
    assert [
        said
        for said in ("事務局に選任を任せる", "依頼元が順位を付ける")
        if said in text
    ] == [words]


def test_why_names_a_nominee_who_is_not_commissioned_any_more(client, office, one):
    who = made.adviser()
    made.adviser()
    asked = made.request(one, who)
    who.commissions.all().delete()
    made.worked_out(one, office)
    text = shown(client, office, reverse("placing:why", args=[one.pk, asked.pk]))
    assert f"{who}" in text
    assert "今年度は委嘱なし" in text


def test_each_score_of_somebody_else_says_what_it_is_of(client, office, one, worked):
    asked = Request.objects.order_by("pk").first()
    text = shown(client, office, reverse("placing:why", args=[one.pk, asked.pk]))
    others = text[text.index('id="else"') :]
    for name in ("分野", "支援の種類", "近さ"):
        assert f"{name} 100%" in others


def test_why_tells_why_nobody_is_sent(client, office, one, worked):
    asked = Request.objects.get(field="tourism")
    text = shown(client, office, reverse("placing:why", args=[one.pk, asked.pk]))
    assert "アドバイザーが名簿にいません" in text
    assert "対応できない人と理由（2名）" in text


def test_the_report_tells_the_same_on_paper_and_in_excel(
    client, office, one, worked, tmp_path
):
    page = shown(client, office, reverse("placing:report", args=[worked.pk]))
    response = visit.get(client, office, reverse("placing:workbook", args=[worked.pk]))
    path = tmp_path / "report.xlsx"
    path.write_bytes(visit.content(response))
    book = openpyxl.load_workbook(path)
    assert len(book.sheetnames) == 4
    (first,) = list(book.worksheets[1].values)[1:]
    assert first[0] in page
    assert first[3] in page
    assert worked.digest in page
    sent = list(book.worksheets[0].values)
    assert sent[1][0] in page
    assert len(sent[1]) == 12
    assert sent[1][8] == Request.objects.get(number=sent[1][0]).days
    name = quote("派遣案_第1回_第1案.xlsx")
    assert name in response["Content-Disposition"]


def test_the_printed_report_has_five_columns(client, office, one, worked):
    page = shown(client, office, reverse("placing:report", args=[worked.pk]))
    heads = page[page.index("<thead>") : page.index("</thead>")]
    assert heads.count("<th ") == 5


def test_a_run_without_a_proposal_has_no_report(client, office, one):
    made.adviser(), made.request(one)
    queued = actions.ask_for_matching(one.pk, form_key=uuid4(), by=office, at=LATER)
    address = reverse("placing:report", args=[queued.pk])
    assert visit.get(client, office, address).status_code == 404


def test_the_pages_stay_within_twenty_statements(
    client, office, one, worked, django_assert_max_num_queries
):
    asked, who = Request.objects.order_by("pk").first(), made.Adviser.objects.first()
    made.wish(one, asked, who, office)
    made.worked_out(one, office)
    client.force_login(office.user)
    latest = Matching.objects.latest("pk").pk
    for name, numbers in (
        ("rounds", []),
        ("board", [one.pk]),
        ("why", [one.pk, asked.pk]),
        ("run", [latest]),
        ("report", [latest]),
    ):
        address = reverse(f"placing:{name}", args=numbers)
        client.get(address)
        with django_assert_max_num_queries(20):
            assert client.get(address, {"since": "0"}).status_code == 200
