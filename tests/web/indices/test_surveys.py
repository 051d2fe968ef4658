"""Answers of a survey of this site become figures of prefectures, looked at first."""

import pytest
from django.urls import reverse

from chiiki_web.answers.models import Answer
from chiiki_web.indices import engine_input
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
    content = survey.editions.get(number=1).content
    return engine_input.by_prefecture(content, said, "other", year=2026)


def published(content, item, code):
    (one,) = (
        figure
        for figure in content["publication"]["tables"][0]["figures"]
        if (figure["item"], figure["by"], figure["domain"])
        == (item, "prefecture", code)
    )
    return one


def test_what_was_published_of_a_prefecture_is_its_figure(survey):
    results.published(survey)
    found, content = figures(survey), survey.editions.get().content
    assert [one["code"] for one in found["units"]] == CODES
    assert found["units"][0]["name_ja"] == "見本1県"
    figure = published(content, "field.welfare", CODES[0])
    assert found["values"][0][0] == pytest.approx(100 * figure["value"])
    assert found["years"] == [[2026, 2026]] * 3


def test_what_the_results_hide_is_no_figure(survey):
    """All but a few of the third have not answered; another is hidden beside it."""
    Answer.objects.filter(
        recipient__survey=survey,
        recipient__prefecture_code=CODES[2],
        recipient__number__gt=9,
    ).delete()
    results.published(survey)
    content = survey.editions.get().content
    hidden = {
        code: published(content, "field.welfare", code)["hidden"] for code in CODES
    }
    assert sorted(hidden.values()) == ["", "beside", "few"]
    for code, row in zip(CODES, figures(survey)["values"], strict=True):
        assert (row[0] is None) == bool(hidden[code])


def test_a_survey_without_published_results_is_not_offered(client, survey, office):
    one = made.edition(made.index(office, TEXT), office)
    address = reverse("indices:figures_survey", args=[one.pk])
    assert visit.post(client, office, address, survey=survey.pk).status_code == 404


def test_an_office_takes_its_own_survey_and_looks_at_it_first(client, survey, office):
    results.published(survey)
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
    results.published(survey)
    other = make.member("office")
    one = made.edition(made.index(other, TEXT), other)
    address = reverse("indices:figures_survey", args=[one.pk])
    for pk in (survey.pk, "x", 0):
        assert visit.post(client, other, address, survey=pk).status_code == 404


def test_an_indicator_that_no_answer_has_is_named(client, survey, office):
    results.published(survey)
    one = made.edition(made.index(office), office)
    address = reverse("indices:figures_survey", args=[one.pk])
    visit.post(client, office, address, survey=survey.pk)
    html = visit.text(
        visit.get(client, office, reverse("indices:figures", args=[one.pk]))
    )
    assert "「online」の列がありません" in html
