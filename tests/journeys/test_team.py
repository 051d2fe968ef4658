"""A team of two in a browser: both accept by their links, go together, and it is reported."""

from __future__ import annotations

from datetime import timedelta

import pytest

from chiiki_web.accounts.models import Membership
from chiiki_web.advisers.models import Adviser
from chiiki_web.dispatch.models import Candidate, Fee, Letter, Request
from conftest import Clock
from journeys.asking import Opens, answers, asks, signs_in
from journeys.walker import Walker
from web.advisers import made as advisers
from web.dispatch import made
from web.make import NOW

pytestmark = [
    pytest.mark.journey,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("standing_clock"),
]


@pytest.fixture
def three() -> list[Adviser]:
    found = [advisers.adviser(sides=["use"]) for _ in range(3)]
    for one in found:
        signs_in(one.membership)
    return found


@pytest.fixture
def region(open_page: Opens, site: str, officer: Membership) -> Walker:
    return Walker(open_page, site, officer.user.email)


@pytest.fixture
def request_for_two(
    open_page: Opens,
    site: str,
    region: Walker,
    office: Membership,
    three: list[Adviser],
) -> Request:
    """The region leaves the choice to the office, which has both asked at once."""
    found = asks(region, choice="office", team_size="2")
    desk = Walker(open_page, site, office.user.email)
    desk.opens(f"/dispatch/{found.pk}/")
    desk.presses("Show candidates to the requester")
    return found


def _asked(request: Request) -> list[Candidate]:
    rows = request.candidates.filter(asked_at__isnull=False, answer="")
    return list(rows.select_related("adviser__membership__user").order_by("seat"))


def _state(region: Walker, request: Request) -> str:
    region.opens(f"/dispatch/{request.pk}/")
    return region.page.locator("main .lead .tag").first.inner_text()


def test_both_accept_are_told_go_together_and_both_sides_report(
    open_page: Opens,
    site: str,
    clock: Clock,
    officer: Membership,
    office: Membership,
    region: Walker,
    request_for_two: Request,
) -> None:
    request = request_for_two
    first, second = _asked(request)
    answers(open_page, site, first)
    assert _state(region, request) == "アドバイザーに依頼中"
    region.sees("2名のうち1名が承諾しています")
    assert not Fee.objects.exists()
    waits = Walker(open_page, site, first.adviser.membership.user.email)
    waits.opens(f"/dispatch/{request.pk}/")
    waits.sees("他の方の承諾がそろった時点で派遣が決定します")
    answers(open_page, site, second)
    assert _state(region, request) == "承諾"
    both = {one.adviser.membership.user for one in (first, second)}
    assert made.told("dispatch.placed") == both
    assert made.told("dispatch.accepted") == {officer.user, office.user}
    noticed = Letter.objects.filter(request=request, kind="notice")
    assert {one.candidate_id for one in noticed} >= {first.pk, second.pk}

    region.follows("Agree on the days")
    region.types(
        days__0__day="令和8年12月15日",
        days__0__begins="13時30分",
        days__0__ends="16時30分",
        days__0__place="見本公民館",
    )
    region.presses("Enter these days")
    adviser = Walker(open_page, site, second.adviser.membership.user.email)
    adviser.opens(f"/dispatch/{request.pk}/")
    adviser.presses("Confirm the days")
    waits.opens(f"/dispatch/{request.pk}/")
    waits.sees("見本公民館", "旅行依頼", "謝金内訳")

    clock.move_to(NOW + timedelta(days=24))
    for email in (first.adviser.membership.user.email, officer.user.email):
        side = Walker(open_page, site, email)
        side.opens(f"/dispatch/{request.pk}/report/")
        side.types(
            held_on="令和8年12月15日",
            days_used="1",
            done="見守りの当番を地域で決めた。",
            outcome="翌月の当番表ができた。",
        )
        side.presses("Send the report")
    request.refresh_from_db()
    assert request.status == "reported"
    assert Fee.objects.filter(given_back_at=None).count() == len(both)


def test_one_of_two_declines_and_the_third_completes_the_team(
    open_page: Opens, site: str, region: Walker, request_for_two: Request
) -> None:
    request = request_for_two
    first, second = _asked(request)
    answers(open_page, site, first)
    answers(open_page, site, second, "療養中のため。")
    (third,) = _asked(request)
    assert _state(region, request) == "アドバイザーに依頼中"
    answers(open_page, site, third)
    assert _state(region, request) == "承諾"
    team = {one.adviser for one in request.candidates.filter(answer="accepted")}
    assert team == {first.adviser, third.adviser}


def test_without_enough_people_nobody_goes_and_who_accepted_is_told(
    open_page: Opens, site: str, region: Walker, request_for_two: Request
) -> None:
    request = request_for_two
    first, second = _asked(request)
    answers(open_page, site, first)
    answers(open_page, site, second, "療養中のため。")
    (third,) = _asked(request)
    answers(open_page, site, third, "講義と重なるため。")
    assert _state(region, request) == "派遣者なし"
    region.sees("療養中のため。", "講義と重なるため。")
    assert made.told("dispatch.released") == {first.adviser.membership.user}
    assert not Fee.objects.exists()
