"""A request for an adviser in a browser: a nomination accepted, a choice declined twice."""

from __future__ import annotations

import pytest

from chiiki_web.accounts.models import Membership
from chiiki_web.advisers.models import Adviser
from journeys.asking import Opens, answers, asks, signs_in
from journeys.walker import Walker
from web.advisers import made as advisers
from web.dispatch import made

pytestmark = [
    pytest.mark.journey,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("standing_clock"),
]


@pytest.fixture
def three() -> list[Adviser]:
    return [advisers.adviser() for _ in range(3)]


def test_who_was_named_accepts_and_the_days_are_fixed(
    open_page: Opens,
    site: str,
    officer: Membership,
    office: Membership,
    three: list[Adviser],
) -> None:
    region = Walker(open_page, site, officer.user.email)
    request = asks(region, nominated_1=str(three[2].pk))
    desk = Walker(open_page, site, office.user.email)
    desk.opens(f"/dispatch/{request.pk}/")
    desk.presses("Show candidates to the requester")
    region.opens(f"/dispatch/{request.pk}/")
    region.presses("Send this order")
    assert made.asked(request).adviser == three[2]
    answers(open_page, site, made.asked(request))
    region.opens(f"/dispatch/{request.pk}/schedule/")
    region.types(
        days__0__day="令和8年12月15日",
        days__0__begins="13時30分",
        days__0__ends="１６：３０",
        days__0__place="見本公民館",
    )
    region.presses("Enter these days")
    adviser = Walker(open_page, site, signs_in(three[2].membership).user.email)
    adviser.opens(f"/dispatch/{request.pk}/")
    adviser.presses("Confirm the days")
    adviser.sees("見本公民館", "旅行依頼", "謝金内訳")


def test_the_choice_of_the_office_is_declined_twice_and_the_third_accepts(
    open_page: Opens,
    site: str,
    officer: Membership,
    office: Membership,
    three: list[Adviser],
) -> None:
    region = Walker(open_page, site, officer.user.email)
    request = asks(region, choice="office")
    desk = Walker(open_page, site, office.user.email)
    desk.opens(f"/dispatch/{request.pk}/")
    desk.presses("Show candidates to the requester")
    for ground in ("講義と重なるため。", "療養中のため。"):
        answers(open_page, site, made.asked(request), ground)
    answers(open_page, site, made.asked(request))
    request.refresh_from_db()
    assert request.status == "accepted"
    region.opens(f"/dispatch/{request.pk}/")
    region.sees("講義と重なるため。", "療養中のため。")
    region.follows("Agree on the days")
