"""Links between the pages of a list; the rest of the address stays as it is."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Page
from django.http import QueryDict


def links(page: Page[Any], query: QueryDict, name: str = "page") -> dict[str, Any]:
    """Return what ``ui/pages.html`` needs: entries, the one before and the one after."""

    def address(number: int) -> str:
        changed = query.copy()
        changed[name] = str(number)
        return f"?{changed.urlencode()}"

    shown = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    entries = [
        {
            "number": one,
            "gap": not isinstance(one, int),
            "current": one == page.number,
            "url": address(one) if isinstance(one, int) else "",
        }
        for one in shown
    ]
    return {
        "page": page,
        "entries": entries,
        "before": address(page.number - 1) if page.has_previous() else "",
        "after": address(page.number + 1) if page.has_next() else "",
    }
