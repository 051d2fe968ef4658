"""A form field says what it is, what is wrong with it, and where that is written."""

from __future__ import annotations

from datetime import date

import pytest
from django import forms
from django.template import Context, Template
from django.utils import translation
from django.utils.html import format_html

from chiiki_web.ui.fields import DateField, MonthField, YenField


class ProjectForm(forms.Form):
    title = forms.CharField(
        label="Title", help_text=format_html("At most <b>{}</b> characters.", 60)
    )
    cost = YenField(label="Cost")
    people = forms.IntegerField(label="People", required=False)
    kinds = forms.MultipleChoiceField(
        label="Kinds",
        choices=[("a", "Apples"), ("b", "Pears")],
        widget=forms.CheckboxSelectMultiple,
    )
    agree = forms.BooleanField(label="I agree")
    form_key = forms.CharField(widget=forms.HiddenInput, initial="k")

    def clean(self) -> dict[str, object]:
        raise forms.ValidationError("The parts do not fit <together>.")


def drawn(form: forms.Form, template: str, language: str = "en") -> str:
    with translation.override(language):
        return Template("{% load ui %}" + template).render(Context({"form": form}))


def test_label_hint_and_unit_belong_to_the_control() -> None:
    html = drawn(ProjectForm(), "{% field form.title %}{% field form.cost %}")
    assert '<label for="id_title">Title' in html
    assert 'id="id_title_hint">At most <b>60</b> characters.' in html
    assert 'aria-describedby="id_title_hint"' in html
    assert 'aria-describedby="id_cost_unit"' in html
    assert '<span id="id_cost_unit">yen</span>' in html
    assert "aria-invalid" not in html


class GroundForm(forms.Form):
    ground = forms.CharField(
        label="Ground",
        max_length=500,
        help_text="公開されます。",
        widget=forms.Textarea,
    )


def test_how_long_a_text_may_be_follows_its_hint_as_each_language_writes() -> None:
    template = "{% field form.ground %}"
    assert "公開されます。500字まで" in drawn(GroundForm(), template, "ja")
    assert "公開されます。 Up to 500 characters." in drawn(GroundForm(), template)


def test_what_must_be_filled_in_is_marked_in_words() -> None:
    template = "{% field form.title %}{% field form.people %}"
    assert ">required<" in drawn(ProjectForm(), template)
    assert ">optional<" in drawn(ProjectForm(), template)
    japanese = drawn(ProjectForm(), template, "ja")
    assert "※必須" in japanese
    assert "任意" in japanese


def test_a_fault_is_linked_with_its_control() -> None:
    form = ProjectForm({"title": "x", "cost": "many"})
    html = drawn(form, "{% field form.cost %}")
    assert 'aria-invalid="true"' in html
    assert 'aria-describedby="id_cost_unit id_cost_error"' in html
    assert 'id="id_cost_error"' in html
    assert 'value="many"' in html, "what was typed must not be lost"


def test_choices_are_a_group_with_a_legend() -> None:
    html = drawn(ProjectForm({}), "{% field form.kinds %}")
    assert '<fieldset class="field field-bad" id="id_kinds"' in html
    assert "<legend>Kinds" in html
    assert 'for="id_kinds_1"' in html
    assert html.count('type="checkbox"') == 2


def test_a_hidden_field_shows_nothing() -> None:
    html = drawn(ProjectForm(), "{% field form.form_key %}").strip()
    assert html.startswith('<input type="hidden"')
    assert "<label" not in html


def test_a_unit_and_a_hint_can_be_given_or_left_out() -> None:
    html = drawn(ProjectForm(), '{% field form.people unit="persons" hint="About." %}')
    assert '<span id="id_people_unit">persons</span>' in html
    assert ">About.</div>" in html
    assert "_hint" not in drawn(ProjectForm(), '{% field form.title hint="" %}')


def test_the_summary_leads_to_every_fault() -> None:
    html = drawn(ProjectForm({"title": "x"}), "{% error_summary form %}")
    assert 'role="alert"' in html
    assert "Please correct 5 items" in html
    assert 'href="#id_cost"' in html
    assert 'href="#id_kinds"' in html
    assert "The parts do not fit &lt;together&gt;." in html


def test_there_is_no_summary_without_a_fault() -> None:
    assert drawn(ProjectForm(), "{% error_summary form %}").strip() == ""


@pytest.mark.parametrize(
    ("language", "day", "month"),
    [("ja", "令和9年4月1日", "令和9年4月"), ("en", "2027-04-01", "2027-04")],
)
def test_a_stored_day_can_be_sent_back_as_it_is_shown(
    language: str, day: str, month: str
) -> None:
    first = date(2027, 4, 1)
    with translation.override(language):
        assert DateField().prepare_value(first) == day
        assert MonthField().prepare_value(first) == month
        assert DateField().clean(day) == MonthField().clean(month) == first


class TypedHintForm(forms.Form):
    count = forms.CharField(label="Count", help_text="<script>alert(1)</script>")


def test_a_hint_that_somebody_typed_is_shown_and_does_not_run() -> None:
    html = drawn(TypedHintForm(), "{% field form.count %}")
    assert "<script>" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html


class ChoosingForm(forms.Form):
    field = forms.ChoiceField(choices=[("", "—"), ("a", "Welfare")])
    kind = forms.ChoiceField(choices=[("", "---------"), ("b", "Town")], required=False)
    state = forms.ChoiceField(choices=[("", "nobody yet")], required=False)


@pytest.mark.parametrize(
    ("name", "japanese", "english"),
    [
        ("field", "選択してください", "Choose"),
        ("kind", "指定なし", "None"),
        ("state", "nobody yet", "nobody yet"),
    ],
)
def test_the_choice_of_nothing_is_said_in_words(
    name: str, japanese: str, english: str
) -> None:
    for language, words in (("ja", japanese), ("en", english)):
        html = drawn(ChoosingForm(), f"{{% field form.{name} %}}", language)
        assert f'<option value="" selected>{words}</option>' in html


def test_a_draft_asks_to_choose_although_it_may_be_left_empty() -> None:
    form = ChoosingForm()
    form.may_be_finished_later = True  # type: ignore[attr-defined]
    assert ">Choose</option>" in drawn(form, "{% field form.kind %}")
