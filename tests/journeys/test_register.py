"""From an offer to a page that everybody reads: apply, accept, commission, change, approve."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from chiiki_web.accounts.models import Membership
from chiiki_web.advisers.models import Adviser, Statement, Unavailable
from crawling import PASSWORD
from journeys.walker import Walker
from web import make
from web.advisers import made

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
MINE, STATE = "/advisers/mine/", "/advisers/mine/statement/"


@pytest.fixture
def walk(site: str, open_page: Callable[..., Page]) -> Callable[[Membership], Walker]:
    def walker(member: Membership) -> Walker:
        member.user.set_password(PASSWORD)
        member.user.save()
        return Walker(open_page, site, member.user.email)

    return walker


def test_from_an_offer_to_an_approved_change(
    walk: Callable[[Membership], Walker],
) -> None:
    person, office = walk(make.member("adviser")), walk(make.member("office"))
    _offers(person)
    held = Statement.objects.get()

    office.opens(f"/advisers/statements/{held.pk}/")
    office.sees("見守りの進め方", "見本クラウド株式会社")
    office.presses("Accept as it stands here")
    adviser = Adviser.objects.get()

    office.opens("/advisers/commissions/")
    office.types(row=True)
    office.presses("Look at what will happen")
    office.presses("Commission")
    assert adviser.commissions.get().number.endswith("委嘱第1号")

    _marks_a_month(person)
    _changes(person)
    held = Statement.objects.latest("pk")
    office.opens(f"/advisers/{adviser.pk}/")
    expect(office.page.locator("main")).not_to_contain_text("遠隔医療")
    office.opens(f"/advisers/statements/{held.pk}/")
    office.sees("見守りの進め方", "遠隔医療の始め方")
    office.presses("Accept as it stands here")

    person.opens(f"/advisers/{adviser.pk}/")
    person.sees("遠隔医療の始め方")


def _offers(person: Walker) -> None:
    """Half of it is typed, left, and found again; then the rest, and sent."""
    person.opens(MINE)
    person.presses("Offer to become an adviser")
    person.types(affiliation="見本大学", speciality_ja="見守りの進め方")
    line = person.page.locator("[data-autosave-line]")
    expect(line).to_contain_text("保存", timeout=10_000)
    person.opens(STATE)
    assert person.page.input_value("[name=speciality_ja]") == "見守りの進め方"
    person.types(
        affiliation_kind="education",
        prefecture=made.NAGANO,
        fields_known="welfare",
        sides="use",
        languages="ja",
        capacity_days="８日",
        is_published=True,
        vendors__0__name="見本クラウド株式会社",
    )
    person.presses("Send to the office")


def _marks_a_month(person: Walker) -> None:
    """By keyboard: a day of the next month is ticked, and kept."""
    person.opens("/advisers/mine/calendar/")
    person.follows("Next month")
    day = person.page.locator("[name=day]").first
    day.focus()
    person.page.keyboard.press("Space")
    person.presses("Save this month")
    assert Unavailable.objects.count() == 1


def _changes(person: Walker) -> None:
    person.opens(MINE)
    person.presses("Change my entry")
    person.types(speciality_ja="遠隔医療の始め方")
    person.presses("Send to the office")
