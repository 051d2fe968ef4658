"""Tags and filters of the look: `{% load ui %}`."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django import template
from django.conf import settings
from django.contrib.messages.storage.base import Message
from django.core.paginator import Page
from django.forms import BaseForm, BoundField
from django.http import QueryDict
from django.template import Context
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, pgettext

from chiiki.thousandths import format_thousandths
from chiiki_web import access
from chiiki_web.ui import charts, controls, formats, paging
from chiiki_web.ui import tile_map as maps

register = template.Library()
# What would end a block of data early, or begin a comment in it.
_ESCAPED = {ord(one): f"\\u{ord(one):04x}" for one in "<>&"}
TONES = {"ok", "warn", "danger", "info", "neutral"}
MESSAGE_TONES = {"success": "success", "warning": "warn", "error": "danger"}


def _filter(name: str, write: Callable[..., str]) -> None:
    """Register a formatter that shows a dash for a value that is not there."""

    def written(value: Any, argument: Any = None) -> str:
        if value is None or value == "":
            return formats.NOTHING
        return write(value) if argument is None else write(value, argument)

    register.filter(name, written)


_filter("yen", formats.yen)
_filter("thousands", formats.thousands)
_filter("number", formats.number)
_filter("counted", formats.counted)
_filter("percent", formats.percent)
_filter("in_percent", formats.in_percent)
_filter("as_index", format_thousandths)
_filter("jdate", formats.day)
_filter("jdatetime", formats.day_and_time)
_filter("month", formats.month)
_filter("fiscal_year", formats.fiscal_year)
_filter("filesize", formats.file_size)
_filter("hash_short", formats.short_hash)
register.filter("local", formats.local)
register.filter("shortened", formats.shortened)
register.filter("in_brackets", formats.in_brackets)
register.filter("words", formats.words)
register.filter("cited", formats.cited)
register.filter("as_written", formats.as_written)
register.filter("linked", formats.linked)
register.filter("clause", formats.clause)
register.filter("remedy", formats.remedy)


@register.simple_tag
def colon() -> str:
    """``{{ label }}{% colon %}{{ value }}``: wide in Japanese."""
    return formats.colon()


@register.simple_tag
def gap() -> str:
    """``{% translate "One." %}{% gap %}{% translate "Two." %}``: nothing in Japanese."""
    return formats.gap()


@register.simple_block_tag
def brackets(content: str) -> str:
    """``{{ word }}{% brackets %}…{% endbrackets %}``: what is said aside, with tags in it."""
    return SafeString(formats.in_brackets(content))


@register.simple_tag
def tag(label: Any, tone: str = "neutral") -> SafeString:
    """A state in a word: ``{% tag label "ok" %}``."""
    shown = tone if tone in TONES else "neutral"
    return format_html('<span class="tag tag-{}">{}</span>', shown, label)


@register.inclusion_tag("ui/field.html")
def field(bound: BoundField, unit: str = "", hint: str | None = None) -> dict[str, Any]:
    """A form field with all that belongs to it; ``hint=""`` leaves its help text out."""
    return controls.layout(bound, unit, hint)


@register.inclusion_tag("ui/error_summary.html")
def error_summary(*forms: BaseForm) -> dict[str, Any]:
    """What is wrong in these forms, on top, with links to the fields."""
    return {"faults": [one for form in forms if form for one in controls.faults(form)]}


@register.inclusion_tag("ui/pages.html", takes_context=True)
def pages(context: Context, page: Page[Any], name: str = "page") -> dict[str, Any]:
    """Links to the other pages of a list, with the query kept."""
    request = context.get("request")
    return paging.links(page, request.GET if request else QueryDict(), name)


@register.simple_tag(takes_context=True)
def home(context: Context) -> str:
    """Where the reader's own work begins."""
    try:
        return reverse("dashboards:my" if context.get("member") else "dashboards:home")
    except NoReverseMatch:
        return "/"


@register.simple_tag(takes_context=True)
def carried(context: Context) -> str:
    """What the form of this page was sent with, for the change of its language."""
    request = context.get("request")
    return access.carried(request) if request else ""


@register.inclusion_tag("ui/crumbs.html", takes_context=True)
def crumbs(context: Context, *pairs: Any) -> dict[str, Any]:
    """The way here: ``{% crumbs label url label url label %}``; without words, the menu's."""
    start = home(context)
    steps = [{"label": pgettext("first crumb", "Home"), "url": start}]
    if pairs:
        addresses = [*pairs[1::2], ""]
        steps += [
            {"label": label, "url": url}
            for label, url in zip(pairs[::2], addresses, strict=False)
        ]
        return {"steps": steps}
    path = context["request"].path if "request" in context else ""
    steps += [
        {"label": one["label"], "url": one["url"] if one["url"] != path else ""}
        for one in context.get("navigation") or ()
        if one["current"] and one["url"] != start
    ]
    return {"steps": steps if len(steps) > 1 else []}


