"""The key of a form brings back what its own sender made, and nothing of others."""

from uuid import uuid4

import pytest

from chiiki_web.sheets.model import Sheet
from chiiki_web.surveys import actions
from web import make
from web.make import NOW
from web.surveys import made

pytestmark = pytest.mark.django_db
KEY = uuid4()


def questionnaire(office):
    return actions.add_questionnaire(made.text(), form_key=KEY, by=office, at=NOW)


def survey(office, code):
    wanted = made.wanted(made.questionnaire(office, code), code=code)
    return actions.make_survey(wanted, form_key=KEY, by=office, at=NOW)


def table(survey):
    sheet = Sheet("見本", (("団体名",), ("甲町",)))
    return actions.keep_table(
        survey.pk,
        sheet,
        use="replace",
        name="見本.csv",
        form_key=KEY,
        by=made.office_of(survey),
        at=NOW,
    )


def test_the_same_sender_makes_one():
    office = make.member("office")
    assert questionnaire(office) == questionnaire(office)
    begun = survey(office, "one")
    assert survey(office, "two") == begun
    assert table(begun) == table(begun)


def test_a_copied_key_of_another_office_begins_a_survey_of_ones_own():
    begun = survey(make.member("office"), "one")
    other = make.member("office")
    own = survey(other, "two")
    assert own != begun
    assert own.organisation_id == other.organisation_id


def test_a_copied_key_of_another_office_keeps_a_questionnaire_of_ones_own():
    first = questionnaire(make.member("office"))
    other = make.member("office")
    own = questionnaire(other)
    assert own != first
    assert own.organisation_id == other.organisation_id


def test_a_copied_key_of_another_survey_keeps_a_table_of_this_one():
    first = table(made.draft())
    survey = made.draft(code="another-2026")
    own = table(survey)
    assert own != first
    assert own.survey == survey


def test_a_known_key_gives_nothing_to_who_is_not_of_the_office():
    held = made.draft()
    table(held)
    sheet = Sheet("見本", (("団体名",), ("甲町",)))
    with pytest.raises(actions.CannotChangeSurvey, match=r"surveys\.office_only"):
        actions.keep_table(
            held.pk,
            sheet,
            use="replace",
            name="見本.csv",
            form_key=KEY,
            by=make.member("office"),
            at=NOW,
        )
