"""Whom the office invites, and the first password of who comes by the link."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from chiiki_web.accounts.forms import LONGEST_ADDRESS
from chiiki_web.accounts.models import User


class InviteForm(forms.Form):
    name = forms.CharField(label=pgettext_lazy("person", "Name"), max_length=100)
    email = forms.EmailField(label=_("Email address"), max_length=LONGEST_ADDRESS)


class JoinForm(forms.Form):
    email = forms.EmailField(
        label=_("Email address"),
        max_length=LONGEST_ADDRESS,
        help_text=_("The address to which the invitation was mailed."),
        widget=forms.EmailInput(attrs={"autocomplete": "username"}),
    )
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        max_length=200,
        help_text=_("At least eight characters, not only digits."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, typed: Any, user: User) -> None:
        super().__init__(typed)
        self.user = user

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        validate_password(password, self.user)
        return password
