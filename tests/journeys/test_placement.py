"""A manager's months in a browser: agreed on by both, worked, handed over, told of."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page

from chiiki_web.accounts.models import Membership
from chiiki_web.advisers.models import Adviser
from chiiki_web.dispatch.models import Candidate, Request
from chiiki_web.placements import actions
from chiiki_web.placements.models import Placement
from conftest import Clock
from crawling import ROLES
from journeys.walker import Walker
from web import make

TITLE = "見本マネージャーの歩き"


@pytest.mark.journey
@pytest.mark.django_db(transaction=True)
def test_a_placement_from_the_agreement_to_the_handover(
    open_page: Callable[..., Page], sample_site: str, clock: Clock
) -> None:
    placement = _opened()

    def two() -> tuple[Walker, Walker]:
        """The officer and the manager, signed in on the day that the clock shows."""
        return (
            Walker(open_page, sample_site, ROLES["officer"]),
            Walker(open_page, sample_site, ROLES["adviser"]),
        )

    officer, manager = two()
    _agree(officer, manager, placement)
    for log in placement.logs.all():
        clock.move_to(_noon(log.due_on - timedelta(days=3)))
        officer, manager = two()
        manager.opens(f"/placements/logs/{log.pk}/")
        manager.types(days_worked="４", done="聞き取りをした。")
        manager.presses("Send the log")
        officer.opens(f"/placements/logs/{log.pk}/")
        officer.presses("Confirm the log")
    _hand_over(officer, manager, placement)
    placement.refresh_from_db()
    assert placement.status == "finished"
    stranger = Walker(open_page, sample_site, "")
    stranger.opens(f"/placements/public/{placement.pk}/")
    stranger.sees("職員だけで集計できる。", "件数を数える手順")


def _opened() -> Placement:
    """What dispatch left: a request for a manager who has accepted."""
    officer = Membership.objects.get(user__email=ROLES["officer"], role="officer")
    adviser = Adviser.objects.get(membership__user__email=ROLES["adviser"])
    now, today = timezone.now(), timezone.localdate()
    request = Request.objects.create(
        form_key="00000000-0000-4000-8000-00000000ab01",
        kind="manager",
        organisation=officer.organisation,
        municipality_id=officer.organisation.municipality_id or make.MATSUMOTO,
        field_id="welfare",
        project=TITLE,
        problem="見本の課題",
        mode="on_site",
        days=3,
        months=1,
        wanted_from=today,
        wanted_until=today + timedelta(days=60),
        uses_infrastructure=True,
        shares_case=True,
        status="accepted",
        fiscal_year=today.year - (today.month < 4),
        number="S-M-9999",
        submitted_at=now,
    )
    Candidate.objects.create(
        request=request,
        adviser=adviser,
        order=1,
        score=1,
        seat=1,
        asked_at=now,
        answer="accepted",
        answered_at=now,
    )
    actions.open_placements(now)
    return Placement.objects.get(request=request)


def _agree(officer: Walker, manager: Walker, placement: Placement) -> None:
    """The region writes a milestone and takes an ability over; both agree."""
    page = f"/placements/{placement.pk}/"
    officer.opens(f"{page}milestones/add/")
    officer.types(
        what="件数を毎月集計する。", due_on=placement.ends_on, seen_by="集計表がある。"
    )
    officer.presses("Record it")
    officer.opens(f"{page}abilities/add/?take=count_use")
    officer.presses("Record it")
    for one in (officer, manager):
        one.opens(page)
        one.presses("I agree")
    placement.refresh_from_db()
    assert placement.status == "running"


def _hand_over(officer: Walker, manager: Walker, placement: Placement) -> None:
    """Know-how, the milestone, both views of the end, the end, and what is public."""
    page = f"/placements/{placement.pk}/"
    manager.opens(f"{page}know-how/add/")
    manager.types(kind="how_to", title="件数を数える手順", text="月初に数える。")
    manager.presses("Record it")
    entry = placement.know_how.get()
    officer.opens(f"/placements/know-how/{entry.pk}/publish/")
    officer.types(result="used")
    officer.presses("Publish")
    milestone = placement.milestones.get()
    officer.opens(f"/placements/milestones/{milestone.pk}/settle/")
    officer.types(is_reached="yes", settled_on=placement.ends_on, note="表を見た。")
    officer.presses("Record it")
    ability = placement.abilities.get()
    for one in (officer, manager):
        one.opens(f"{page}assess/")
        one.types(**{f"ability-{ability.pk}": "alone"})
        one.presses("Send")
    officer.opens(page)
    officer.presses("Finish the placement")
    officer.opens(f"{page}outcome/")
    officer.types(outcome_ja="職員だけで集計できる。", shows_milestones=True)
    officer.presses("Publish")


def _noon(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(12)))
