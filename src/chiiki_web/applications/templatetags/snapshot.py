"""Say what a frozen submission holds in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.functional import Promise

from chiiki_web.applications import queries
from chiiki_web.applications.models import Attachment
from chiiki_web.applications.views import changes
from chiiki_web.plans.models import CostLine

register = template.Library()
HEADS = dict(CostLine.Head.choices)


@register.filter
def said_parts(snapshot: Mapping[str, Any]) -> list[changes.Said]:
    """Each part of what was sent: its label and what it says."""
    return changes.parts(snapshot)


@register.filter
def said_answers(snapshot: Mapping[str, Any]) -> list[tuple[str | Promise, str]]:
    """Each question of the form with its answer."""
    return changes.answers(snapshot)


@register.filter
def kind_words(attachment: Attachment) -> str:
    """The kind of a document in the words of the form that asks for it."""
    form = queries.form_of(attachment.application)
    return queries.kind_label(attachment, form)


@register.filter
def cost_head(code: str) -> str:
    return str(HEADS.get(code, code))


@register.filter
def part_label(name: str, asked: Mapping[str, Any]) -> str:
    """Name a part; ``asked`` holds the questions of the form that are known."""
    return str(queries.label_of(name, asked))
