"""What an administrator may type about people and organisations."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import LoginForm, ResetPasswordForm
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from stdnum.exceptions import ValidationError as NumberError
from stdnum.jp import cn

from chiiki_web.accounts.models import Membership, Organisation
from chiiki_web.ui.fields import DateField, MunicipalityCodeField


class SignInForm(LoginForm):  # type: ignore[misc]
    """Called as everywhere here: an email address."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("Email address")


class NewPasswordForm(ResetPasswordForm):  # type: ignore[misc]
    """The address to which the link for a new password goes."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("Email address")


class OrganisationForm(forms.ModelForm):  # type: ignore[type-arg]
    municipality = MunicipalityCodeField(
        label=_("Municipality code"),
        required=False,
        help_text=_("Six digits with the check digit; for local governments."),
    )

    class Meta:
        model = Organisation
        fields = [
            "name_ja",
            "name_en",
            "kind",
            "municipality",
            "corporate_number",
            "head_title",
        ]
        labels = {
            "name_ja": _("Name in Japanese"),
            "name_en": _("Name in English"),
            "kind": _("Kind of organisation"),
            "corporate_number": _("Corporate number"),
            "head_title": _("Title of its head"),
        }
        help_texts = {
            "corporate_number": _("13 digits, if it has one."),
            "head_title": _("As letters address it, for example 市長 or 理事長."),
        }

    def clean_municipality(self) -> object:
        code = self.cleaned_data["municipality"]
        if not code:
            return None
        model = Organisation._meta.get_field("municipality").related_model
        town = model._default_manager.filter(pk=code).first()
        if town is None:
            raise ValidationError(_("No municipality has this code."))
        return town

    def clean_corporate_number(self) -> str:
        text: str = self.cleaned_data["corporate_number"]
        if not text:
            return ""
        try:
            return str(cn.validate(text))
        except NumberError as fault:
            raise ValidationError(
                _(
                    "This is not a corporate number: 13 digits, the first is a check digit."
                )
            ) from fault


LONGEST_ADDRESS = 254  # RFC 5321, and what the database keeps


class EmailForm(forms.Form):
    email = forms.EmailField(
        label=_("New email address"),
        max_length=LONGEST_ADDRESS,
        help_text=_(
            "From now on the person signs in with it. The old address opens nothing."
        ),
    )


class MemberForm(forms.Form):
    email = forms.EmailField(label=_("Email address"), max_length=LONGEST_ADDRESS)
    name = forms.CharField(label=pgettext_lazy("person", "Name"), max_length=100)
    role = forms.ChoiceField(label=_("Role"), choices=Membership.Role.choices)
    since = DateField(
        label=_("From"), help_text=_("For example 2026-12-01 or 令和8年12月1日.")
    )
