"""What a person sends: a file, or the word to take it over."""

from __future__ import annotations

import uuid
from pathlib import PurePath
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from chiiki_web.workbooks.models import Upload

MEGABYTE = 1 << 20
LARGEST = 10 * MEGABYTE
ENDINGS = {Upload.Kind.PLAN: (".xlsx",), Upload.Kind.COSTS: (".xlsx", ".csv")}


class UploadForm(forms.Form):
    """The file that was filled in; ``kind`` decides which endings are taken."""

    form_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    upload = forms.FileField(
        label=_("The file that you filled in"),
        allow_empty_file=True,
        error_messages={"required": _("Choose the file that you filled in.")},
    )

    def __init__(self, kind: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.endings = ENDINGS[Upload.Kind(kind)]
        words = {
            Upload.Kind.PLAN: _("Excel (.xlsx), up to 10 MB."),
            Upload.Kind.COSTS: _("Excel (.xlsx) or CSV, up to 10 MB."),
        }
        self.fields["upload"].help_text = words[Upload.Kind(kind)]

    def clean_upload(self) -> UploadedFile:  # type: ignore[type-arg]
        upload: UploadedFile = self.cleaned_data["upload"]  # type: ignore[type-arg]
        if PurePath(upload.name or "").suffix.lower() not in self.endings:
            raise ValidationError(
                _("“%(name)s” has another format. Save it as %(endings)s."),
                params={"name": upload.name, "endings": ", ".join(self.endings)},
            )
        if not upload.size or upload.size > LARGEST:
            raise ValidationError(
                _("“%(name)s” is empty or larger than 10 MB."),
                params={"name": upload.name},
            )
        return upload


class TakeForm(forms.Form):
    """The plan's version that stood beside the changes when the button was pressed."""

    version = forms.IntegerField(
        widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1
    )
    answers_version = forms.IntegerField(
        widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1, required=False
    )
