"""Placements for tests, each brought as far as the test needs it."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from django.utils import timezone

from chiiki_web.accounts.models import Membership
from chiiki_web.dispatch.models import Request
from chiiki_web.placements import actions, engine_input
from chiiki_web.placements.models import Ability, KnowHow, Milestone, Placement
from web.advisers import made as advisers
from web.dispatch import made as dispatch
from web.make import NOW

FIRST, LAST = date(2026, 12, 1), date(2027, 2, 28)
HALF = date(2027, 1, 20)


def at(day: date, hour: int = 12) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(hour)))


def request(by: Membership, office: Membership, **changes: object) -> Request:
    """A request for a manager of three months, accepted by the one in the register."""
    advisers.adviser(is_manager=True)
    wanted = {
        "kind": "manager",
        "days": 3,
        "months": 3,
        "wanted_from": FIRST,
        "wanted_until": LAST,
        "uses_infrastructure": True,
        "shares_case": True,
    }
    found = dispatch.ranked(by, office, **wanted | changes)
    dispatch.accept(found)
    return found


def opened(by: Membership, office: Membership, **changes: object) -> Placement:
    """A placement whose two sides have still to agree."""
    found = request(by, office, **changes)
    actions.open_placements(NOW)
    return Placement.objects.get(request=found)


def manager_of(placement: Placement) -> Membership:
    return placement.adviser.membership


def written(placement: Placement, by: Membership) -> Placement:
    """With one milestone and two abilities."""
    actions.add_milestone(
        placement.pk,
        what="見守りの件数を毎月集計する。",
        due_on=date(2027, 1, 31),
        seen_by="1月分の集計表がある。",
        by=by,
        at=NOW,
    )
    for text in ("集計を職員だけでできる。", "住民向けの講習を開ける。"):
        actions.add_ability(placement.pk, text_ja=text, by=by, at=NOW)
    placement.refresh_from_db()
    return placement


def agree(placement: Placement, *people: Membership) -> Placement:
    for one in people:
        actions.agree(
            placement.pk, seen=engine_input.digest_of(placement), by=one, at=NOW
        )
    placement.refresh_from_db()
    return placement


def running(by: Membership, office: Membership, **changes: object) -> Placement:
    """Both have agreed: three months from December."""
    placement = written(opened(by, office, **changes), by)
    return agree(placement, by, manager_of(placement))


def milestone(placement: Placement) -> Milestone:
    return placement.milestones.get(number=1)


def settle(placement: Placement, by: Membership) -> Milestone:
    return actions.settle_milestone(
        milestone(placement).pk,
        is_reached=True,
        settled_on=date(2027, 1, 31),
        note="集計表を課内で確認した。",
        by=by,
        at=at(date(2027, 2, 1)),
    )


def write_logs(placement: Placement, by: Membership, *, confirmed: bool = True) -> None:
    """Every month is written by the manager and confirmed by the region."""
    for log in placement.logs.all():
        when = at(log.due_on)
        actions.write_log(
            log.pk, days_worked=4, done="聞き取り", by=manager_of(placement), at=when
        )
        if confirmed:
            actions.confirm_log(log.pk, by=by, at=when)


def assess(
    placement: Placement,
    by: Membership,
    moment: str,
    day: date,
    *levels: str,
) -> None:
    abilities = list(placement.abilities.all())
    said = dict(zip((one.pk for one in abilities), levels, strict=True))
    actions.assess(placement.pk, moment=moment, said=said, by=by, at=at(day))


def assess_end(placement: Placement, by: Membership, *levels: str) -> None:
    for person in (by, manager_of(placement)):
        assess(placement, person, "end", LAST, *levels)


def finished(by: Membership, office: Membership, **changes: object) -> Placement:
    """Everything is written, confirmed and assessed; the region has closed it."""
    placement = running(by, office, **changes)
    settle(placement, by)
    write_logs(placement, by)
    assess_end(placement, by, "alone", "helped")
    return actions.finish_placement(placement.pk, by=by, at=at(date(2027, 3, 20)))


def know_how(placement: Placement, by: Membership, kind: str = "how_to") -> KnowHow:
    return actions.write_know_how(
        placement.pk,
        kind=kind,
        title="集計の手順",
        text="月初に集計する。",
        by=by,
        at=NOW,
    )


def refused(deed, *args: object, **values: object) -> set[str]:
    """The codes of the reasons with which a deed is refused."""
    with pytest.raises(actions.CannotPlaceManager) as caught:
        deed(*args, **{"at": NOW} | values)
    return {one.code.removeprefix("placements.") for one in caught.value.reasons}


def ability(placement: Placement, number: int = 1) -> Ability:
    return placement.abilities.get(number=number)


def later(days: int) -> datetime:
    return NOW + timedelta(days=days)
