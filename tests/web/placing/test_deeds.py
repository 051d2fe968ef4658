"""What an office does on the pages of the board, and what it is told."""

from __future__ import annotations

from urllib.parse import urlencode
from uuid import uuid4

import pytest
from django.urls import reverse

from chiiki_web.dispatch.models import Request
from chiiki_web.placing import actions, queries
from chiiki_web.placing.actions import weighing
from chiiki_web.placing.models import Matching, Taken, Wish
from web import make, visit
from web.placing import made
from web.placing.browse import board, do, shown
from web.placing.made import LATER

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _later(clock):
    clock.move_to(LATER)


def test_asking_shows_that_it_is_worked_out_and_then_the_proposal(client, office, one):
    made.adviser(), made.request(one)
    do(client, office, "start", one.pk, form_key=uuid4())
    assert "派遣案を計算しています" in shown(client, office, board(one))
    state = reverse("placing:state", args=[one.pk])
    assert "HX-Refresh" not in visit.get(client, office, state).headers

    actions.run_waiting(LATER)

    assert visit.get(client, office, state).headers["HX-Refresh"] == "true"


def test_a_wish_asks_for_its_ground_and_keeps_what_was_typed(
    client, office, one, worked
):
    asked, who = Request.objects.order_by("pk").first(), made.Adviser.objects.first()
    wish = {"kind": "pin", "request": asked.pk, "adviser": who.pk}
    address = reverse("placing:wish", args=[one.pk])
    assert "派遣する" in shown(client, office, address, **wish)

    again = do(client, office, "wish", one.pk, **wish, ground="")
    assert again.status_code == 200
    assert not Wish.objects.exists()

    long = do(client, office, "wish", one.pk, **wish, ground="長" * 501)
    assert "長" * 501 in long.content.decode()

    do(client, office, "wish", one.pk, **wish, ground=made.GROUND)
    assert Wish.objects.get().by == office


def test_a_ground_typed_while_the_session_ended_comes_back(client, office, one, worked):
    asked, who = Request.objects.order_by("pk").first(), made.Adviser.objects.first()
    wish = {"kind": "pin", "request": asked.pk, "adviser": who.pk}
    address = reverse("placing:wish", args=[one.pk])
    opened = f"{address}?{urlencode(wish)}"
    token = visit.open_page(client, office, opened)
    visit.lose_session(client)
    typed = {**wish, "ground": made.GROUND, "csrfmiddlewaretoken": token}
    assert client.post(address, typed).status_code == 302
    assert not Wish.objects.exists()

    client.force_login(office.user)

    assert made.GROUND in visit.text(client.get(address))


def test_in_a_large_round_losses_are_worked_out_when_asked_for(
    client, office, one, monkeypatch
):
    monkeypatch.setattr(weighing, "SMALL", 0)
    made.adviser(), made.adviser()
    asked = made.request(one)
    worked = made.worked_out(one, office)
    why = reverse("placing:why", args=[one.pk, asked.pk])
    assert "およそ" in shown(client, office, why)

    page = do(client, office, "weigh", worked.pk, asked.pk).content.decode()
    assert "次点の3人について、全体への影響を計算しています" in page
    while actions.weigh_waiting(LATER):
        pass

    assert "およそ" not in shown(client, office, why)


@pytest.mark.parametrize(
    "wish",
    [
        {"kind": "love", "request": "1", "adviser": "1"},
        {"kind": "pin", "request": "１", "adviser": "1"},
        {"kind": "pin", "request": "1" * 30, "adviser": "1"},
        {"kind": "pin", "request": "", "adviser": "x"},
    ],
)
def test_a_wish_of_nonsense_is_not_found(client, office, one, wish):
    client.force_login(office.user)
    response = client.get(reverse("placing:wish", args=[one.pk]), wish)
    assert response.status_code == 404


