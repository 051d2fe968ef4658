"""What an office chooses before results are worked out, and says when it publishes."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from chiiki.publication import Choices
from chiiki_web.results.models import LONGEST_GROUND
from chiiki_web.ui.fields import LongTextField, NumberField

CELLS = {
    "": _("one for all"),
    "size_class": _("by size class"),
    "stratum": _("by stratum"),
    "size_class,prefecture": _("by size class and prefecture"),
}
LEVELS = {"0.95": "95%", "0.9": "90%", "0.99": "99%"}
LEAST, MOST = 3, 50


class ChoicesForm(forms.Form):
    """How no answer, small parts and intervals are treated."""

    form_key = forms.UUIDField(widget=forms.HiddenInput)
    cells = forms.ChoiceField(
        label=_("Groups in which those who answered stand for those who did not"),
        choices=list(CELLS.items()),
        initial="size_class",
        required=False,
        help_text=_(
            "Municipalities of one group are taken to answer alike. In each group somebody must have answered."
        ),
    )
    smallest_cell = NumberField(
        label=_("Municipalities that must have answered for a figure to be shown"),
        unit=pgettext_lazy("unit", "municipalities"),
        validators=[MinValueValidator(LEAST), MaxValueValidator(MOST)],
        initial=5,
    )
    level = forms.ChoiceField(
        label=_("Level of the intervals"), choices=list(LEVELS.items())
    )

    def choices(self) -> Choices:
        cells = self.cleaned_data["cells"]
        return Choices(
            response_cells=tuple(cells.split(",")) if cells else (),
            smallest_cell=self.cleaned_data["smallest_cell"],
            level=float(self.cleaned_data["level"]),
        )


class PublishForm(forms.Form):
    """What was corrected since the last edition."""

    ground = LongTextField(
        label=_("What was corrected"),
        max_length=LONGEST_GROUND,
        required=False,
        help_text=_("Everybody reads it beside the new edition."),
    )

    def __init__(self, *args: Any, is_correction: bool, **named: Any) -> None:
        super().__init__(*args, **named)
        self.fields["ground"].required = is_correction
