"""The tables of a publication: what they hold, whom they hide, and what two years share."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from chiiki.digests import canonical, digest_of
from chiiki.errors import EngineError
from chiiki.publication import (
    Base,
    Breakdown,
    Choices,
    Responses,
    compare_years,
    publish,
    read_publication,
    stored,
)
from chiiki.survey import Hidden
from made_up_responses import responses_of


@pytest.fixture(scope="module")
def responses():
    return responses_of()


@pytest.fixture(scope="module")
def publication(responses):
    return publish(responses)


def _figures(publication, table, **wanted):
    return [
        one
        for one in publication.table(table).figures
        if all(getattr(one, name) == value for name, value in wanted.items())
    ]


def test_the_mean_of_fields_is_the_mean_of_the_rates(publication, responses):
    whole = {"by": Breakdown.WHOLE}
    (mean,) = _figures(publication, "rates", item="mean_of_fields", **whole)
    rates = [
        one.value
        for one in _figures(publication, "rates", **whole)
        if one.item.startswith("field.")
    ]
    assert len(rates) == len(responses.questionnaire.fields)
    assert mean.value == pytest.approx(sum(rates) / len(rates))


def test_running_planned_and_no_outlook_add_up(publication):
    def mean(table, item):
        (found,) = _figures(publication, table, item=item, by=Breakdown.WHOLE)
        return found.value

    assert mean("rates", "mean_of_fields") + mean("plans", "mean_of_plans") + mean(
        "plans", "mean_of_no_outlook"
    ) == pytest.approx(1)


def test_a_share_of_all_who_were_asked_is_no_larger_than_of_those_who_answered(
    publication,
):
    for answered in _figures(
        publication, "difficulties", base=Base.ANSWERED, by=Breakdown.WHOLE
    ):
        (asked,) = _figures(
            publication,
            "difficulties",
            base=Base.ASKED,
            by=Breakdown.WHOLE,
            item=answered.item,
        )
        assert asked.value < answered.value
        assert asked.n == publication.answered


def test_effects_with_no_answer_add_up_to_one_project(publication):
    effects = _figures(publication, "effects", base=Base.RUNNING, by=Breakdown.WHOLE)
    assert sum(one.value for one in effects) == pytest.approx(1)
    assert "effect.no_answer" in {one.item for one in effects}


def test_modelled_effects_leave_nobody_without_an_answer(publication):
    known = _figures(
        publication, "effects", base=Base.RUNNING_KNOWN, by=Breakdown.WHOLE
    )
    assert sum(one.value for one in known) == pytest.approx(1)
    assert publication.table("effects").model_cells == ("size_class", "field", "runs")


def test_projects_of_one_municipality_count_as_one_that_answered(responses):
    """A village that runs six fields is still one village."""
    found = publish(_one_village(responses), Choices(smallest_cell=3))
    (line, *_others) = _figures(
        found, "effects", by=Breakdown.PREFECTURE, domain="990099"
    )
    assert line.hidden is Hidden.FEW
    assert line.value is None


def test_how_many_projects_a_hidden_part_runs_is_hidden_too(responses):
    """One village of a prefecture: its projects among its fields are its rate."""
    found = publish(_one_village(responses))
    hidden = {one.domain for one in _figures(found, "rates", by="prefecture", n=1)}
    assert hidden == {"990099"}
    for one in _figures(found, "effects", domain="990099"):
        assert (one.n, one.units, one.population, one.degrees) == (None,) * 4


def test_a_part_whose_rates_are_hidden_is_hidden_wherever_rates_follow():
    """Rates, plans and no outlook add up; so do projects that run and that do not."""
    found = publish(_one_village(responses_of(seed=18, prefectures=9)))
    hidden = {
        (one.by, one.domain) for one in found.table("rates").figures if one.hidden
    }
    assert len(hidden) > 1
    for table in ("plans", "effects"):
        for one in found.table(table).figures:
            assert one.hidden or (one.by, one.domain) not in hidden


def _one_village(responses: Responses) -> Responses:
    columns = {name: [*cells] for name, cells in responses.columns.items()}
    answered = columns["answered"].index(1.0)
    columns["prefecture"][answered] = "990099"
    return replace(responses, columns=columns)


def test_a_small_part_takes_another_along(responses):
    found = publish(_one_village(responses))
    hidden = {
        (one.domain, one.hidden)
        for one in _figures(found, "rates", by=Breakdown.PREFECTURE)
        if one.hidden
    }
    assert ("990099", Hidden.FEW) in hidden
    assert len(hidden) == 2
    assert {mark for _part, mark in hidden} == {Hidden.FEW, Hidden.BESIDE}


def test_a_hidden_part_shows_no_figure_in_any_item(responses):
    for one in _figures(publish(_one_village(responses)), "rates", domain="990099"):
        assert (one.value, one.se, one.low, one.high) == (None,) * 4


def test_what_is_stored_is_read_again_with_the_same_digest(publication):
    kept = json.loads(canonical(stored(publication)))
    assert digest_of(kept) == digest_of(stored(publication))
    assert stored(read_publication(kept)) == kept


def test_the_same_responses_give_the_same_digest(publication, responses):
    assert digest_of(stored(publish(responses))) == digest_of(stored(publication))


def test_a_column_that_is_missing_is_named(responses):
    columns = {k: v for k, v in responses.columns.items() if k != "any_field"}
    with pytest.raises(EngineError, match="any_field"):
        publish(replace(responses, columns=columns))


@pytest.fixture(scope="module")
def comparison(responses):
    before = responses_of("sample_2025", year=2025, seed=2)
    return compare_years(before, responses, (Choices(), Choices()), shown=["市"])


def test_only_fields_in_the_same_words_are_compared(comparison):
    items = {one.item for one in comparison.lines}
    assert comparison.scope.changed == ("disaster_prevention",)
    assert comparison.scope.only_after == ("employment",)
    assert "field.disaster_prevention" not in items
    assert "field.employment" not in items
    assert "field.education" in items


def test_the_mean_of_a_comparison_is_not_that_of_the_publication(
    comparison, publication
):
    """27.4 and 9.2 % are one year on two scopes."""
    (mean,) = [
        one
        for one in comparison.lines
        if one.item == "mean_of_fields" and one.by is Breakdown.WHOLE
    ]
    (published,) = _figures(
        publication, "rates", item="mean_of_fields", by=Breakdown.WHOLE
    )
    assert mean.after != pytest.approx(published.value)


def test_a_size_class_that_is_hidden_in_a_publication_is_not_compared(comparison):
    domains = {one.domain for one in comparison.lines if one.by != "whole"}
    assert domains == {"市"}


def test_two_questionnaires_without_a_common_field_are_not_compared(responses):
    fields = tuple(
        replace(field, systems=field.systems[:1])
        for field in responses.questionnaire.fields
    )
    before = replace(
        responses, questionnaire=replace(responses.questionnaire, fields=fields)
    )
    found = compare_years(before, responses, (Choices(), Choices()))
    assert found.lines == ()
    assert found.scope.fields == ()
