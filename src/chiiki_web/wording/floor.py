"""Words for numbers, dates and codes that could not be read."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDING: dict[str, Promise] = {
    "money.not_a_number": _(
        "“%(found)s” is not an amount. Write for example 1,200,000."
    ),
    "money.not_whole_yen": _("“%(found)s” is not a whole number of yen."),
    "money.negative": _("“%(found)s” is below zero. Write an amount of 0 yen or more."),
    "date.not_a_date": _(
        "“%(found)s” is not a date. Write for example 令和8年11月23日, R8.11.23 or"
        " 2026-11-23."
    ),
    "date.not_a_month": _(
        "“%(found)s” is not a month. Write for example 令和8年11月, R8.11 or 2026-11."
    ),
    "date.not_a_fiscal_year": _(
        "“%(found)s” is not a fiscal year. Write for example 令和8年度 or 2026."
    ),
    "date.out_of_reach": _(
        "“%(found)s” lies outside the years %(first_year)s to %(last_year)s. Please check the year."
    ),
    "thousandths.not_an_index": _(
        "“%(found)s” is not an index. Write it with at most three decimals, for example"
        " 0.53."
    ),
    "codes.not_a_corporate_number": _(
        "“%(found)s” is not a corporate number of 13 digits."
    ),
    "codes.wrong_corporate_check_digit": _(
        "The first digit of “%(found)s” does not fit: it should be %(expected)s. Please"
        " check the number."
    ),
    "date.no_such_day": _("There is no such day as “%(found)s”."),
    "date.wrong_era": _("“%(found)s” lies outside that era. You may mean %(meant)s."),
    "codes.not_six_digits": _("“%(found)s” is not a municipality code of six digits."),
    "codes.five_digits": _(
        "“%(found)s” lacks its check digit. You may mean %(meant)s."
    ),
    "codes.wrong_check_digit": _(
        "The last digit of “%(found)s” does not fit: it should be %(expected)s. Please"
        " check the code."
    ),
    "period.empty": _("A period must end after it begins (%(start)s to %(end)s)."),
    "number.not_a_whole_number": _("“%(found)s” is not a whole number."),
}
