"""What the office says, asks, checks and decides."""

from __future__ import annotations

import uuid
from datetime import datetime, time
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from chiiki_web import wording
from chiiki_web.accounts import queries as accounts
from chiiki_web.accounts.models import Membership
from chiiki_web.applications import queries
from chiiki_web.applications.forms.applicant import CommentForm
from chiiki_web.applications.models import (
    LONGEST_PART,
    Application,
    CompletenessCheck,
)
from chiiki_web.ui.fields import DateField, LongTextField

YES, NO = "yes", "no"
ASK, TELL, NOTE = "ask", "tell", "note"


class OfficeCommentForm(CommentForm):
    """The same by the office: beside a part, and for whom."""

    part = forms.CharField(
        max_length=LONGEST_PART, required=False, widget=forms.HiddenInput
    )
    kind = forms.ChoiceField(
        label=_("For whom"),
        choices=[
            (ASK, _("Ask for a correction; told with the return")),
            (TELL, _("Tell the applicant now")),
            (NOTE, _("Keep within the office")),
        ],
        widget=forms.RadioSelect,
    )

    def said(self) -> dict[str, Any]:
        kind = self.cleaned_data["kind"]
        return super().said() | {
            "part": self.cleaned_data["part"],
            "asks_correction": kind == ASK,
            "is_internal": kind == NOTE,
        }


class PersonField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """Somebody by name; their role goes without saying."""

    def label_from_instance(self, obj: Membership) -> str:
        return obj.user.name


class AssignForm(forms.Form):
    """A colleague of the office that runs the call, or nobody."""

    person = PersonField(
        label=_("Person in charge"),
        queryset=Membership.objects.none(),
        required=False,
        empty_label=pgettext_lazy("person in charge", "nobody yet"),
    )

    def __init__(self, application: Application, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"person": application.assigned_to_id})
        super().__init__(*args, **kwargs)
        field = self.fields["person"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = accounts.holders("office", application.call.office)


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
        help_text=_(
            "Beside the list above; it may stay empty if the list says it all."
        ),
        required=False,
        rows=4,
    )
    correct_by = DateField(
        label=_("To be corrected by the end of"),
        help_text=_("For example 2026-12-01 or R8.12.1."),
    )

    def clean_correct_by(self) -> datetime:
        """The last moment of that day."""
        day = self.cleaned_data["correct_by"]
        return timezone.make_aware(datetime.combine(day, time.max))


class RejectForm(forms.Form):
    ground = LongTextField(
        label=_("Reason"),
        rows=3,
    )
