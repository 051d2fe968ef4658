"""A TOML text that goes wrong is refused with its place, never in the reader's English."""

import pytest

from chiiki.errors import EngineError
from chiiki.toml_text import read_toml

CODES = {"broken": "sample.not_toml", "unreadable": "sample.not_readable"}


def refused(text):
    with pytest.raises(EngineError) as caught:
        read_toml(text, **CODES)
    return caught.value


def test_a_sound_text_is_read():
    assert read_toml('a = "見本"\r\nb = 2\r\n', **CODES) == {"a": "見本", "b": 2}


@pytest.mark.parametrize(
    ("text", "line", "column", "found"),
    [
        ("a = 1\nb 2\n", 2, 3, "b 2"),
        ("a = 1\n\n[見本\n", 3, 2, "[見本"),
        ('a = 1\nb = "', 2, 6, 'b = "'),
        ("a = 1\na = 2\n", 2, 6, "a = 2"),
    ],
)
def test_the_line_and_the_place_in_it_are_named(text, line, column, found):
    values = refused(text).values
    assert (values["line"], values["column"], values["found"]) == (line, column, found)


@pytest.mark.parametrize(
    "text",
    [
        "a = " + "[" * 5_000,
        f"a = {'9' * 5_000}",
        f"a = {2**63}",
        f"a = [[{-(2**63) - 1}]]",
        f"a = 0x{'f' * 5_000}",
        ".".join("a" * 5_000) + " = 1",
    ],
)
def test_what_has_no_place_is_refused_too(text):
    assert refused(text).code == "sample.not_readable"


def test_what_the_reader_says_itself_stays_out():
    assert "Expected" not in str(refused("a 1").values)
