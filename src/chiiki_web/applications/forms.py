"""What a person may type about an application."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime, time
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from chiiki.errors import EngineError
from chiiki.rules import Asked, ExtraQuestion, QuestionType
from chiiki_web import wording
from chiiki_web.applications import queries
from chiiki_web.applications.models import (
    Application,
    Attachment,
    CompletenessCheck,
)
from chiiki_web.applications.queries import LETTER
from chiiki_web.documents.kinds import most_megabytes
from chiiki_web.plans.forms.fields import MOST_YEN
from chiiki_web.plans.models import Plan
from chiiki_web.ui.fields import DateField, LongTextField, NumberField, YenField

YES, NO = "yes", "no"


class StartForm(forms.Form):
    plan = forms.ModelChoiceField(
        label=_("Which plan do you send?"),
        queryset=Plan.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={
            "required": _("Choose the plan that you send."),
            "invalid_choice": _("Choose one of your plans."),
        },
    )

    def __init__(self, own: QuerySet[Plan], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["plan"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = own


class AmountForm(forms.Form):
    requested = YenField(
        label=_("Amount applied for"),
        help_text=_("In yen; 千円 and 万円 can be written too."),
        validators=[MinValueValidator(1), MaxValueValidator(MOST_YEN)],
    )
    recommended_by = forms.CharField(
        label=_("Recommended by (local government)"),
        max_length=120,
        required=False,
        help_text=_(
            "Only for a letter on paper that you attach. One that is given here counts by"
            " itself."
        ),
    )


class FileForm(forms.Form):
    """A document of a kind that the form of the scheme asks for, if it has one."""

    kind = forms.ChoiceField(
        label=_("Kind of document"), choices=Attachment.Kind.choices
    )
    upload = forms.FileField(
        label=_("File"),
        allow_empty_file=True,
        max_length=200,
        help_text=format_lazy(
            _("PDF, Excel, Word, PowerPoint, JPEG, PNG, CSV or text; up to {n} MB."),
            n=most_megabytes(),
        ),
    )

    def __init__(self, application: Application, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind, asked = self.fields["kind"], queries.form_of(application)
        if asked is None or not isinstance(kind, forms.ChoiceField):
            return
        language = get_language() or "ja"
        choices = [(one.code, one.text(language)) for one in asked.attachments]
        if not (
            asked.attachment(LETTER) or application.organisation.is_local_government
        ):
            choices.append((LETTER, str(Attachment.Kind(LETTER).label)))
        kind.choices = choices


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
    pass


def _field(question: ExtraQuestion, *, must: bool) -> forms.Field:
    language = get_language() or "ja"
    kind = {QuestionType.NUMBER: _Number, QuestionType.YEN: _Yen}.get(
        question.type, _AsTyped
    )
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


class SubmitForm(forms.Form):
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)


class CommentForm(forms.Form):
    form_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    text = LongTextField(
        label=_("Comment"),
        rows=3,
    )
    is_internal = forms.BooleanField(
        label=_("Only for the office; the applicant does not see it"), required=False
    )


class CompletenessForm(forms.Form):
    """For each thing that the office looks at: in order or not, and what is wrong."""

    may_be_finished_later = True

    def __init__(
        self, checked: dict[str, CompletenessCheck], *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for item, label in queries.COMPLETENESS.items():
            known = checked.get(item)
            answer = (YES if known.is_in_order else NO) if known else None
            self.fields[f"item-{item}"] = forms.ChoiceField(
                label=str(label),
                choices=[(YES, _("in order")), (NO, _("not in order"))],
                widget=forms.RadioSelect,
                required=False,
                initial=answer,
            )
            self.fields[f"note-{item}"] = forms.CharField(
                label=_("What is not in order"),
                max_length=300,
                required=False,
                initial=known.note if known else "",
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for item in queries.COMPLETENESS:
            note = f"note-{item}"
            if cleaned.get(f"item-{item}") == NO and cleaned.get(note) == "":
                said = wording.explain_code("applications.say_what_is_missing", {})
                self.add_error(note, said)
        return cleaned

    def answers(self) -> dict[str, tuple[bool, str]]:
        """Each thing that was answered, with its remark."""
        given = self.cleaned_data
        return {
            item: (given[f"item-{item}"] == YES, given[f"note-{item}"])
            for item in queries.COMPLETENESS
            if given[f"item-{item}"]
        }


class ReturnForm(forms.Form):
    form_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    note = LongTextField(
        label=_("What is to be corrected"),
        rows=4,
    )
    correct_by = DateField(
        label=_("To be corrected by the end of"),
        help_text=_("For example 令和8年12月1日, R8.12.1 or 2026-12-01."),
    )

    def clean_correct_by(self) -> datetime:
        """The last moment of that day."""
        day = self.cleaned_data["correct_by"]
        return timezone.make_aware(datetime.combine(day, time.max))


class RejectForm(forms.Form):
    ground = LongTextField(
        label=_("Ground"),
        rows=3,
    )
