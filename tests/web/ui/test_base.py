"""The frame of every page: language, menu, person, messages, and what went wrong."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from django.core.cache import caches
from django.template.loader import render_to_string
from django.test import Client

import chiiki_web
from chiiki_web.accounts.models import Membership
from web import make

GALLERY = "/look/"
TEMPLATES = sorted(Path(chiiki_web.__file__).parent.rglob("templates/**/*.html"))


def english(client: Client) -> Client:
    client.cookies["django_language"] = "en"
    return client


def page(client: Client, path: str = GALLERY) -> str:
    return client.get(path).content.decode()


@pytest.mark.django_db
def test_it_speaks_japanese_first(client: Client) -> None:
    html = page(client)
    assert '<html lang="ja">' in html
    assert 'value="ja" lang="ja" aria-current="true"' in html
    assert "地域のICTを、使われ続けるものに" in html


@pytest.mark.django_db
def test_the_language_can_be_changed_and_one_stays_on_the_page(client: Client) -> None:
    html = page(client, f"{GALLERY}?q=a")
    assert f'name="next" value="{GALLERY}?q=a"' in html
    answer = client.post("/language/", {"language": "en", "next": f"{GALLERY}?q=a"})
    assert answer["Location"] == f"{GALLERY}?q=a"
    html = page(client)
    assert '<html lang="en">' in html
    assert 'value="en" lang="en" aria-current="true"' in html


@pytest.mark.django_db
def test_a_stranger_can_sign_in(client: Client) -> None:
    html = page(client)
    assert 'href="/accounts/login/"' in html
    assert "/accounts/logout/" not in html


@pytest.mark.django_db
def test_a_person_sees_in_which_role_they_act(client: Client) -> None:
    first = make.member("officer")
    client.force_login(first.user)
    html = page(client)
    assert first.organisation.name_ja in html
    assert "/accounts/logout/" in html
    assert "/people/hat/" not in html, "with one role there is nothing to choose"


@pytest.mark.django_db
def test_a_person_with_several_roles_can_change(client: Client) -> None:
    first = make.member("officer")
    second = Membership.objects.create(
        user=first.user,
        organisation=make.organisation("npo", name_ja="見本協議会"),
        role="adviser",
        since=date(2020, 4, 1),
    )
    client.force_login(first.user)
    html = page(client)
    assert f'name="membership" value="{second.pk}"' in html
    assert f'name="membership" value="{first.pk}"' not in html
    client.post("/people/hat/", {"membership": second.pk})
    assert f'name="membership" value="{first.pk}"' in page(client)


@pytest.mark.django_db
def test_sample_data_are_called_so_on_every_page(client: Client) -> None:
    caches["near"].clear()
    assert "sample-ribbon" not in page(client)
    make.organisation()
    caches["near"].clear()
    assert "sample-ribbon" in page(client)


@pytest.mark.django_db
def test_messages_are_read_out(client: Client) -> None:
    administrator = make.member("administrator")
    client.force_login(administrator.user)
    new = {"name_ja": "見本の会", "kind": "npo"}
    html = client.post("/people/organisations/", new, follow=True).content.decode()
    assert 'class="banner banner-success" role="status"' in html


@pytest.mark.django_db
def test_a_page_that_is_not_there_leads_on(client: Client) -> None:
    answer = english(client).get("/nothing/here/")
    assert answer.status_code == 404
    html = answer.content.decode()
    assert "This page is not here" in html
    assert 'class="button primary" href="/"' in html


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path", ["/accounts/login/", "/accounts/password/reset/", "/accounts/signup/"]
)
def test_pages_about_accounts_have_the_look(client: Client, path: str) -> None:
    html = page(client, path)
    assert 'class="site-foot"' in html
    assert html.count("<h1>") == 1


@pytest.mark.parametrize("name", ["400.html", "500.html"])
def test_a_broken_site_can_still_say_so(name: str) -> None:
    html = render_to_string(name)
    assert "<h1>" in html
    assert 'lang="en"' in html
    assert "{" not in html


def test_no_template_needs_an_exception_from_the_policy() -> None:
    inline = re.compile(
        r"\sstyle=|<style|<script(?![^>]* src=)|\son(?!e=)\w+=|javascript:"
    )
    found = {
        path: inline.findall(path.read_text(encoding="utf-8")) for path in TEMPLATES
    }
    assert found
    assert not {path: places for path, places in found.items() if places}
