"""The tags draw what they are given, escape it, and keep the rest of the address."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.core.paginator import Paginator
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation


def drawn(template: str, language: str = "en", **values: object) -> str:
    with translation.override(language):
        return Template("{% load ui %}" + template).render(Context(values))


def test_a_state_is_written_in_words() -> None:
    assert (
        drawn('{% tag state "ok" %}', state="<settled>")
        == '<span class="tag tag-ok">&lt;settled&gt;</span>'
    )
    assert "tag-neutral" in drawn('{% tag "x" "pink" %}')


def test_pages_keep_what_was_searched_for() -> None:
    page = Paginator(range(500), 50).page(4)
    request = RequestFactory().get("/plans/?q=%E8%A6%8B%E5%AE%88&page=4")
    html = drawn("{% pages page %}", page=page, request=request)
    assert 'href="?q=%E8%A6%8B%E5%AE%88&amp;page=5"' in html
    assert '<span aria-current="page">4</span>' in html
    assert "151–200 of 500" in html
    assert 'rel="prev"' in html


def test_one_page_needs_no_links() -> None:
    page = Paginator(range(3), 50).page(1)
    assert drawn("{% pages page %}", page=page).strip() == ""


def test_crumbs_end_with_the_page_itself() -> None:
    html = drawn("{% crumbs 'Plans' '/plans/' title %}", title="A <b>plan")
    assert '<a href="/plans/">Plans</a>' in html
    assert '<span aria-current="page">A &lt;b&gt;plan</span>' in html


def test_crumbs_follow_the_menu_where_a_page_names_none() -> None:
    menu = [
        {"url": "/plans/", "label": "Plans", "current": True},
        {"url": "/services/", "label": "Services", "current": False},
    ]
    below = RequestFactory().get("/plans/7/")
    html = drawn("{% crumbs %}", navigation=menu, request=below)
    assert '<a href="/plans/">Plans</a>' in html
    assert "Services" not in html
    there = RequestFactory().get("/plans/")
    html = drawn("{% crumbs %}", navigation=menu, request=there)
    assert '<span aria-current="page">Plans</span>' in html


@pytest.mark.parametrize(
    ("tone", "word"),
    [("success", "Done"), ("warn", "Attention"), ("danger", "Problem")],
)
def test_a_banner_says_its_tone_in_words(tone: str, word: str) -> None:
    html = drawn(
        "{% banner tone title %}<p>{{ tone }}</p>{% endbanner %}",
        tone=tone,
        title="<T>",
    )
    assert f"banner-{tone}" in html
    assert f"{word}: " in html
    assert "&lt;T&gt;" in html
    assert f"<p>{tone}</p>" in html


def test_block_tags_escape_their_words_and_keep_their_content() -> None:
    html = drawn(
        "{% next_step x %}<p>a</p>{% endnext_step %}"
        "{% disclosure y is_open=True %}<p>b</p>{% enddisclosure %}"
        "{% table_scroll z %}<table></table>{% endtable_scroll %}",
        x="<x>",
        y="<y>",
        z="<z>",
    )
    assert "&lt;x&gt;</h2><p>a</p>" in html
    assert '<details class="disclosure" open><summary>&lt;y&gt;' in html
    assert 'aria-label="&lt;z&gt;" tabindex="0"><table>' in html


def test_steps_tell_where_one_is() -> None:
    items = [
        {"label": "Problem", "state": "done", "url": "/a/"},
        {"label": "Costs", "state": "current", "note": "in progress"},
        {"label": "Check", "state": "todo"},
    ]
    html = drawn("{% steps items label='Steps' %}", items=items)
    assert '<li class="done"><a href="/a/">Problem</a><small>done</small>' in html
    assert '<li class="current" aria-current="step">Costs' in html
    assert html.count("aria-current") == 1


def test_an_empty_list_says_what_to_do() -> None:
    html = drawn("{% empty_state 'None yet' 'A plan says why.' '/new/' 'Write one' %}")
    assert '<a class="button primary" href="/new/">Write one</a>' in html


def test_history_gives_the_time_to_people_and_machines() -> None:
    steps = [
        {"what": "Sent", "at": datetime(2026, 3, 31, 20, 5, tzinfo=UTC), "who": "H"}
    ]
    html = drawn("{% timeline steps %}", steps=steps)
    assert "1 April 2026 05:05" in html
    assert "<time datetime=" in html


def test_colons_and_brackets_are_wide_in_japanese() -> None:
    template = "{{ label }}{% colon %}{{ value }}{% brackets %}<b>{{ value }}</b>{% endbrackets %}"
    assert (
        drawn(template, "ja", label="額", value="<1>")
        == "額：&lt;1&gt;（<b>&lt;1&gt;</b>）"
    )
    assert drawn(template, "en", label="Sum", value=1) == "Sum: 1 (<b>1</b>)"
