"""Every page that a role can reach by links: one example of each route."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

from django.urls import Resolver404, resolve
from playwright.sync_api import APIResponse, Error, Page, Response

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


class Links(HTMLParser):
    """Where the links of a page lead, as they are written in it."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [
            value for name, value in attrs if tag == "a" and name == "href" and value
        ]


def sign_in(page: Page, address: str, email: str) -> None:
    """Sign in through the page that people use."""
    page.goto(f"{address}/accounts/login/")
    page.fill("#id_login", email)
    page.fill("#id_password", PASSWORD)
    page.click("main button[type=submit]")
    page.wait_for_load_state()
    assert "/accounts/login" not in page.url, f"{email} could not sign in"


def reachable(
    page: Page,
    address: str,
    wanted: Callable[[str], bool] = lambda _name: True,
    files: set[str] | None = None,
) -> Iterator[Found]:
    """Follow links from the first page; yield one page of every route that is wanted.

    The page stands on the yielded address while it is looked at. Where a route is not
    wanted, its links are read and followed without showing it. ``files`` keeps the routes
    that send a feed or a file, for who follows links again: they are asked for once.
    """
    waiting, seen, done = deque(["/", "/my/"]), {"/", "/my/"}, set[str]()
    files = set() if files is None else files
    while waiting:
        path = waiting.popleft()
        name = _route_name(path)
        if name is None or name in done or name in files:
            continue
        is_wanted = wanted(name)
        try:
            links = (_show if is_wanted else _read)(page, address + path)
        except _IsFileError:
            files.add(name)
            continue
        if links is None:
            continue
        done.add(name)
        if is_wanted:
            yield Found(page.url, name)
        for link in links:
            parts = urlsplit(link)
            own = f"{parts.scheme}://{parts.netloc}" == address
            if own and parts.path not in seen and not parts.path.startswith(LEFT_OUT):
                seen.add(parts.path)
                waiting.append(parts.path + (f"?{parts.query}" if parts.query else ""))


class _IsFileError(Exception):
    """What was asked for is a feed, or a file that is sent as a download."""


def _show(page: Page, url: str) -> list[str] | None:
    """Where a page leads; None where the person may not see it."""
    try:
        response = page.goto(url)
    except Error as fault:
        if "Download is starting" in fault.message:
            raise _IsFileError from None
        raise
    if response is None or not _is_page(response):
        return None
    found: list[str] = page.eval_on_selector_all("a[href]", ADDRESSES)
    return found


def _read(page: Page, url: str) -> list[str] | None:
    """The same, asked for by the person at the page, which stays where it is."""
    response = page.request.get(url)
    if not _is_page(response):
        return None
    links = Links()
    links.feed(response.text())
    return [urljoin(response.url, one) for one in links.found]


def _is_page(response: Response | APIResponse) -> bool:
    """Whether a page came, and not a refusal in its place."""
    if response.status != 200:
        return False
    if not response.headers.get("content-type", "").startswith("text/html"):
        raise _IsFileError
    return True


def _route_name(path: str) -> str | None:
    """``plans-detail``; None for what is not a page."""
    try:
        found = resolve(urlsplit(path).path)
    except Resolver404:
        return None
    return (found.view_name or "").replace(":", "-") or None
