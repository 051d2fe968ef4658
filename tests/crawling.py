"""Every page that a role can reach by links: one example of each route."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.urls import Resolver404, resolve
from playwright.sync_api import Error, Page

PASSWORD = "mihon-no-ichinen"
ROLES = {
    "public": "",
    "officer": "officer@sample.example",
    "office": "office@sample.example",
    "reviewer": "reviewer@sample.example",
    "adviser": "adviser@sample.example",
    "auditor": "auditor@sample.example",
    "administrator": "admin@sample.example",
}
ADDRESSES = "all => all.map(a => new URL(a.getAttribute('href'), location).href)"
LEFT_OUT = ("/accounts/logout/", "/static/")


@dataclass(frozen=True, slots=True)
class Found:
    """A page to look at: where it is, and the name of its route."""

    url: str
    name: str


def sign_in(page: Page, address: str, email: str) -> None:
    """Sign in through the page that people use."""
    page.goto(f"{address}/accounts/login/")
    page.fill("#id_login", email)
    page.fill("#id_password", PASSWORD)
    page.click("main button[type=submit]")
    page.wait_for_load_state()
    assert "/accounts/login" not in page.url, f"{email} could not sign in"


def reachable(page: Page, address: str, each: int = 1) -> Iterator[Found]:
    """Follow links from the first page; yield ``each`` pages of every route.

    The page stands on the yielded address while it is looked at.
    """
    waiting, seen, count = deque(["/", "/my/"]), {"/", "/my/"}, dict[str, int]()
    while waiting:
        path = waiting.popleft()
        name = _route_name(path)
        if name is None or count.get(name, 0) >= each:
            continue
        if not _opens(page, address + path):
            continue
        count[name] = count.get(name, 0) + 1
        links = page.eval_on_selector_all("a[href]", ADDRESSES)
        yield Found(page.url, name)
        for link in links:
            parts = urlsplit(link)
            own = f"{parts.scheme}://{parts.netloc}" == address
            if own and parts.path not in seen and not parts.path.startswith(LEFT_OUT):
                seen.add(parts.path)
                waiting.append(parts.path + (f"?{parts.query}" if parts.query else ""))


def _opens(page: Page, url: str) -> bool:
    """Whether there is a page; a feed, or a file that is sent as a download, is none."""
    try:
        response = page.goto(url)
    except Error as fault:
        if "Download is starting" in fault.message:
            return False
        raise
    if response is None or response.status != 200:
        return False
    return response.headers.get("content-type", "").startswith("text/html")


def _route_name(path: str) -> str | None:
    """``plans-detail``; None for what is not a page."""
    try:
        found = resolve(urlsplit(path).path)
    except Resolver404:
        return None
    return (found.view_name or "").replace(":", "-") or None
