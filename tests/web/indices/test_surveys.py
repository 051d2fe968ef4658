"""Answers of a survey of this site become figures of prefectures, looked at first."""

import pytest
from django.urls import reverse

from chiiki_web.answers.models import Answer
from chiiki_web.indices import engine_input
from chiiki_web.results.engine_input import table_of
from web import make, visit
from web.indices import made
from web.results import made as results

pytestmark = pytest.mark.django_db
TEXT = made.TEXT.replace('"online"', '"field.welfare"').replace(
    '"price"', '"field.tourism"'
)
CODES = ["990001", "990002", "990003"]


@pytest.fixture
def survey(office):
    return results.closed(office, classes={"city": 24, "town": 36}, prefectures=3)


def figures(survey):
    said = engine_input.specification_of(TEXT)
    return engine_input.by_prefecture(survey, said, "other")


def silence(survey):
    """All but a few of the third prefecture have not answered."""
    Answer.objects.filter(
        recipient__survey=survey,
        recipient__prefecture_code=CODES[2],
        recipient__number__gt=9,
    ).delete()


def test_shares_of_who_answered_are_figures_of_their_prefecture(survey):
    found = figures(survey)
    assert [one["code"] for one in found["units"]] == CODES
    assert found["units"][0]["name_ja"] == "見本1県"
    assert all(0 <= one <= 100 for row in found["values"] for one in row)
    assert found["years"] == [[2026, 2026]] * 3


def test_an_answer_weighs_as_many_as_it_stands_for(survey):
    """By hand: cities and towns, each answer for its stratum's share of the frame."""
    columns, frame = table_of(survey)
    rows = [
        (stratum, value)
        for stratum, place, value, answered in zip(
            *(
                columns[name]
                for name in ("stratum", "prefecture", "field.welfare", "answered")
            ),
            strict=True,
        )
        if answered and place == CODES[0] and value is not None
    ]
    answered = {
        stratum: sum(
            1
            for one, is_there in zip(
                columns["stratum"], columns["answered"], strict=True
            )
            if one == stratum and is_there
        )
        for stratum in frame.units
    }
    weights = [frame.units[stratum] / answered[stratum] for stratum, _value in rows]
    mean = sum(
        weight * value for weight, (_stratum, value) in zip(weights, rows, strict=True)
    ) / sum(weights)
    assert figures(survey)["values"][0][0] == pytest.approx(100 * mean)


def test_few_answers_make_no_figure(survey):
    silence(survey)
    assert figures(survey)["values"][2] == [None, None]
    assert None not in figures(survey)["values"][0]


def test_without_the_bound_the_few_would_be_told(survey):
    """The control: the same answers, with a bound of one."""
    silence(survey)
    columns, _frame = table_of(survey)
    answered = [at for at, one in enumerate(columns["answered"]) if one]
    table = {name: [cells[at] for at in answered] for name, cells in columns.items()}
    said = engine_input.specification_of(TEXT)
    found = engine_input.figures_of(table, said, "other", year=2026, by="prefecture")
    assert found["values"][2] != [None, None]


def test_an_office_takes_its_own_survey_and_looks_at_it_first(client, survey, office):
    one = made.edition(made.index(office, TEXT), office)
    address = reverse("indices:figures_survey", args=[one.pk])
    assert "見本の調査2026" in visit.text(
        visit.get(client, office, reverse("indices:figures", args=[one.pk]))
    )
    visit.post(client, office, address, survey=survey.pk)
    one.refresh_from_db()
    assert one.figures is None
    assert [unit["code"] for unit in one.offered["figures"]["units"]] == CODES


def test_a_survey_of_another_office_is_not_taken(client, survey):
    other = make.member("office")
    one = made.edition(made.index(other, TEXT), other)
    address = reverse("indices:figures_survey", args=[one.pk])
    for pk in (survey.pk, "x", 0):
        assert visit.post(client, other, address, survey=pk).status_code == 404


def test_an_indicator_that_no_answer_has_is_named(client, survey, office):
    one = made.edition(made.index(office), office)
    address = reverse("indices:figures_survey", args=[one.pk])
    visit.post(client, office, address, survey=survey.pk)
    html = visit.text(
        visit.get(client, office, reverse("indices:figures", args=[one.pk]))
    )
    assert "「online」の列がありません" in html
