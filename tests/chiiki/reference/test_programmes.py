"""Programmes and calls say what the deck and the public record say of them."""

from __future__ import annotations

from datetime import date

import pytest

from chiiki import periods, reference, rules
from chiiki.money import parse_yen

PROGRAMMES = {one.code: one for one in reference.load_programmes()}


def test_every_programme_of_the_deck_is_there_in_the_order_of_its_slides() -> None:
    assert [(one.slide, one.words.ja) for one in PROGRAMMES.values()] == [
        (6, "地域情報通信基盤整備推進交付金"),
        (6, "地域イントラネット基盤施設整備事業"),
        (6, "情報通信基盤災害復旧事業費補助金"),
        (7, "地域ICT利活用モデル構築事業"),
        (8, "ユビキタスタウン構想推進事業"),
        (9, "ICTふるさと元気事業"),
        (10, "地域雇用創造ICT絆プロジェクト"),
        (11, "地域ICT利活用広域連携事業"),
        (13, "地域情報化アドバイザー派遣事業"),
        (14, "ICT地域マネージャー派遣事業"),
    ]


@pytest.mark.parametrize(
    ("code", "budgets"),
    [
        ("infrastructure_grant", ["78.7億円", "792.8億円"]),
        ("regional_intranet", ["22.4億円", "67億円"]),
        ("disaster_recovery", ["2.2億円"]),
        ("model_building", ["71億円"]),
        ("ubiquitous_town", ["119億円"]),
        ("furusato_genki", ["65億円"]),
        ("kizuna", []),
        ("wide_area_cooperation", ["82億円", "25.5億円"]),
        ("adviser_dispatch", []),
        ("manager_dispatch", []),
    ],
)
def test_budgets_are_those_of_slide_6(code: str, budgets: list[str]) -> None:
    found = PROGRAMMES[code].budgets
    assert [one.amount for one in found] == [parse_yen(text) for text in budgets]


def test_where_the_deck_gives_no_budget_a_note_says_so() -> None:
    for one in PROGRAMMES.values():
        assert bool(one.budgets) != bool(one.note), one.code


def test_a_budget_lies_in_the_years_of_its_programme() -> None:
    for one in PROGRAMMES.values():
        for budget in one.budgets:
            assert one.first_fiscal_year <= budget.first_fiscal_year
            assert budget.first_fiscal_year <= budget.last_fiscal_year
            assert budget.last_fiscal_year <= (one.last_fiscal_year or 9999)


def test_the_terms_of_kizuna_are_those_of_slide_10() -> None:
    terms = PROGRAMMES["kizuna"].terms
    amounts = [one.amount for one in terms if one.amount]
    assert amounts == [parse_yen("1億円"), parse_yen("2億円"), parse_yen("5千万円")]
    assert [one.percent for one in terms if one.percent] == [50]


def test_rules_that_a_programme_names_exist() -> None:
    named = {one.scheme for one in PROGRAMMES.values() if one.scheme}
    assert {rules.load_scheme(code).code for code in named} == named


def test_every_call_closes_after_it_opens_and_is_decided_after_it_closes() -> None:
    for one in reference.load_calls():
        assert one.opened_on < one.closed_on
        assert one.decided_on is None or one.closed_on < one.decided_on
        assert (one.chosen or 0) <= (one.applied or 10_000)
        first = PROGRAMMES[one.programme].first_fiscal_year
        assert periods.fiscal_year(one.opened_on) in {first - 1, first}


def test_windows_and_waits_are_as_long_as_the_record_says() -> None:
    """21 to 39 days open, 53 to 138 days from close to decision (adviser calls aside)."""
    calls = [
        one for one in reference.load_calls() if one.programme != "manager_dispatch"
    ]
    windows = [(one.closed_on - one.opened_on).days for one in calls]
    waits = [(one.decided_on - one.closed_on).days for one in calls if one.decided_on]
    assert min(windows) == 21
    assert max(windows) <= 39
    assert (min(waits), max(waits)) == (53, 138)


@pytest.mark.parametrize(
    ("programme", "words", "opened", "closed", "applied", "chosen"),
    [
        ("model_building", "全国", date(2007, 2, 27), date(2007, 3, 26), 68, 29),
        ("ubiquitous_town", "九州", date(2009, 6, 30), date(2009, 7, 29), 83, 47),
        ("ubiquitous_town", "東北", date(2009, 6, 30), date(2009, 7, 29), 42, 23),
        ("ubiquitous_town", "信越", date(2009, 6, 30), date(2009, 7, 29), 37, 19),
        ("furusato_genki", "信越", date(2010, 2, 4), date(2010, 2, 25), 15, 3),
        ("kizuna", "全国", date(2010, 10, 13), date(2010, 11, 4), None, None),
        ("wide_area_cooperation", "全国", date(2010, 4, 28), date(2010, 6, 3), 147, 64),
        ("manager_dispatch", "", date(2012, 7, 2), date(2012, 7, 30), None, 16),
    ],
)
def test_every_published_call_is_there(
    programme: str,
    words: str,
    opened: date,
    closed: date,
    applied: int | None,
    chosen: int | None,
) -> None:
    found = [
        (one.opened_on, one.closed_on, one.applied, one.chosen)
        for one in reference.load_calls()
        if one.programme == programme and one.words.ja.endswith(words)
    ]
    assert found == [(opened, closed, applied, chosen)]


def test_the_hour_and_the_amounts_of_a_call_are_kept() -> None:
    found = {
        one.programme: (one.closed_at, one.floor, one.cap)
        for one in reference.load_calls()
    }
    assert found["furusato_genki"] == ("14:00", parse_yen("300万"), parse_yen("3億"))
    assert found["kizuna"] == ("14:00", parse_yen("300万"), parse_yen("1億"))
    assert found["ubiquitous_town"] == ("", None, None)


def test_numbers_of_advisers_and_managers_are_kept_with_their_year() -> None:
    found = {
        (one.what, one.fiscal_year): one.number
        for one in reference.load_adviser_figures()
    }
    assert found == {
        ("advisers", 2007): 27,
        ("advisers", 2025): 242,
        ("dispatches_to_date", 2012): 370,
        ("dispatches", 2013): 170,
        ("dispatches", 2023): 363,
        ("manager_bodies", 2012): 16,
        ("manager_bodies", 2013): 20,
    }
