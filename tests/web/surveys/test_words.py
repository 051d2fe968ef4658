"""What pages of a questionnaire and of a table say in words."""

from uuid import uuid4

import pytest
from django.urls import reverse

from chiiki import questionnaire
from chiiki_web.sheets.model import Sheet
from chiiki_web.surveys import actions, forms
from chiiki_web.surveys.queries import showing
from web import make, visit
from web.make import NOW
from web.surveys import made

pytestmark = pytest.mark.django_db
CONDITION = """key = "any_field"
is = ["yes"]"""


def said_of_costs(key: str, answer: str) -> str:
    text = questionnaire.published_text("sample_2026")
    assert CONDITION in text
    text = text.replace(CONDITION, f'key = "{key}"\nis = ["{answer}"]')
    pages = showing.contents(questionnaire.read_questionnaire(text)).sections
    return next(one.base for one in pages[-1].asked if one.key == "q.cost")


@pytest.mark.parametrize(
    ("key", "answer", "words"),
    [
        ("any_field", "yes", "運用しているシステムが1つ以上ある団体に質問"),
        ("any_field", "no", "運用しているシステムがない団体に質問"),
        (
            "field.welfare",
            "yes",
            "「福祉」の分野で運用しているシステムがある団体に質問",
        ),
        (
            "field.welfare",
            "no",
            "「福祉」の分野で運用しているシステムがない団体に質問",
        ),
    ],
)
def test_whom_a_question_is_for_is_one_sentence(key, answer, words):
    assert said_of_costs(key, answer) == words


def test_a_figure_is_no_number_of_a_list():
    pages = showing.contents(questionnaire.read_questionnaire(made.text())).sections
    choices = [word for one in pages[-1].asked for word in one.choices]
    assert any(word.startswith("数値") for word in choices)


def test_a_size_class_that_only_the_table_knows_is_named(client):
    office = make.member("office")
    survey = made.draft(office)
    rows = (("団体名", "規模区分"), ("甲町", "町"), ("乙町", "ちょう"))
    kept = actions.keep_table(
        survey.pk,
        Sheet("見本", rows),
        use="replace",
        name="見本.csv",
        form_key=uuid4(),
        by=office,
        at=NOW,
    )
    address = f"/surveys/{survey.code}/frame/tables/{kept.pk}/"
    assert "「ちょう」（3行目）" in visit.text(visit.get(client, office, address))


def test_a_closing_before_the_opening_is_said_at_its_field(client):
    office = make.member("office")
    survey = made.draft(office)
    typed = forms.SurveyForm.of(survey) | {
        "questionnaire": survey.questionnaire_id,
        "closes_on": "R2.1.1",
    }
    address = reverse("surveys:change", args=[survey.code])
    page = visit.post(client, office, address, **typed)
    assert page.context["form"].errors == {
        "closes_on": ["回答期限は、開始より後の日時にしてください。"]
    }
    assert not list(page.context["messages"])


def test_every_slip_of_a_questionnaire_is_named_at_its_text(client):
    text = questionnaire.published_text("sample_2026")
    text = text.replace('version = "2026"', "").replace('type = "number"', "")
    office = make.member("office")
    words = visit.text(
        visit.post(
            client,
            office,
            reverse("surveys:new_questionnaire"),
            text=text,
            form_key=uuid4(),
        )
    )
    assert "TOML：version がありません。" in words
    assert words.count("type がありません。") == 2 * text.count("unit_ja")
    assert "field-bad" in words


def test_more_slips_than_a_page_bears_are_counted(client):
    text = questionnaire.published_text("sample_2026")
    text = text.replace("\nen = ", "\nenglish = ")
    client.cookies["django_language"] = "en"
    said = {"text": text, "form_key": uuid4()}
    address = reverse("surveys:new_questionnaire")
    words = visit.text(visit.post(client, make.member("office"), address, **said))
    assert "faults more. They are named once these are mended." in words
    assert "en is missing." in words


def test_an_english_page_says_that_a_ground_is_in_japanese(client):
    office = make.member("office")
    survey = made.draft(office)
    actions.exclude(survey.pk, numbers=[2], ground="被災のため。", by=office, at=NOW)
    actions.open_survey(survey.pk, by=office, at=NOW)
    address = reverse("surveys:detail", args=[survey.code])
    client.cookies["django_language"] = "en"
    assert "1 unit: 被災のため。 (in Japanese)" in visit.text(client.get(address))
    client.cookies["django_language"] = "ja"
    assert "in Japanese" not in visit.text(client.get(address))
