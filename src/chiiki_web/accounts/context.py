"""What every page knows about its reader."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from chiiki_web.accounts import queries


def member(request: HttpRequest) -> dict[str, Any]:
    return {
        "member": getattr(request, "member", None),
        "memberships": getattr(request, "memberships", []),
        "shows_sample": queries.shows_sample(),
    }
