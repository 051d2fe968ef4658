"""What stands in an address is the number of a row, or it is none."""

import pytest

from chiiki_web.numbers import number_of


@pytest.mark.parametrize(
    ("text", "is_one"),
    [("7", True), ("", False), ("-1", False), ("²", False), ("9" * 5000, False)],
)
def test_what_stands_in_an_address_is_a_number_or_not(text, is_one):
    assert (number_of(text) is not None) is is_one
