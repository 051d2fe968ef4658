"""Open pages as a person, and read what comes back."""

from __future__ import annotations

import re

from django.http import FileResponse, HttpResponse
from django.test import Client

from chiiki_web.accounts.models import Membership

ROLES = ("officer", "office", "reviewer", "adviser", "auditor", "administrator")
MARKS = [
    re.compile(f"<span{how}>([^<]*)</span>")
    for how in (' class="ref"', ' lang="ja"', "")
]
# Beyond the basic plane, from right to left, like a tag, and as long as a text may be.
ODD = "𠮷野家の😀 \u202eأهلا\u202c <b>&amp;</b> " + "長" * 3_900


def get(
    client: Client, member: Membership, address: str, **params: object
) -> HttpResponse:
    client.force_login(member.user)
    return client.get(address, params)


def post(
    client: Client, member: Membership, address: str, **typed: object
) -> HttpResponse:
    client.force_login(member.user)
    return client.post(address, typed)


def text(response: HttpResponse) -> str:
    """The words of a page that was shown, without the marks of ui/marking.py."""
    assert response.status_code == 200
    html = response.content.decode()
    for mark in MARKS:
        html = mark.sub(r"\1", html)
    return html


def open_page(client: Client, member: Membership, address: str) -> str:
    """Open a page and return the token that its forms carry."""
    client.force_login(member.user)
    html = text(client.get(address, follow=True))
    found = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', html)
    assert found
    return found[1]


def lose_session(client: Client) -> None:
    """What happens on the server after eight hours: the browser keeps its cookies."""
    del client.cookies["sessionid"]


def send_too_late(
    client: Client, member: Membership, address: str, typed: dict[str, object]
) -> HttpResponse:
    """Send the form of a page whose session has ended in the meantime."""
    token = open_page(client, member, address)
    lose_session(client)
    return client.post(address, typed | {"csrfmiddlewaretoken": token})


def content(response: HttpResponse | FileResponse) -> bytes:
    """What a download holds; reading it to the end also closes its file."""
    return response.getvalue()


def opened_by(client: Client, address: str, people: dict[str, Membership]) -> set[str]:
    """The roles for which a page opens."""
    found = set()
    for role, member in people.items():
        response = get(client, member, address)
        if response.streaming:
            content(response)
        if response.status_code == 200:
            found.add(role)
    return found
