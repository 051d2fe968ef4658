"""The menu says where a reader is: each page marks its section, or stands in a list here."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.test import RequestFactory
from django.utils import translation

from chiiki_web.accounts.models import Membership
from chiiki_web.navigation import BY_ROLE, PUBLIC, navigation
from chiiki_web.ui.charts.drawing import width_of

DOORS: dict[str, str] = tomllib.loads(
    Path(__file__).with_name("doors.toml").read_text(encoding="utf-8")
)["doors"]
ROLES = (*Membership.Role.values, "")
# Reached by a link of a mail, or from the head and the foot of every page.
NOWHERE = (
    *("/about/", "/look/", "/language/", "/accounts/", "/people/hat/"),
    *("/figures/", "/municipalities/choices/"),
    *("/consortia/join/", "/dispatch/answers/", "/advisers/join/"),
    *("/answers/", "/surveys/1/answer/"),
)
# What a role may read, but not work with.
UNMARKED = {
    "reviewer": ("/advisers/", "/find/", "/library/", "/placements/", "/statistics/"),
    "adviser": ("/programmes/", "/api/"),
    "auditor": (
        *("/programmes/", "/trials/", "/api/", "/find/", "/library/"),
        *("/municipalities/", "/people/"),
    ),
    "administrator": (
        *("/programmes/", "/api/", "/find/", "/library/", "/advisers/"),
        *("/placements/", "/plans/", "/statistics/"),
    ),
}
HEAD = 1120 - 2 * 24 + 18  # pixels: the first item hangs out by its padding


def _paths(role: str) -> list[str]:
    return [
        "/" + re.sub(r"<[^>]*>", "1", route).strip("^$")
        for route, door in DOORS.items()
        if door in {"public", "allauth"}
        or (role and door == "signed in")
        or role in door.removeprefix("role: ").split(", ")
    ]


def _lit(role: str, path: str) -> list[str]:
    request = RequestFactory().get(path)
    request.member = SimpleNamespace(role=role) if role else None  # type: ignore[attr-defined]
    return [one["name"] for one in navigation(request)["navigation"] if one["current"]]


@pytest.mark.parametrize("role", ROLES)
def test_every_page_lights_the_section_it_belongs_to(role: str) -> None:
    wrong = [
        f"{path} lights {lit}"
        for path in _paths(role)
        for lit in [_lit(role, path)]
        if len(lit) != (not path.startswith(UNMARKED.get(role, "//")))
        and path != "/"
        and not (not lit and path.startswith(NOWHERE))
    ]
    assert not wrong, "\n" + "\n".join(wrong)


def test_a_section_that_is_not_in_the_menu_is_seen() -> None:
    assert not _lit("reviewer", "/library/")
    assert _lit("", "/library/") == ["library:list"]


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("role", ROLES)
def test_the_menu_has_room_in_one_row(role: str, language: str) -> None:
    with translation.override(language):
        words = [str(label) for _name, label in BY_ROLE.get(role, PUBLIC)]
    assert sum(width_of(one) * 16 + 36 + 4 for one in words) <= HEAD, words
