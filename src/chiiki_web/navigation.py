"""The main menu of each role in one row, the reader's own work first."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

Item = tuple[str, Promise]
Entry = dict[str, object]
SEARCH: Item = ("finding:search", _("Search"))
PUBLIC: list[Item] = [
    ("dashboards:home", _("Start from a problem")),
    ("schemes:list", _("Programmes")),
    ("advisers:list", _("Advisers")),
    ("library:list", _("Cases")),
    SEARCH,
    ("dashboards:figures", _("Figures")),
]
ABOUT: Item = ("dashboards:about", _("About this site"))
MINE: Item = ("dashboards:my", _("My page"))
BY_ROLE: dict[str, list[Item]] = {
    "officer": [
        MINE,
        ("plans:list", _("Plans")),
        ("applications:list", _("Applications")),
        ("settlements:list", _("Awards and spending")),
        ("services:list", _("Services")),
        ("dispatch:list", _("Dispatch")),
        ("schemes:list", _("Programmes")),
        SEARCH,
    ],
    "office": [
        MINE,
        ("desk:list", pgettext_lazy("menu of the office", "Applications")),
        ("schemes:list", pgettext_lazy("menu", "Programmes")),
        ("reviews:board", _("Reviews")),
        ("awards:calls", pgettext_lazy("menu", "Selection")),
        ("settlements:list", pgettext_lazy("menu", "Spending")),
        ("services:board", pgettext_lazy("menu", "Use")),
        ("dispatch:list", _("Dispatch")),
        SEARCH,
    ],
    "reviewer": [
        MINE,
        ("reviews:list", _("Reviews")),
        ("schemes:list", _("Programmes")),
    ],
    "adviser": [
        MINE,
        ("dispatch:list", _("Dispatch")),
        ("advisers:mine", _("My entry")),
        SEARCH,
    ],
    "auditor": [
        MINE,
        ("dashboards:cases", _("Case histories")),
        ("desk:list", _("Applications")),
        ("settlements:list", pgettext_lazy("menu", "Spending")),
        ("services:board", pgettext_lazy("menu", "Use")),
        ("dispatch:list", _("Dispatch")),
        ("custody:files", pgettext_lazy("administration", "Stored files")),
        ("dashboards:events", _("All events")),
    ],
    "administrator": [
        MINE,
        ("accounts:organisations", _("Organisations")),
        ("regions:municipalities", _("Municipalities")),
        ("outbox:sent", _("Sent messages")),
        ("custody:files", pgettext_lazy("administration", "Stored files")),
        ("dashboards:events", _("All events")),
    ],
}


# Pages that belong to an item of the menu although they lie elsewhere.
BESIDE: dict[str, tuple[str, ...]] = {
    "dashboards:my": ("/messages/", "/surveys/", "/results/", "/indices/"),
    "dashboards:figures": ("/statistics/", "/surveys/", "/results/", "/indices/"),
    "dashboards:cases": ("/plans/", "/consortia/", "/workbooks/"),
    "dashboards:events": ("/cases/",),
    "schemes:list": ("/funds/", "/trials/", "/api/"),
    "plans:list": ("/consortia/", "/workbooks/"),
    "applications:list": ("/overlaps/",),
    "awards:calls": ("/awards/", "/overlaps/"),
    "reviews:board": ("/reviews/",),
    "reviews:list": ("/applications/",),
    "settlements:list": ("/awards/",),
    "services:board": ("/services/", "/followups/"),
    "services:list": ("/followups/", "/library/publish/"),
    "dispatch:list": ("/placing/", "/placements/", "/statistics/", "/advisers/"),
    "library:list": ("/placements/",),
    "finding:search": ("/find/", "/library/"),
    "accounts:organisations": ("/people/", "/consortia/"),
    # What no other item claims.
    "desk:list": (
        *("/applications/", "/plans/", "/consortia/", "/workbooks/"),
        *("/overlaps/", "/reviews/"),
    ),
}


def navigation(request: HttpRequest) -> dict[str, Any]:
    member = getattr(request, "member", None)
    items = BY_ROLE.get(member.role, PUBLIC) if member else PUBLIC
    entries: list[Entry] = [
        {"name": name, "url": reverse(name), "label": label} for name, label in items
    ]
    current = _current(request.path, entries) or _current_beside(request.path, entries)
    return {
        "navigation": [entry | {"current": entry is current} for entry in entries],
        "public_navigation": [
            {"url": reverse(name), "label": label} for name, label in [*PUBLIC, ABOUT]
        ],
    }


def _current(path: str, entries: list[Entry]) -> Entry | None:
    """The item whose address is the longest beginning of the path."""
    fitting = [one for one in entries if _is_within(path, str(one["url"]))]
    return max(fitting, key=lambda one: len(str(one["url"])), default=None)


def _current_beside(path: str, entries: list[Entry]) -> Entry | None:
    by_name = {str(one["name"]): one for one in entries}
    return next(
        (
            by_name[name]
            for name, beginnings in BESIDE.items()
            if name in by_name and path.startswith(beginnings)
        ),
        None,
    )


def _is_within(path: str, url: str) -> bool:
    return path == url if url == "/" else path.startswith(url)
