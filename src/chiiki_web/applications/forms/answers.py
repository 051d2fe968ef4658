"""The questions of a scheme's form, as fields."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from chiiki.errors import EngineError
from chiiki.money import parse_yen
from chiiki.rules import Asked, ExtraQuestion, QuestionType
from chiiki_web import wording
from chiiki_web.applications import queries
from chiiki_web.ui.fields import NumberField, YenField


class AnswerForm(forms.Form):
    """The questions of a form; what stands there is kept as typed, readable or not."""

    use_required_attribute = False

    def __init__(self, questions: Sequence[Asked], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for one in questions:
            if isinstance(one.item, ExtraQuestion):
                self.fields[one.item.code] = _field(one.item, must=one.must_be_there)
        self.asked = [one.item for one in questions if one.item.code in self.fields]

    def clean(self) -> dict[str, Any]:
        """Say what cannot be read; nothing is demanded before it is sent."""
        for question in self.asked:
            assert isinstance(question, ExtraQuestion)
            try:
                queries.read_answer(question, self.typed(question.code))
            except EngineError as fault:
                self.add_error(question.code, wording.explain(fault))
            except queries.Unreadable as fault:
                self.add_error(question.code, wording.explain(fault.reason))
        return self.cleaned_data

    def typed(self, name: str) -> list[str]:
        """An answer as it was typed."""
        data: Any = self.data
        return [str(one) for one in data.getlist(self.add_prefix(name))]


class _AsTyped(forms.Field):
    """A field that is read by its question and demanded only when it is sent."""

    def clean(self, value: Any) -> Any:
        return value


class _Number(_AsTyped, NumberField):
    pass


class _Yen(_AsTyped, YenField):
    def prepare_value(self, value: Any) -> Any:
        """An amount that can be read, in yen like the sign behind it; else as typed."""
        try:
            return super().prepare_value(parse_yen(value))
        except (EngineError, AttributeError, TypeError):
            return value


def _field(question: ExtraQuestion, *, must: bool) -> forms.Field:
    language = get_language() or "ja"
    kinds: dict[QuestionType, type[forms.Field]]
    kinds = {QuestionType.NUMBER: _Number, QuestionType.YEN: _Yen}
    kind = kinds.get(question.type, _AsTyped)
    return kind(
        label=question.text(language),
        help_text=question.help_words.text(language) if question.help_words else "",
        required=must,
        widget=_widget(question, language),
    )


def _widget(question: ExtraQuestion, language: str) -> forms.Widget:
    choices = [(one.code, one.text(language)) for one in question.choices]
    if question.type is QuestionType.YES_NO:
        return forms.RadioSelect(
            choices=[(queries.YES, _("Yes")), (queries.NO, _("No"))]
        )
    if question.type is QuestionType.CHOICE:
        return forms.RadioSelect(choices=choices)
    if question.type is QuestionType.CHOICES:
        return forms.CheckboxSelectMultiple(choices=choices)
    if question.type is QuestionType.LONG_TEXT:
        return forms.Textarea(attrs={"rows": 6})
    return forms.TextInput()
