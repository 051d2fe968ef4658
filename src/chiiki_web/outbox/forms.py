"""How a person wants to be told, one field for each group of messages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from chiiki_web.outbox.groups import BINDING, Delivery, Group, allowed

HINTS = {
    Group.DECISIONS: _(
        "Deadlines can run from these messages, so they are always mailed."
    ),
}


class ChoicesForm(forms.Form):
    may_be_finished_later = True  # an answer stands at each: no mark is needed

    def __init__(
        self,
        *args: Any,
        groups: Iterable[Group],
        chosen: Mapping[Group, Delivery],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        for group in groups:
            self.fields[group.value] = forms.ChoiceField(
                label=group.label,
                choices=[(one.value, one.label) for one in allowed(group)],
                widget=forms.RadioSelect,
                initial=chosen[group].value,
                required=False,
                help_text=HINTS[group] if group in BINDING else "",
            )

    def choices(self) -> dict[Group, Delivery]:
        return {
            Group(name): Delivery(value)
            for name, value in self.cleaned_data.items()
            if value
        }
