"""Takes a picture of every page, as each role, in both languages and two widths.

Start the site with its sample (./run), then:

    .venv/bin/python tests/pictures.py http://127.0.0.1:8000 FOLDER [ROLE…]
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

import django
from django.conf import settings
from playwright.sync_api import Browser, Page

from chromium import chromium_path, running_chromium
from crawling import ROLES, reachable, sign_in

WIDTHS = {"desk": 1280, "phone": 390}
LANGUAGES = ("ja", "en")


def main(arguments: Sequence[str]) -> None:
    address, folder, *roles = arguments
    path = chromium_path()
    if path is None:
        sys.exit("Chromium is missing: apt-get install chromium")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chiiki_web.settings.test")
    django.setup()
    with running_chromium(path) as browser:
        for role in roles or ROLES:
            _look_as(browser, role, address.rstrip("/"), Path(folder))


def _look_as(browser: Browser, role: str, address: str, folder: Path) -> None:
    context = browser.new_context(locale="ja-JP", reduced_motion="reduce")
    page = context.new_page()
    if ROLES[role]:
        sign_in(page, address, ROLES[role])
    for found in list(reachable(page, address)):
        for language in LANGUAGES:
            context.add_cookies(
                [
                    {
                        "name": settings.LANGUAGE_COOKIE_NAME,
                        "value": language,
                        "url": address,
                    }
                ]
            )
            page.goto(found.url)
            _shoot(page, folder / language, f"{found.name}.{role}")
    context.close()


def _shoot(page: Page, folder: Path, name: str) -> None:
    for size, width in WIDTHS.items():
        page.set_viewport_size({"width": width, "height": 900})
        page.screenshot(path=folder / size / f"{name}.png", full_page=True)


if __name__ == "__main__":
    main(sys.argv[1:])
