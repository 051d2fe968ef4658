"""The money of the year ends in the middle of a round, and every page says so."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from chiiki_web.accounts.models import Membership
from chiiki_web.dispatch.models import Candidate, Request
from chiiki_web.outbox.models import Message
from chiiki_web.schemes.models import Round
from journeys.asking import Opens, answers, signs_in
from journeys.board import Board
from journeys.walker import Walker
from web import make
from web.advisers import made as advisers
from web.dispatch import made

pytestmark = [
    pytest.mark.journey,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("standing_clock"),
]
# Two days in the adviser's own prefecture: 4 half-days x 17,000 + one journey.
COST = 4 * 17_000 + 4_000
LEFT = 1


@pytest.fixture
def office() -> Membership:
    return signs_in(make.member("office"))


def _round(office: Membership, total: int) -> Round:
    """Three requests, and three people who could go, in a round with this much money."""
    found = made.call(total=total, by=office).rounds.get()
    for _ in range(3):
        advisers.adviser()
        made.request(signs_in(make.member()))
    return found


def _region(opens: Opens, site: str, request: Request) -> Walker:
    officer = request.organisation.memberships.get(role="officer")
    return Walker(opens, site, officer.user.email)


def _shows(board: Board, *asked: Request) -> None:
    """The office shows the candidates of these requests to their requesters."""
    for one in asked:
        board.page.locator(f"#take-{one.pk}").check()
    board.presses("選んだ依頼の候補者を依頼元に提示する")
    board.presses("候補者を提示する")


def _goes(opens: Opens, site: str, request: Request) -> Walker:
    """The region ranks, and the first who is asked accepts."""
    region = _region(opens, site, request)
    region.opens(f"/dispatch/{request.pk}/")
    region.presses("Send this order")
    answers(opens, site, made.asked(request))
    region.opens(f"/dispatch/{request.pk}/")
    return region


def _left_and_placed(round_id: int) -> tuple[Request, list[Request]]:
    """The one that nobody was proposed to, and the others."""
    placed = set(Candidate.objects.values_list("request", flat=True))
    rows = list(Request.objects.filter(round=round_id).order_by("pk"))
    (left,) = [one for one in rows if one.pk not in placed]
    return left, [one for one in rows if one.pk in placed]


def _unserved(page: Page) -> list[int]:
    cards = page.locator(".request-card:has(.why-not)")
    return [int(str(one.get_attribute("data-request"))) for one in cards.all()]


def test_two_of_three_are_placed_the_round_stops_and_the_third_reads_why(
    open_page: Opens, site: str, office: Membership
) -> None:
    one = _round(office, total=2 * COST + LEFT)
    board = Board(open_page(), site, one, office)
    board.works_it_out()
    main = board.page.locator("main")
    expect(main).to_contain_text("派遣する依頼2件、派遣しない依頼1件")
    (unserved,) = _unserved(board.page)
    left = Request.objects.get(pk=unserved)
    expect(board.card(left)).to_contain_text(
        "予算の残りは1円で、必要な72,000円に足りません"
    )
    assert board.page.locator(f"#take-{left.pk}").count() == 0

    placed = list(Request.objects.filter(round=one).exclude(pk=unserved))
    _shows(board, *placed)
    for request in placed:
        _goes(open_page, site, request).sees("承諾")
    one.refresh_from_db()
    assert one.stopped_for == Round.Stop.BUDGET

    region = _region(open_page, site, left)
    region.opens(f"/dispatch/{left.pk}/")
    region.sees("この回の予算が上限に達しました", "受付順のままお預かりしています")
    told = Message.objects.filter(kind="dispatch.budget_used")
    assert {row.recipient for row in told} == made.told("dispatch.budget_used")
    assert [row.recipient.email for row in told] == [region.email]
    region.opens("/dispatch/new/")
    region.sees("現在、依頼を受け付けていません", "予算")

    board.opens()
    expect(main).to_contain_text("この回の予算が上限に達しました")
    expect(main).to_contain_text("割当てを待つ依頼")
    expect(main).to_contain_text("派遣できる人がいない依頼が残っています")
    assert not board.page.locator(".take-bar").count()
    board.works_it_out()
    expect(main).to_contain_text("派遣する依頼0件、派遣しない依頼1件")
    expect(main).to_contain_text("このほか決定済みの依頼2件")
    expect(board.card(left).locator(".why-not")).to_contain_text("予算の残りは1円")
    board.page.goto(site + "/placing/")
    cells = board.page.locator("main tbody tr").first.locator("td").all_inner_texts()
    assert cells[2:4] == ["3件", "1件"]


def test_control_money_for_three_places_three_and_leaves_nothing_unsaid(
    open_page: Opens, site: str, office: Membership
) -> None:
    one = _round(office, total=4 * COST)
    board = Board(open_page(), site, one, office)
    board.works_it_out()
    expect(board.page.locator("main")).to_contain_text(
        "派遣する依頼3件、派遣しない依頼0件"
    )
    assert not _unserved(board.page)
    placed = list(Request.objects.filter(round=one))
    _shows(board, *placed)
    for request in placed:
        _goes(open_page, site, request)
    one.refresh_from_db()
    assert one.stopped_for == ""
    assert not made.told("dispatch.budget_used")


def test_money_that_somebody_else_took_leaves_a_request_that_waits_and_says_so(
    open_page: Opens, site: str, office: Membership
) -> None:
    one = _round(office, total=3 * COST)
    board = Board(open_page(), site, one, office)
    board.works_it_out()
    rows = list(Request.objects.filter(round=one).order_by("pk"))
    _shows(board, *rows)
    beside = made.proposed(signs_in(make.member()), office)
    _goes(open_page, site, beside)
    for request in rows[:2]:
        _goes(open_page, site, request).sees("承諾")
    region = _region(open_page, site, rows[2])
    region.opens(f"/dispatch/{rows[2].pk}/")
    region.presses("Send this order")
    region.sees("予算待ち", "受付順のままお預かりしており")
    assert not rows[2].candidates.filter(asked_at__isnull=False).exists()
    desk = Walker(open_page, site, office.user.email)
    desk.opens(f"/dispatch/{rows[2].pk}/")
    desk.sees("この依頼に充てる予算が不足しています")
    words = Message.objects.get(
        kind="dispatch.waits_for_budget", recipient__email=region.email
    )
    assert f"{COST:,}" in words.body
