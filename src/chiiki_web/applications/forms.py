"""What a person may type about an application."""

from __future__ import annotations

import uuid
from datetime import datetime, time
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from chiiki_web import wording
from chiiki_web.applications import queries
from chiiki_web.applications.models import Attachment, CompletenessCheck
from chiiki_web.documents.kinds import most_megabytes
from chiiki_web.plans.forms.fields import MOST_YEN
from chiiki_web.plans.models import Plan
from chiiki_web.ui.fields import DateField, LongTextField, YenField

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
