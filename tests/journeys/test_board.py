"""A round on the board in a browser: a re-solve after a pin, by mouse, keyboard and phone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from chiiki_web.accounts.models import Membership
from chiiki_web.placing import actions
from chiiki_web.placing.models import Taken, Wish
from chiiki_web.schemes.models import Round
from conftest import Clock
from crawling import PASSWORD
from journeys.board import GROUND, Board
from web import make
from web.placing import made
from web.placing.made import LATER

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def office(clock: Clock) -> Membership:
    clock.move_to(LATER)
    found = make.member("office")
    found.user.set_password(PASSWORD)
    found.user.save()
    return found


@pytest.fixture
def one(office: Membership) -> Round:
    return made.round_of(office)


def test_a_re_solve_after_a_pin_dragged_by_mouse(
    open_page: Callable[..., Page], site: str, office: Membership, one: Round
) -> None:
    advisers = [made.adviser(capacity_days=4) for _ in range(3)]
    asked = [made.request(one) for _ in range(3)]
    board = Board(open_page(), site, one, office)
    before = made.sent(board.works_it_out())
    first = asked[0]
    other = next(who for who in advisers if [who.pk] != before[first.pk])

    board.card(first).locator("h3").drag_to(board.line(other))
    expect(board.page.locator("#wish-title")).to_contain_text(str(other))
    board.writes_ground()
    expect(board.page.locator("main")).to_contain_text(GROUND)
    after = board.works_it_out()

    assert made.sent(after)[first.pk] == [other.pk]
    expect(board.page.locator("#difference")).to_have_text("第1案との違い")
    expect(board.page.locator(".changes").first).to_contain_text(first.number)
    expect(board.card(first).locator(".seat")).to_contain_text(str(other))


def test_somebody_dragged_away_does_not_go_there(
    open_page: Callable[..., Page], site: str, office: Membership, one: Round
) -> None:
    made.adviser(), made.adviser()
    asked = made.request(one)
    board = Board(open_page(), site, one, office)
    before = made.sent(board.works_it_out())[asked.pk]

    board.card(asked).locator(".seat b").hover()
    board.page.mouse.down()
    board.page.mouse.move(600, 300, steps=5)
    board.page.locator("#away-zone").hover()
    board.page.mouse.up()
    board.writes_ground()

    assert Wish.objects.get().kind == "ban"
    assert made.sent(board.works_it_out())[asked.pk] != before


def test_the_same_with_the_keyboard_alone(
    open_page: Callable[..., Page], site: str, office: Membership, one: Round
) -> None:
    made.adviser(), made.adviser()
    asked = made.request(one)
    board = Board(open_page(), site, one, office)
    before = made.sent(board.works_it_out())[asked.pk]
    keys = board.page.keyboard

    board.card(asked).locator(".pick").focus()
    keys.press("Enter")
    keys.press("Escape")
    expect(board.card(asked).locator(".pick")).to_be_focused()
    keys.press("Enter")
    focused = "document.activeElement.closest('.adviser-line').dataset.adviser"
    if int(board.page.evaluate(focused)) in before:
        keys.press("ArrowDown")
    chosen = int(board.page.evaluate(focused))
    keys.press("Enter")
    keys.type(GROUND)
    keys.press("Tab")
    keys.press("Enter")
    board.sees_that_it_is_kept()

    wish = Wish.objects.get()
    assert (wish.kind, wish.adviser_id, wish.ground) == ("pin", chosen, GROUND)
    assert made.sent(board.works_it_out())[asked.pk] == [chosen]


def test_on_a_phone_somebody_else_is_chosen_by_their_price_and_all_is_shown(
    open_page: Callable[..., Page],
    site: str,
    office: Membership,
    one: Round,
    axe: Callable[[Page], None],
) -> None:
    made.adviser()
    far, asked = made.adviser(sides=["people"]), made.request(one)
    board = Board(open_page("phone"), site, one, office)
    board.works_it_out()
    actions.weigh_waiting(timezone.now())
    actions.weigh_waiting(timezone.now())
    axe(board.page)

    board.page.get_by_role("link", name="別の人を派遣する…").first.click()
    expect(board.page.locator("#else")).to_be_visible()
    axe(board.page)
    board.page.get_by_role("link", name=f"この人を派遣する {far}").click()
    board.page.locator("[name=ground]").fill(GROUND)
    board.page.locator("main form button[type=submit]").click()
    board.sees_that_it_is_kept()
    assert made.sent(board.works_it_out())[asked.pk] == [far.pk]

    board.presses("確定できる依頼を選ぶ")
    board.presses("選んだ依頼の候補者を依頼元に提示する")
    board.presses("候補者を提示する")

    assert Taken.objects.get().request == asked
    width = board.page.evaluate("document.documentElement.scrollWidth")
    assert width <= 390