def test_a_wish_for_an_adviser_who_is_not_there_is_said(client, office, one, worked):
    asked = Request.objects.first()
    wish = {"kind": "pin", "request": asked.pk, "adviser": 987_654}
    response = do(client, office, "wish", one.pk, **wish, ground=made.GROUND)
    assert "987654は名簿にいません" in response.content.decode()


def test_a_wish_is_shown_with_its_price_and_taken_back_by_a_click(
    client, office, one, worked
):
    asked = Request.objects.order_by("pk").first()
    other = made.adviser(sides=["people"])
    wish = made.wish(one, asked, other, office)
    assert "次の計算で判明" in shown(client, office, board(one))
    made.worked_out(one, office)
    actions.weigh_waiting(LATER)
    text = shown(client, office, board(one))
    assert made.GROUND in text
    price = Matching.objects.latest("pk").prices[wish.key]
    assert f"−{price['without'] - price['with']:,}点" in text
    assert f"なければ{price['without']:,}点" in text

    do(client, office, "end_wish", wish.pk)

    wish.refresh_from_db()
    assert wish.ended_by == office


def test_wishes_that_clash_are_told_with_a_button_for_each(client, office, one):
    who = made.adviser(capacity_days=2)
    made.adviser()
    first, second = made.request(one), made.request(one)
    made.worked_out(one, office)
    wishes = [made.wish(one, asked, who, office) for asked in (first, second)]
    made.worked_out(one, office)

    text = shown(client, office, board(one))

    assert "次の条件は、すべてを同時に満たすことができません" in text
    assert f"依頼{first.number}は{who}に固定しています。" in text
    clash = text[text.index('class="clash"') :]
    for wish in wishes:
        assert reverse("placing:end_wish", args=[wish.pk]) in clash
    assert "最新" in text or "作成できた最後の案" in text


def test_what_is_ticked_is_shown_after_a_look_back(client, office, one, worked):
    asked = Request.objects.order_by("pk").first()
    version = queries.board_of(one).version
    typed = {"take": [asked.pk], "seen": version, "matching": worked.pk}

    first = do(client, office, "take", one.pk, **typed)
    assert "この候補者を依頼元に提示しますか" in first.content.decode()
    assert not Taken.objects.exists()

    back = do(client, office, "take", one.pk, **typed, confirm="back")
    assert back.status_code == 200
    assert not Taken.objects.exists()

    do(client, office, "take", one.pk, **typed, confirm="yes")
    assert Taken.objects.get().request == asked


def test_who_comes_second_reads_what_the_first_did(client, office, one, worked):
    first, second = Request.objects.filter(field="welfare").order_by("pk")
    seen = queries.board_of(one).version
    colleague = make.member("office", office.organisation)
    actions.take_over(one.pk, worked.pk, [first.pk], seen=seen, by=colleague, at=LATER)

    response = do(
        client,
        office,
        "take",
        one.pk,
        take=[second.pk],
        seen=seen,
        matching=worked.pk,
        confirm="yes",
    )

    text = visit.text(response)
    assert "割当表を開いた後に行われたこと" in text
    assert f"{first.number}の候補者を依頼元に提示" in text
    assert Taken.objects.count() == 1


def test_a_run_tells_how_good_it_is_and_is_run_again(client, office, one, worked):
    address = reverse("placing:run", args=[worked.pk])
    text = shown(client, office, address)
    assert worked.digest in text
    assert "どのような案でも" in text

    do(client, office, "again", worked.pk, form_key=uuid4())
    again = actions.run_waiting(LATER)

    assert "照合値一致" in shown(client, office, address)
    own = shown(client, office, reverse("placing:run", args=[again.pk]))
    assert "完全に一致しました" in own


def test_a_failed_run_says_why(client, office, one):
    made.adviser(), made.request(one)
    failed = made.worked_out(one, office)
    Matching.objects.filter(pk=failed.pk).update(
        state="failed",
        faults=[{"code": "matching.solver_crashed", "values": {"solver": "highs"}}],
    )
    text = shown(client, office, reverse("placing:run", args=[failed.pk]))
    assert "計算プログラム（highs）が異常終了しました" in text
