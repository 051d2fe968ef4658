"""What a person sends: the Excel sheet that they filled in."""

from __future__ import annotations

import uuid
from pathlib import PurePath

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

LARGEST = 5 << 20


class UploadForm(forms.Form):
    """An .xlsx of at most 5 MB; a second press keeps one dry run (``form_key``)."""

    form_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    upload = forms.FileField(
        label=_("The sheet that you filled in"),
        help_text=_("Excel (.xlsx), up to 5 MB."),
        allow_empty_file=True,
        error_messages={"required": _("Choose the file that you filled in.")},
    )

    def clean_upload(self) -> UploadedFile:  # type: ignore[type-arg]
        upload: UploadedFile = self.cleaned_data["upload"]  # type: ignore[type-arg]
        values = {"name": upload.name}
        if PurePath(upload.name or "").suffix.lower() != ".xlsx":
            raise ValidationError(
                _("“%(name)s” has another format. Save it as .xlsx."), params=values
            )
        if not upload.size or upload.size > LARGEST:
            raise ValidationError(
                _("“%(name)s” is empty or larger than 5 MB."), params=values
            )
        return upload
