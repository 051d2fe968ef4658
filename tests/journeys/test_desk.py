"""The desk in a browser: filtered, returned together, corrected, seen before and now, accepted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from chiiki_web.applications import actions, queries
from chiiki_web.applications.models import Application
from chiiki_web.desk.models import SavedView
from chiiki_web.plans.actions import OpenForm
from conftest import Clock
from crawling import PASSWORD
from journeys import office
from journeys.walker import Walker
from web import make
from web.applications import made
from web.applications.forms_of_calls import WHY, asks
from web.make import CLOCK, NOW

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
LATER = NOW + timedelta(days=3)
UNTIL = "令和8年12月4日"
WROTE, ASKED, CORRECTED = (
    "回線が老朽化した",
    "なぜ今年度なのかを書いてください。",
    "今年度に回線の更新が重なる",
)
GOAL_ASKED, GOAL = "年度を書いてください。", "令和9年度末までに200人がつながる。"
VIEW = "受付済みの見本"


@pytest.fixture
def who(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> made.People:
    """An office and an applicant who can sign in; it is three days after the receipt."""
    found = made.people()
    asks(found.call, found.office, WHY)
    for one in (found.office, found.officer):
        one.user.set_password(PASSWORD)
        one.user.save()
    clock.move_to(LATER)
    monkeypatch.setattr(CLOCK, lambda value: LATER)
    return found


@pytest.fixture
def mine(who: made.People) -> Application:
    return _received(who)


@pytest.fixture
def other(who: made.People) -> Application:
    return _received(made.People(make.member(), who.office, who.call))


@pytest.fixture
def accepted(who: made.People) -> Application:
    """One that the filter leaves out."""
    found = _received(made.People(make.member(), who.office, who.call))
    made.check_all(found, who.office)
    return actions.accept_application(found.pk, by=who.office, at=NOW)


def test_from_the_filtered_list_to_accepted_after_correction(
    open_page: Callable[..., Page],
    site: str,
    who: made.People,
    mine: Application,
    other: Application,
    accepted: Application,
) -> None:
    desk = Walker(open_page, site, who.office.user.email)
    officer = Walker(open_page, site, who.officer.user.email)

    _filter_and_save(desk, mine, other, accepted)
    _ask_beside(desk, mine, "goal", GOAL_ASKED)
    _ask_beside(desk, mine, "form.why_now", ASKED)
    _ask_beside(desk, other, "cost_lines", "月数を書いてください。")
    _return_both(desk, mine, other)

    _correct(officer, mine)
    _tick_off(officer, mine)
    officer.presses("Send the corrected application")
    assert made.fresh(mine).status == "submitted"

    _see_before_and_now(desk, mine, accepted)
    office.accept_it(desk, mine.pk, with_open_requests=True)
    assert made.fresh(mine).status == "accepted"
    assert not mine.comments.filter(resolved_at=None).exists()
    assert made.fresh(other).status == "returned"


def _filter_and_save(
    desk: Walker, mine: Application, other: Application, accepted: Application
) -> None:
    """Two of three fit; the filters get a name."""
    desk.opens("/desk/?all=1")
    desk.sees(str(mine.number), str(other.number), str(accepted.number))
    desk.types(state="submitted")
    desk.presses("Show")
    desk.sees(str(mine.number), str(other.number))
    expect(desk.page.locator("main table")).not_to_contain_text(str(accepted.number))
    desk.follows("Save this view")
    desk.types(name=VIEW)
    desk.presses("Save the view")
    assert SavedView.objects.get().query == "state=submitted"
    expect(desk.page.locator("[aria-current=page]", has_text=VIEW)).to_be_visible()


def _ask_beside(desk: Walker, application: Application, part: str, words: str) -> None:
    """The form opens beside the part, and what was written stands there."""
    desk.opens(f"/applications/{application.pk}/examine/?part={part}#part-{part}")
    desk.types(text=words, kind="ask")
    desk.presses("Write the comment")
    remark = desk.page.locator(".remark-ask", has_text=words)
    expect(remark).to_contain_text("差戻しのときに通知")


def _return_both(desk: Walker, *applications: Application) -> None:
    """Chosen on the list, looked at, and done."""
    desk.opens("/desk/?state=submitted")
    for one in applications:
        desk.page.get_by_label(str(one.number)).check()
    desk.page.select_option("#deed", "return")
    desk.presses("Look at what will happen")
    for one in applications:
        desk.sees(str(one.number))
    desk.types(correct_by=UNTIL)
    desk.page.locator("main form button.primary").click()
    desk.page.wait_for_url("**/desk/many/done/**")
    assert [made.fresh(one).status for one in applications] == ["returned"] * 2


def _correct(officer: Walker, mine: Application) -> None:
    """Each thing on the list leads to its field, where the request stands again."""
    officer.opens(f"/applications/{mine.pk}/")
    officer.sees(GOAL_ASKED, ASKED)
    _correction(officer, GOAL_ASKED).get_by_role("link").click()
    officer.sees(GOAL_ASKED)
    officer.types(goal=GOAL)
    officer.presses("Save and go on")
    officer.opens(f"/applications/{mine.pk}/")
    _correction(officer, ASKED).get_by_role("link").click()
    officer.sees(ASKED)
    officer.types(why_now=CORRECTED)
    officer.presses("Save")


def _tick_off(officer: Walker, mine: Application) -> None:
    officer.opens(f"/applications/{mine.pk}/")
    for words, note in ((GOAL_ASKED, "年度を加えた。"), (ASKED, "理由を書いた。")):
        one = _correction(officer, words)
        one.locator("[name=note]").fill(note)
        one.get_by_role("button").click()
        expect(_correction(officer, words)).to_contain_text(note)
    officer.sees("2件のうち2件を補正済み")


def _see_before_and_now(desk: Walker, mine: Application, accepted: Application) -> None:
    """Through the saved view to the one that came back, with both texts of each part."""
    desk.opens("/desk/?all=1")
    desk.page.get_by_role("link", name=VIEW).click()
    expect(desk.page.locator("main table")).not_to_contain_text(str(accepted.number))
    desk.page.locator("tr", has_text=str(mine.number)).get_by_role("link").click()
    for words, now in ((GOAL_ASKED, GOAL), (ASKED, CORRECTED)):
        expect(_correction(desk, words).locator(".before-now")).to_contain_text(now)
    expect(_correction(desk, ASKED).locator(".before-now")).to_contain_text(WROTE)


def _correction(person: Walker, words: str):  # type: ignore[no-untyped-def]
    return person.page.locator("li.correction", has_text=words)


def _received(who: made.People) -> Application:
    """An application with an answer to the form, as it waits at the desk."""
    found = made.draft(who, with_file=False)
    made.attach(found, who.officer, kind="other")
    standing = queries.standing_of(found)
    assert standing is not None
    actions.answer_questions(
        found.pk,
        {"why_now": [WROTE]},
        version=standing.version,
        form=OpenForm(uuid4()),
        by=who.officer,
        at=NOW,
    )
    made.submit(found, who)
    return made.fresh(found)
