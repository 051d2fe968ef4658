"""No page without a door: adding a route means adding a line to doors.toml.

`python -m pytest tests/house/test_doors.py` shows the lines that lack.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator
from datetime import date
from itertools import chain
from pathlib import Path

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from chiiki_web.accounts.models import Membership, Organisation, User

LISTED: dict[str, str] = tomllib.loads(
    Path(__file__).with_name("doors.toml").read_text(encoding="utf-8")
)["doors"]
FILLED = {"int": "1", "uuid": "00000000-0000-4000-8000-000000000000"}
CONVERTED = re.compile(r"<(?:(\w+):)?\w+>")


def _routes(
    patterns: list[URLPattern | URLResolver], prefix: str = ""
) -> Iterator[tuple[str, str]]:
    for entry in patterns:
        path = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from _routes(entry.url_patterns, path)
        else:
            yield path, _label(entry.callback)


def _label(view: Callable[..., HttpResponse]) -> str:
    if view.__module__.startswith("allauth."):
        return "allauth"
    return str(getattr(view, "access", "NO RULE"))


ROUTES = dict(_routes(get_resolver().url_patterns))
CLOSED = {
    path: label for path, label in ROUTES.items() if label not in {"public", "allauth"}
}


def test_every_route_has_the_door_we_expect() -> None:
    changed = sorted(set(ROUTES.items()) ^ set(LISTED.items()))
    told = [
        f'{"add" if ROUTES.get(path) == label else "remove"}: "{path}" = "{label}"'
        for path, label in changed
    ]
    assert not told, "\n" + "\n".join(told)


def test_no_view_of_ours_goes_without_a_rule() -> None:
    assert "NO RULE" not in ROUTES.values()


def _address(path: str) -> str:
    return "/" + CONVERTED.sub(lambda found: FILLED.get(found[1], "1"), path)


@pytest.mark.django_db
@pytest.mark.parametrize("path", CLOSED)
def test_a_stranger_is_asked_to_sign_in(client: Client, path: str) -> None:
    for answer in (client.get(_address(path)), client.post(_address(path))):
        assert answer.status_code == 302
        assert answer["Location"].startswith("/accounts/login/")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path", [p for p, label in CLOSED.items() if label.startswith("role")]
)
def test_another_role_stands_before_a_closed_door(client: Client, path: str) -> None:
    invited = CLOSED[path].removeprefix("role: ").split(", ")
    stranger = next(
        (role for role in Membership.Role.values if role not in invited), None
    )
    if stranger is None:
        return
    person = User.objects.create_user("door@example.jp", name="見本 太郎")
    office = Organisation.objects.create(name_ja="見本市", kind="municipality")
    Membership.objects.create(
        user=person, organisation=office, role=stranger, since=date(2020, 4, 1)
    )
    client.force_login(person)
    answers = chain((client.get(_address(path)),), (client.post(_address(path)),))
    assert {answer.status_code for answer in answers} == {403}
