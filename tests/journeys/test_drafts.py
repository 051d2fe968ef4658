"""Writing a plan in a browser: two people at once, a session that ends, a lost connection."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import Locator, Page, expect

from chiiki_web.accounts.models import Membership
from chiiki_web.plans.models import Plan
from crawling import PASSWORD, sign_in
from journeys.walker import Walker
from web import make

STEP = "/plans/{}/edit/users/"
THEIRS, MINE = "同僚が聞き取りで分かったこと", "私が聞き取りで分かったこと"
pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def writers() -> list[Membership]:
    """Two officers of one municipality."""
    first = make.member()
    both = [first, make.member(of=first.organisation)]
    for one in both:
        one.user.set_password(PASSWORD)
        one.user.save()
    return both


@pytest.fixture
def plan(writers: list[Membership]) -> Plan:
    return make.plan(writers[0])


def told(person: Walker) -> Locator:
    """The line that says what became of the typing."""
    return person.page.locator("[data-autosave-line]")


def test_two_people_write_at_once_and_one_of_them_chooses(
    open_page: Callable[..., Page], site: str, writers: list[Membership], plan: Plan
) -> None:
    mine, theirs = (Walker(open_page, site, one.user.email) for one in writers)
    for one in (mine, theirs):
        one.opens(STEP.format(plan.pk))

    theirs.types(need_found=THEIRS)
    expect(told(theirs)).to_contain_text("保存しました")
    mine.types(need_found=MINE, target_users="200")
    expect(told(mine)).to_contain_text("ほかの人が")

    told(mine).get_by_role("link").click()
    mine.sees(THEIRS, MINE)
    mine.presses("Take my text")
    mine.opens(f"/plans/{plan.pk}/earlier/users/")
    mine.sees(THEIRS, MINE)

    plan.refresh_from_db()
    assert (plan.need_found, plan.target_users) == (MINE, 200)


def test_what_was_typed_before_the_session_ended_is_there_after_signing_in(
    open_page: Callable[..., Page], site: str, writers: list[Membership], plan: Plan
) -> None:
    writer = Walker(open_page, site, writers[0].user.email)
    writer.opens(STEP.format(plan.pk))
    writer.types(need_found="一つ目の文", target_users="12あ")
    expect(told(writer)).to_contain_text("控えに残しました")

    Session.objects.all().delete()
    writer.types(need_found="一つ目の文。二つ目の文。")
    expect(told(writer)).to_contain_text("ログアウト")
    writer.presses("Save", then_faults=True)
    writer.page.fill("#id_login", writer.email)
    writer.page.fill("#id_password", PASSWORD)
    writer.page.click("main button[type=submit]")

    field = writer.page.locator("[name=need_found]")
    expect(field).to_have_value("一つ目の文。二つ目の文。")
    expect(writer.page.locator("[name=target_users]")).to_have_value("12あ")
    expect(told(writer)).to_contain_text("控えに残しました")
    plan.refresh_from_db()
    assert plan.need_found == "一つ目の文。二つ目の文。"


def test_an_open_page_goes_on_saving_after_signing_in_elsewhere(
    open_page: Callable[..., Page], site: str, writers: list[Membership], plan: Plan
) -> None:
    writer = Walker(open_page, site, writers[0].user.email)
    writer.opens(STEP.format(plan.pk))
    Session.objects.all().delete()
    writer.types(need_found="ログアウト中の文章")
    expect(told(writer)).to_contain_text("ログアウト")

    other = writer.page.context.new_page()
    sign_in(other, site, writer.email)

    writer.page.evaluate("window.dispatchEvent(new Event('focus'))")
    expect(told(writer)).to_contain_text("保存しました")
    plan.refresh_from_db()
    assert plan.need_found == "ログアウト中の文章"
    with writer.page.expect_response(lambda answer: answer.request.method == "POST"):
        writer.types(need_found="ログアウト中の文章の続き")
    other.goto(site + STEP.format(plan.pk))
    expect(other.locator("[name=need_found]")).to_have_value("ログアウト中の文章の続き")


def test_a_page_does_not_save_in_the_name_of_somebody_else(
    open_page: Callable[..., Page], site: str, writers: list[Membership], plan: Plan
) -> None:
    writer = Walker(open_page, site, writers[0].user.email)
    writer.opens(STEP.format(plan.pk))
    writer.page.context.clear_cookies()
    sign_in(writer.page.context.new_page(), site, writers[1].user.email)
    writer.types(need_found="前の人の文章")
    expect(told(writer)).to_contain_text("別の人")
    plan.refresh_from_db()
    assert plan.need_found == ""


def test_a_lost_connection_is_said_and_made_good(
    open_page: Callable[..., Page], site: str, writers: list[Membership], plan: Plan
) -> None:
    writer = Walker(open_page, site, writers[0].user.email)
    writer.opens(STEP.format(plan.pk))
    context = writer.page.context
    context.set_offline(True)
    writer.types(need_found="電車の中で書いた文章")
    expect(told(writer)).to_contain_text("通信が切れている")
    writer.presses("Save", then_faults=True)
    expect(writer.page.locator("[name=need_found]")).to_have_value(
        "電車の中で書いた文章"
    )

    context.set_offline(False)

    expect(told(writer)).to_contain_text("保存しました")
    plan.refresh_from_db()
    assert plan.need_found == "電車の中で書いた文章"
