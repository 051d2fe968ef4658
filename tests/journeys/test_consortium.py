"""A consortium with a recommendation in a browser: by link, signed, recommended, sent."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from chiiki_web.accounts.models import Membership
from chiiki_web.plans import actions as plans
from chiiki_web.plans.models import Plan
from conftest import Clock
from crawling import PASSWORD
from journeys.walker import Walker, japanese
from web import make


@pytest.mark.journey
@pytest.mark.django_db(transaction=True)
def test_a_consortium_is_invited_by_link_signs_is_recommended_and_applies(
    open_page: Callable[..., Page],
    site: str,
    clock: Clock,
    axe: Callable[[Page], None],
    tmp_path: Path,
) -> None:
    clock.move_to(make.NOW)
    lead, town, npo = _person("npo"), _person("municipality"), _person("npo")
    desk = make.member("office")
    _give_password(desk)
    call, plan = make.call(desk), _plan(lead)
    leader = Walker(open_page, site, lead.user.email)

    _invite(leader, plan, town)
    _invite_by_mail(leader, plan, npo)
    links = leader.page.locator("input[readonly]").evaluate_all(
        "all => all.map(a => a.value)"
    )
    guests = [
        _accept(open_page, site, link, guest, lead, axe)
        for link, guest in zip(links, (town, npo), strict=True)
    ]
    for guest, amount in zip(guests, ("1,000千円", "２０万円"), strict=True):
        guest.follows("Change our part and costs")
        guest.types(
            part="住民への説明と研修", amount__people=amount, for__people="講師"
        )
        guest.presses("Save our part")
    for guest in guests:
        _sign(guest, plan)
    leader.opens(f"/consortia/plans/{plan.pk}/")
    leader.sees("1,000,000円", "200,000円", "同意済み")
    leader.follows("Write our part")
    leader.types(part="全体の管理")
    leader.presses("Save our part")
    leader.sees("同意後に変更あり")
    for walker in (*guests, leader):
        _sign(walker, plan)
    axe(leader.page)

    _recommend(leader, guests[0], plan, town, call.pk)

    leader.opens(f"/applications/start/{call.pk}/")
    leader.presses("Start the application")
    application = leader.number_in_address()
    paper = tmp_path / "計画.pdf"
    paper.write_bytes(b"%PDF-1.7 sample")
    leader.types(upload=str(paper))
    leader.presses("Add this file")
    leader.presses("Send the application")
    leader.sees("推薦書_令和8年度推薦第1号.pdf")

    office = Walker(open_page, site, desk.user.email)
    office.opens(f"/applications/{application}/examine/")
    office.sees("連携体", "内容への同意", "全体の管理", npo.organisation.name_ja)
    office.sees("令和8年度推薦第1号")
    office.opens(f"/consortia/plans/{plan.pk}/")
    office.sees(town.organisation.name_ja, "同意済み")


def _person(kind: str) -> Membership:
    made = make.member(of=make.organisation(kind))
    _give_password(made)
    return made


def _give_password(member: Membership) -> None:
    member.user.set_password(PASSWORD)
    member.user.save()


def _plan(lead: Membership) -> Plan:
    plan = make.full_plan(lead)
    return plans.change_plan(
        plan.pk, version=99, by=lead, at=make.NOW, as_consortium=True
    )


def _invite(leader: Walker, plan: Plan, guest: Membership) -> None:
    leader.opens(f"/consortia/plans/{plan.pk}/")
    leader.follows("Invite an organisation")
    leader.types(q=guest.organisation.name_ja)
    leader.presses("Search")
    leader.page.locator("a.chip").first.click()
    leader.types(part="研修の会場")
    leader.presses("Send the invitation")


def _invite_by_mail(leader: Walker, plan: Plan, guest: Membership) -> None:
    leader.opens(f"/consortia/plans/{plan.pk}/invite/?new=1")
    leader.types(name=guest.organisation.name_ja, email=guest.user.email, part="声かけ")
    leader.presses("Send the invitation")


def _accept(
    open_page: Callable[..., Page],
    site: str,
    link: str,
    guest: Membership,
    lead: Membership,
    axe: Callable[[Page], None],
) -> Walker:
    """Open the link as nobody, read who invites, sign in, and accept."""
    walker = Walker(open_page, site, "")
    walker.page.goto(link)
    walker.sees(lead.organisation.name_ja, "このページを開いただけでは")
    axe(walker.page)
    walker.follows("Sign in and answer")
    walker.page.fill("#id_login", guest.user.email)
    walker.page.fill("#id_password", PASSWORD)
    walker.page.click("main button[type=submit]")
    walker.page.wait_for_url(link)
    walker.page.get_by_role("button", name="承諾する", exact=True).click()
    walker.page.wait_for_url("**/consortia/plans/*/")
    return walker


def _sign(walker: Walker, plan: Plan) -> None:
    walker.opens(f"/consortia/plans/{plan.pk}/")
    walker.page.locator(".next-step a").click()
    walker.types(agreed=True)
    walker.page.get_by_role("button", name="同意する", exact=True).click()
    walker.sees(japanese("signed"))


def _recommend(
    leader: Walker, officer: Walker, plan: Plan, town: Membership, call: int
) -> None:
    leader.opens(
        f"/consortia/plans/{plan.pk}/recommendation/?q={town.organisation.name_ja}"
    )
    leader.page.locator("a.chip").first.click()
    leader.types(call=str(call), message="12月4日までにお願いします。")
    leader.presses("Ask them")
    officer.opens("/consortia/")
    officer.page.locator("a[href*='/recommendations/']").first.click()
    officer.types(ground="地域の課題に沿い、体制が整っている。")
    officer.page.get_by_role("button", name="推薦する", exact=True).click()
    officer.sees("令和8年度推薦第1号")
