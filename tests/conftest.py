"""What every test can ask for: reference data, a clock, a live site, a browser."""

from __future__ import annotations

import gc
import json
import os
import shutil
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

import hypothesis
import pytest
from axe_playwright_python.base import AXE_SCRIPT
from django.conf import settings
from django.db import transaction
from django.test import TransactionTestCase
from django.utils import timezone
from playwright.sync_api import Browser, ConsoleMessage, Page, Request
from pytest_django.live_server_helper import LiveServer
from pytest_django.plugin import DjangoDbBlocker

import prepared
from chiiki_web.command.translations import compile_translations
from chromium import chromium_path, running_chromium

PATIENCE = 10_000  # milliseconds that a page may take to do one thing
FAULTS = (
    """() => axe.run({resultTypes: ["violations"]}).then(found => found.violations)"""
)
LONGEST = (
    *("test_kills", "test_every_link", "test_year", "test_start", "test_parts"),
    *("test_migrations", "test_every_page"),
)
SIZES = {"desk": (1280, 800), "phone": (390, 844)}


HYPOTHESIS = hypothesis.settings  # a busy machine is no fault
SLOW = [hypothesis.HealthCheck.too_slow]
HYPOTHESIS.register_profile("usual", suppress_health_check=SLOW)
HYPOTHESIS.register_profile(
    "long", HYPOTHESIS.get_profile("usual"), max_examples=10_000
)
HYPOTHESIS.load_profile("usual")


def pytest_configure() -> None:
    compile_translations(settings.PACKAGE)


def pytest_unconfigure() -> None:
    shutil.rmtree(settings.CHIIKI_FILES, ignore_errors=True)


def pytest_collection_modifyitems(
    config: pytest.Config, items: list[pytest.Item]
) -> None:
    """Journeys come last: they take the longest. PostgreSQL gets what hangs on it."""
    on_postgres = "postgresql" in settings.DATABASES["default"]["ENGINE"]
    for item in items:
        if item.get_closest_marker("postgres") and not on_postgres:
            item.add_marker(pytest.mark.skip(reason="needs PostgreSQL"))
    if on_postgres:
        config.hook.pytest_deselected(items=[one for one in items if _is_once(one)])
        items[:] = [one for one in items if not _is_once(one)]
    items.sort(key=_comes_late)


def pytest_collection_finish() -> None:
    """What was collected stays: the search for garbage need not walk through it."""
    gc.freeze()


def _comes_late(item: pytest.Item) -> tuple[bool, bool]:
    """What takes longest begins, so that no worker is alone with it at the end."""
    is_journey = item.get_closest_marker("journey") is not None
    return is_journey, item.path.stem not in LONGEST


def _is_once(item: pytest.Item) -> bool:
    """Whether a test says the same on every database, so that SQLite is enough.

    How pages look is one of these: ``sample/test_every_link.py`` opens each on both.
    """
    marks = {one.name for one in item.iter_markers()}
    if marks & {"postgres", "journey"}:
        return False
    is_without_database = "django_db" not in marks and "command" not in item.path.parts
    return "once" in marks or is_without_database or "pages" in item.path.stem


@pytest.fixture(scope="session")
def prepared_place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of copies that this run shares, or one of this worker."""
    shared = os.environ.get(prepared.FOLDER)
    return Path(shared) if shared else tmp_path_factory.mktemp("prepared")


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None,
    django_db_blocker: DjangoDbBlocker,
    prepared_place: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[None]:
    """A database of this worker, on SQLite in a file: threads share one in memory.

    After a test with ``transaction=True`` it stands as it did at first, brought back from
    a copy: Django would empty and fill the tables, which takes seconds each time.
    """
    with django_db_blocker.unblock():
        prepared.own_database(tmp_path_factory.mktemp("database"))
        first = prepared.first(prepared_place)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            TransactionTestCase, "_fixture_teardown", lambda _test: first.bring_back()
        )
        yield
    with django_db_blocker.unblock():
        prepared.drop_own_database()
        if prepared.FOLDER not in os.environ:
            first.drop()


class Clock:
    """The time that the site reads; a journey moves it years ahead."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.monkeypatch = monkeypatch

    def move_to(self, moment: datetime) -> None:
        """Let time stand still at a moment (with a time zone)."""
        assert moment.tzinfo is not None
        self.monkeypatch.setattr(timezone, "now", lambda: moment)


@pytest.fixture(scope="module")
def kept(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Rows that are made once for a module: a fixture of its scope that asks for this.

    Each test works in a savepoint on top, so it finds them as they were made. Not for
    modules with ``transaction=True``, and not for objects that a test writes into.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return Clock(monkeypatch)


@pytest.fixture(scope="session")
def site(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """The address of a live site for journeys; what they store stays until the end.

    Unlike pytest-django's ``live_server`` it does not empty the tables after each test.
    """
    with django_db_blocker.unblock():
        server = LiveServer("127.0.0.1")
        try:
            yield server.url
        finally:
            server.stop()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = chromium_path()
    if path is None:
        pytest.skip("no Chromium: apt-get install chromium, or set CHROMIUM")
    with pytest.MonkeyPatch.context() as patch, running_chromium(path) as browser:
        # Playwright keeps an event loop in this thread, so Django takes every test for
        # asynchronous code and refuses the database. There is none here.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        yield browser


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Callable[..., Page]]:
    """A function that opens a page of its own, with its own cookies, in a size.

    The test fails when a page asks for anything outside the site, breaks its own
    Content-Security-Policy or has an error in its scripts.
    """
    faults: list[str] = []
    contexts = []

    def open_one(size: str = "desk", language: str = "ja-JP") -> Page:
        width, height = SIZES[size]
        context = browser.new_context(
            viewport={"width": width, "height": height},
            locale=language,
            timezone_id="Asia/Tokyo",
            reduced_motion="reduce",
        )
        contexts.append(context)
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        page.on("request", lambda request: faults.extend(_outside(request)))
        page.on("pageerror", lambda error: faults.append(f"{page.url}: {error}"))
        page.on("console", lambda message: faults.extend(_refused(page, message)))
        return page

    yield open_one
    for context in contexts:
        context.close()
    assert not faults, "\n".join(faults)


@pytest.fixture
def page(open_page: Callable[..., Page]) -> Page:
    return open_page()


@pytest.fixture(scope="session")
def axe() -> Callable[[Page], None]:
    """A function that asserts that a page has no accessibility fault."""

    def check(page: Page) -> None:
        if not page.evaluate("'axe' in window"):
            page.evaluate(AXE_SCRIPT)
        told = [
            f"{one['id']}: {one['help']}\n  "
            + "\n  ".join(json.dumps(node["target"]) for node in one["nodes"])
            for one in page.evaluate(FAULTS)
        ]
        assert not told, f"{page.url} ({page.viewport_size})\n" + "\n".join(told)

    return check


def _outside(request: Request) -> Iterator[str]:
    parts = urlsplit(request.url)
    if parts.scheme not in {"data", "blob"} and parts.hostname != "127.0.0.1":
        yield f"a request left the site: {request.url}"


def _refused(page: Page, message: ConsoleMessage) -> Iterator[str]:
    if message.type == "error" and "Content Security Policy" in message.text:
        yield f"{page.url}: {message.text}"
