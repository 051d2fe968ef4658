"""Requests for advisers, and what they add to the pages of the register."""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig


class DispatchConfig(AppConfig):
    name = "chiiki_web.dispatch"

    def ready(self) -> None:
        """Models can be imported only now, so these modules are."""
        register = import_module("chiiki_web.advisers.queries.beside")
        known = import_module("chiiki_web.dispatch.engine_input.beside")
        register.PAST.append(known.past_of)
        register.PROMISED.append(known.promised_of)
