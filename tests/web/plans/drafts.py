"""An open form as a browser sends it: shown at a version, saved by itself or by the button."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from chiiki_web.accounts.models import Membership
from chiiki_web.plans.models import Plan

FIELDS = ("need_method", "need_people_asked", "need_found", "target_users")
LATER = ("target_uses_per_month", "baseline_uses_per_month")


@dataclass
class OpenForm:
    """The step about users in one browser; it remembers what it showed."""

    plan: Plan
    member: Membership
    client: Client = field(default_factory=Client)
    values: dict[str, str] = field(default_factory=dict)
    turn: int = 0
    page: str = ""

    def __post_init__(self) -> None:
        self.client.force_login(self.member.user)
        shown = self.client.get(self.address)
        sheet, form = shown.context["sheet"], shown.context["form"]
        self.shown = shown.content.decode()
        self.page = uuid4().hex
        self.hidden = {"version": sheet.version, "seen": sheet.seen_text}
        self.values = {
            name: "" if form[name].value() is None else str(form[name].value())
            for name in (*FIELDS, *LATER)
        }

    @property
    def address(self) -> str:
        return reverse("plans:edit", args=[self.plan.pk, "users"])

    def keeps(self, *, turn: int | None = None, **typed: str) -> dict[str, Any]:
        """What the script sends some seconds after the typing, and what it is told."""
        return json.loads(self._send("autosave", turn, typed).content)

    def presses(self, **typed: str) -> HttpResponse:
        return self._send("save", None, typed)

    def _send(self, do: str, turn: int | None, typed: dict[str, str]) -> HttpResponse:
        self.values |= typed
        self.turn = self.turn + 1 if turn is None else turn
        sent = self.hidden | self.values
        sent |= {"do": do, "page": self.page, "turn": self.turn}
        return self.client.post(self.address, sent)
