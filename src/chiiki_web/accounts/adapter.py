"""How people sign in: accounts are opened by an administrator, and guessing is slow."""

from __future__ import annotations

from typing import Any
from urllib.parse import urljoin

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.internal.ratelimit import truncate_ip
from django.conf import settings
from django.core.exceptions import (
    ImproperlyConfigured,
    PermissionDenied,
    ValidationError,
)
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from chiiki_web import wording
from chiiki_web.accounts import actions
from chiiki_web.accounts.models import User

NOBODY_KNOWS = "unknown"


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """Who asks; behind a unix socket, or with too few proxies named, the neighbour."""
        try:
            found: str = super().get_client_ip(request)
        except (ImproperlyConfigured, PermissionDenied):
            found = request.META.get("REMOTE_ADDR") or NOBODY_KNOWS
        return found

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Any:
        client = truncate_ip(self.get_client_ip(request))
        try:
            tried = actions.try_to_sign_in(
                str(credentials.get("email", "")), client, at=timezone.now()
            )
        except actions.CannotSignIn as refusal:
            said = wording.explain(refusal.reasons[0])
            raise ValidationError(said, code="too_many_tries") from refusal
        user = super().authenticate(request, **credentials)
        if user is not None:
            actions.forgive_tries(tried)
        return user

    def set_password(self, user: User, password: str) -> None:
        actions.set_password(user, password, at=timezone.now())

    def get_reset_password_from_key_url(self, key: str) -> str:
        """The address of the site as it was set up, never as the request calls it."""
        path = reverse(
            "account_reset_password_from_key", kwargs={"uidb36": "UID", "key": "KEY"}
        )
        return urljoin(settings.CHIIKI_ADDRESS, path.replace("UID-KEY", key))
