"""Every role walks the sample year by its links, on each database."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from django.test import Client
from django.urls import resolve, reverse

import prepared
from chiiki_web.accounts.models import Membership, User
from chiiki_web.sample import actions
from chiiki_web.sample.cast import PASSWORD, sign_ins
from web.visit import content

pytestmark = pytest.mark.django_db(transaction=True)
LINK = re.compile(r'<a [^>]*href="(/[^"#]*)')


@pytest.fixture(autouse=True)
def year(prepared_place: Path) -> None:
    prepared.year(prepared_place)


def test_each_role_signs_in_and_finds_its_own_page(client: Client) -> None:
    roles = {role for role, _ in sign_ins()}
    assert roles == set(Membership.Role.values)
    printed = actions.sample_sign_ins()
    for role, email in sign_ins():
        assert email in printed
        assert client.login(email=email, password=PASSWORD)
        response = client.get(reverse("dashboards:my"))
        assert (role, response.status_code) == (role, 200)


def test_no_page_leads_where_its_reader_may_not_go(client: Client) -> None:
    """Each role follows the links of its pages: two pages of a kind, every programme."""
    dead = []
    for role, email in [("visitor", ""), *sign_ins()]:
        client.logout()
        if email:
            client.force_login(User.objects.get(email=email))
        dead += [f"{role}: {path} ({status})" for path, status in dead_links(client)]
    assert not dead, "\n".join(dead)


def dead_links(client: Client) -> Iterator[tuple[str, int]]:
    waiting, seen, opened = ["/"], {"/"}, Counter[str]()
    while waiting:
        path = waiting.pop(0)
        kind = resolve(path.partition("?")[0]).view_name
        opened[kind] += 1
        if opened[kind] > (9 if kind == "schemes:detail" else 2):
            continue
        response = client.get(path)
        if response.status_code in {403, 404, 500}:
            yield path, response.status_code
        if response.streaming:
            content(response)
        elif response["Content-Type"].startswith("text/html") and (
            response.status_code == 200 and kind != "account_logout"
        ):
            found = {unescape(one) for one in LINK.findall(response.content.decode())}
            waiting += sorted(found - seen)
            seen |= found
