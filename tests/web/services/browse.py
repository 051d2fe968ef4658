"""Open a page as a person, send a form as a person, read what stands there."""

from __future__ import annotations

from django.http import HttpResponse
from django.test import Client

from chiiki_web.accounts.models import Membership


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
    assert response.status_code == 200
    return response.content.decode()
