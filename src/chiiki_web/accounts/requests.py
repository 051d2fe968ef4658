"""A request as our views see it: with the hat that its person wears."""

from __future__ import annotations

from django.http import HttpRequest

from chiiki_web.accounts.models import Membership


class MemberRequest(HttpRequest):
    """Set by ``MemberMiddleware``; behind a door other than public, never without one."""

    member: Membership
    memberships: list[Membership]
