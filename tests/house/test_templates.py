"""What no template does by hand, because one tag does it for both languages."""

from __future__ import annotations

import re

import pytest

from house.tree import SRC, short

TEMPLATES = sorted(SRC.rglob("templates/**/*.html"))
TRANSLATED = re.compile(r"{% blocktranslate.*?{% endblocktranslate %}", re.DOTALL)
# A colon or a bracket between two values; `{% colon %}` and `in_brackets` know the language.
BY_HAND = re.compile(r"(?:\}\}|%\}|</\w+>): (?=[{<])|[ >]\((?=\{[{%]|<a )")

# A space between two sentences, or after a colon; `{% gap %}` is one in English only. A tag keeps its space.
JOINED = re.compile(
    r'[.?:](?:" (?:context "[^"]*" )?%\}|\{% endblocktranslate %\})'
    r"(?:\{% (?:end\w+|else|if [^%]*) ?%\})* "
    r'(?=<a |<b>|<strong>|<span class="note|\{\{|\{% (?:translate|blocktranslate)(?![^%]* as ))'
)


def _by_hand(html: str) -> list[str]:
    return [one[0] for one in BY_HAND.finditer(TRANSLATED.sub("{% words %}", html))]


def test_colons_and_brackets_are_those_of_the_reader() -> None:
    found = {
        short(path): _by_hand(path.read_text(encoding="utf-8")) for path in TEMPLATES
    }
    assert found
    assert not {path: places for path, places in found.items() if places}


@pytest.mark.parametrize(
    "html",
    [
        '{% translate "Source" %}: {{ source }}',
        "<b>{{ a }}</b>: <i>{{ b }}</i>",
        "{{ amount|yen }} ({{ day|jdate }})",
        '{{ amount|yen }} (<a href="#">{% translate "More" %}</a>)',
    ],
)
def test_one_by_hand_is_seen(html: str) -> None:
    assert _by_hand(html)


def test_what_a_translator_writes_is_left_alone() -> None:
    assert not _by_hand(
        "{% blocktranslate %}{{ a }}: {{ b }} ({{ c }}){% endblocktranslate %}"
    )


def test_no_space_stands_between_two_sentences_in_japanese() -> None:
    assert not [
        f"{short(path)}: {html[one.start() - 60 : one.end() + 40]}"
        for path in TEMPLATES
        for html in [path.read_text(encoding="utf-8")]
        for one in JOINED.finditer(html)
    ]


@pytest.mark.parametrize(
    "html",
    [
        '{% translate "One." %} {% translate "Two." %}',
        "{% blocktranslate %}One?{% endblocktranslate %}{% endif %} {{ two }}",
        '{% translate "One." context "sheet" %}{% if two %} <a href="#">{{ two }}</a>',
    ],
)
def test_such_a_space_is_seen(html: str) -> None:
    assert JOINED.search(html)


def test_the_space_before_a_tag_stays() -> None:
    html = '{% translate "One." %} {% translate "late" as t %}{% tag t "warn" %}'
    assert not JOINED.search(html)
