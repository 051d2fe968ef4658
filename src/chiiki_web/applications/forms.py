"""What a person may type about an application."""

from __future__ import annotations

import uuid
from datetime import datetime, time

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from chiiki_web.applications.models import Attachment
from chiiki_web.ui.fields import DateField, YenField


class AmountForm(forms.Form):
    requested = YenField(
        label=_("Amount applied for"),
        help_text=_("In yen; 千円 and 万円 can be written too."),
    )
    recommended_by = forms.CharField(
        label=_("Recommended by (local government)"),
        max_length=120,
        required=False,
        help_text=_("Needed where the scheme asks for it; attach the letter."),
    )


class FileForm(forms.Form):
    kind = forms.ChoiceField(label=_("Kind of document"), choices=Attachment.Kind.choices)
    upload = forms.FileField(
        label=_("File"),
        allow_empty_file=True,
        max_length=200,
        help_text=_("PDF, Excel, Word, PowerPoint, JPEG, PNG, CSV or text; up to 50 MB."),
    )


class SubmitForm(forms.Form):
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)


class CommentForm(forms.Form):
    form_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    text = forms.CharField(label=_("Comment"), widget=forms.Textarea(attrs={"rows": 3}))
    is_internal = forms.BooleanField(
        label=_("Only for the office; the applicant does not see it"), required=False
    )


class ReturnForm(forms.Form):
    form_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    note = forms.CharField(
        label=_("What is to be corrected"), widget=forms.Textarea(attrs={"rows": 4})
    )
    correct_by = DateField(
        label=_("To be corrected by the end of"),
        help_text=_("For example 令和8年12月1日, R8.12.1 or 2026-12-01."),
    )

    def clean_correct_by(self) -> datetime:
        day = self.cleaned_data["correct_by"]
        return timezone.make_aware(datetime.combine(day, time(23, 59, 59)))


class RejectForm(forms.Form):
    ground = forms.CharField(
        label=_("Ground"), widget=forms.Textarea(attrs={"rows": 3})
    )
