"""Who is signed in, fetched together with the hats that they may wear today."""

from __future__ import annotations

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend

from chiiki_web.accounts import queries
from chiiki_web.accounts.models import User


class PersonBackend(AuthenticationBackend):  # type: ignore[misc]
    """Every request of somebody who is signed in needs both: one statement gives them."""

    def get_user(self, user_id: Any) -> User | None:
        person = queries.person_with_hats(user_id)
        if person is None or not self.user_can_authenticate(person):
            return None
        return person