@register.inclusion_tag("ui/steps.html")
def steps(items: Iterable[Any], label: str = "") -> dict[str, Any]:
    """Steps of a procedure: each with label, state done/current/todo, and note, url."""
    return {"items": items, "label": label}


@register.inclusion_tag("ui/key_values.html")
def key_values(
    rows: Iterable[tuple[Any, Any]], figures: bool = False
) -> dict[str, Any]:
    """Words with their values; ``figures=True`` sets the values as numbers."""
    return {"rows": rows, "figures": figures}


@register.simple_tag
def most_megabytes() -> int:
    """How large an attached file may be."""
    return int(settings.CHIIKI_ATTACHMENT_MAX_BYTES) // (1 << 20)


@register.inclusion_tag("ui/empty_state.html")
def empty_state(
    title: str, text: str = "", url: str = "", label: str = ""
) -> dict[str, Any]:
    """Nothing here yet: what this place is for, and the next step."""
    return {"title": title, "text": text, "url": url, "label": label}


@register.inclusion_tag("ui/timeline.html")
def timeline(steps: Iterable[Any]) -> dict[str, Any]:
    """What happened: each with what, at, who, and note, url, future."""
    return {"steps": steps}


@register.inclusion_tag("ui/banner.html")
def notice(message: Message) -> dict[str, Any]:
    """A message of the framework as a banner that is read out."""
    tone = MESSAGE_TONES.get(message.level_tag, "info")
    return {
        "tone": tone,
        "tone_word": _tone_word(tone),
        "role": "alert" if tone == "danger" else "status",
        "body": message.message,
    }


@register.simple_block_tag
def banner(content: str, tone: str = "info", title: str = "") -> SafeString:
    """``{% banner "warn" title %}text{% endbanner %}``: info, success, warn or danger."""
    return render_to_string(
        "ui/banner.html",
        {"tone": tone, "tone_word": _tone_word(tone), "title": title, "body": content},
    )


@register.simple_block_tag
def next_step(content: str, title: str = "") -> SafeString:
    """``{% next_step title %}…{% endnext_step %}``: the one thing to do now."""
    return format_html(
        '<section class="next-step" aria-labelledby="next-step">'
        '<h2 id="next-step">{}</h2>{}</section>',
        title or gettext("Next step"),
        content,
    )


@register.simple_block_tag
def table_scroll(content: str, label: str) -> SafeString:
    """``{% table_scroll label %}<table>…{% endtable_scroll %}``: a wide table on a phone."""
    return format_html(
        '<div class="table-scroll" role="group" aria-label="{}" tabindex="0">{}</div>',
        label,
        content,
    )


@register.simple_tag
def linked_data(content: Mapping[str, object]) -> SafeString:
    """JSON-LD for search engines: a block of data, which no browser runs."""
    text = json.dumps(content, ensure_ascii=False).translate(_ESCAPED)
    return format_html(
        '<script type="application/ld+json">{}</script>', SafeString(text)
    )


@register.simple_block_tag
def disclosure(content: str, title: str, is_open: bool = False) -> SafeString:
    """``{% disclosure title %}…{% enddisclosure %}``: more for those who want it."""
    return format_html(
        '<details class="disclosure"{}><summary>{}</summary>'
        '<div class="disclosure-body">{}</div></details>',
        SafeString(" open") if is_open else "",
        title,
        content,
    )


@register.inclusion_tag("ui/chart.html")
def chart(
    drawn: charts.Chart,
    csv_url: str = "",
    open_table: bool = False,
    table_beside: bool = False,
) -> dict[str, Any]:
    """``{% chart values csv_url=url open_table=True %}``: picture, table and source;
    ``table_beside=True`` where the page shows the same numbers in a table of its own.
    """
    return {
        "title": drawn.title,
        "picture": charts.draw(drawn),
        "table": charts.table(drawn),
        "note": drawn.note,
        "source": drawn.source,
        "csv_url": csv_url,
        "open_table": open_table,
        "table_beside": table_beside,
    }


@register.inclusion_tag("ui/tile_map.html")
def tile_map(
    drawn: maps.TileMap, csv_url: str = "", *, table_beside: bool = False
) -> dict[str, Any]:
    """``{% tile_map values csv_url=url %}``: the prefectures as squares, and their table.

    ``table_beside=True`` where the page shows the same numbers in a table of its own.
    """
    return {
        "title": drawn.title,
        "picture": maps.draw_tile_map(drawn),
        "table": None if table_beside else maps.table_tile_map(drawn),
        "note": drawn.note,
        "source": drawn.source,
        "csv_url": csv_url,
    }


def _tone_word(tone: str) -> str:
    return {
        "success": pgettext("banner", "Done"),
        "warn": pgettext("banner", "Attention"),
        "danger": pgettext("banner", "Problem"),
    }.get(tone, "")
