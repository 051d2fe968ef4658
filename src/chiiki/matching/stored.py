"""A round and its proposal as plain JSON, and back: what a run rests on can be kept."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from chiiki.matching.canonical import canonical
from chiiki.matching.digest import plain
from chiiki.matching.model import (
    Adviser,
    Binding,
    FloorServed,
    Instance,
    Levels,
    Mode,
    Prices,
    Proposal,
    Request,
    Stage,
    Unserved,
    Wishes,
)
from chiiki.matching.rules import Limits, Points, Rules, Search, Travel
from chiiki.reasons import Reason

Plain = dict[str, Any]
ADVISER_SETS = ("fields", "sides", "employers", "vendors", "languages")
REQUEST_SETS = ("fields", "sides", "groups", "months", "needed_sides", "vendors")


def instance_to_plain(instance: Instance) -> Plain:
    """Return a round as JSON holds it, advisers and requests by id."""
    found = plain(canonical(instance))
    assert isinstance(found, dict)
    return found


def instance_from_plain(kept: Mapping[str, Any]) -> Instance:
    """Return the round that was kept: it solves to the same digest."""
    return Instance(
        advisers=tuple(_adviser(one) for one in kept["advisers"]),
        requests=tuple(_request(one) for one in kept["requests"]),
        rules=_rules(kept["rules"]),
        wishes=_wishes(kept["wishes"]),
        first_month=kept["first_month"],
    )


def proposal_to_plain(proposal: Proposal) -> Plain:
    found = plain(proposal)
    assert isinstance(found, dict)
    return found


def proposal_from_plain(kept: Mapping[str, Any]) -> Proposal:
    """Return the proposal that was kept; ``check_proposal`` finds it as it was."""
    return Proposal(
        assignments={one: tuple(who) for one, who in kept["assignments"].items()},
        unserved=tuple(
            Unserved(request_id=one["request_id"], reason=_reason(one["reason"]))
            for one in kept["unserved"]
        ),
        levels=_levels(kept["levels"]),
        value=kept["value"],
        bound=kept["bound"],
        cost=kept["cost"],
        moved=tuple((one, who) for one, who in kept["moved"]),
        prices=_prices(kept["prices"]),
        binding=tuple(Binding(**one) for one in kept["binding"]),
        method=kept["method"],
        record=kept["record"],
        digest=kept["digest"],
    )


def _adviser(kept: Mapping[str, Any]) -> Adviser:
    sets = {name: frozenset(kept[name]) for name in ADVISER_SETS}
    months = None if kept["months"] is None else frozenset(kept["months"])
    return Adviser(**{**kept, **sets, "months": months})


def _request(kept: Mapping[str, Any]) -> Request:
    sets = {name: frozenset(kept[name]) for name in (*REQUEST_SETS, "earlier")}
    named = tuple(kept["nominations"])
    return Request(**{**kept, **sets, "nominations": named, "mode": Mode(kept["mode"])})


def _wishes(kept: Mapping[str, Any]) -> Wishes:
    return Wishes(
        pins=frozenset((one, who) for one, who in kept["pins"]),
        bans=frozenset((one, who) for one, who in kept["bans"]),
        incumbent={one: tuple(who) for one, who in kept["incumbent"].items()},
        stages={one: Stage(stage) for one, stage in kept["stages"].items()},
    )


def _rules(kept: Mapping[str, Any]) -> Rules:
    points = {**kept["points"], "nominations": tuple(kept["points"]["nominations"])}
    return Rules(
        **{
            **kept,
            "limits": Limits(**kept["limits"]),
            "points": Points(**points),
            "priority_fields": frozenset(kept["priority_fields"]),
            "travel": Travel(**kept["travel"]),
            "search": Search(**kept["search"]),
            "assumed": tuple(kept["assumed"]),
        }
    )


def _levels(kept: Mapping[str, Any]) -> Levels:
    floors = tuple(FloorServed(**one) for one in kept["floors"])
    return Levels(**{**kept, "floors": floors})


def _prices(kept: Mapping[str, Any]) -> Prices:
    lists = ("capacity", "load", "floors", "once", "covers")
    return Prices(**{**kept, **{name: tuple(kept[name]) for name in lists}})


def _reason(kept: Mapping[str, Any]) -> Reason:
    return Reason(kept["code"], kept["values"])
