"""What is chosen for a trial: over which applications, since which version, or a table."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chiiki_web.schemes.models import Call, SchemeVersion
from chiiki_web.trials.queries import EVERYTHING, PROGRAMME
from chiiki_web.ui import formats

TABLE_TYPES = ".csv,.xlsx"


class ChoiceForm(forms.Form):
    """Over what, and against which version."""

    over = forms.ChoiceField(label=gettext_lazy("Try over"), required=False)
    since = forms.ChoiceField(label=gettext_lazy("Compare with"), required=False)

    def __init__(
        self,
        data: Any,
        *,
        calls: QuerySet[Call],
        others: QuerySet[SchemeVersion],
        initial: dict[str, str],
    ) -> None:
        super().__init__(data, initial=initial)
        _offer(
            self.fields["over"],
            [
                (PROGRAMME, _("applications to this programme")),
                (EVERYTHING, _("every application")),
                *((str(one.pk), formats.local(one, "name")) for one in calls),
            ],
        )
        _offer(self.fields["since"], _versions(others))


class TableForm(forms.Form):
    """A table of proposals, and the version to compare with."""

    file = forms.FileField(
        label=gettext_lazy("Table of proposals (CSV or Excel)"),
        help_text=gettext_lazy(
            "The first row names the facts; columns id, region and applicant may be"
            " added. Empty cells count as unknown. Nothing is stored."
        ),
        widget=forms.ClearableFileInput(attrs={"accept": TABLE_TYPES}),
    )
    since = forms.ChoiceField(label=gettext_lazy("Compare with"), required=False)

    def __init__(
        self,
        data: Any,
        files: Any,
        *,
        others: QuerySet[SchemeVersion],
        initial: dict[str, str],
    ) -> None:
        super().__init__(data, files, initial=initial)
        _offer(self.fields["since"], _versions(others))


class ApplicationForm(forms.Form):
    """An application whose facts fill the form."""

    application = forms.ChoiceField(
        label=gettext_lazy("Begin with the facts of"), required=False
    )

    def __init__(
        self, data: Any, *, choices: Iterable[tuple[int, str | None, str]]
    ) -> None:
        super().__init__(data)
        _offer(
            self.fields["application"],
            [
                ("", _("nothing: I type them")),
                *((str(pk), f"{number} {title}") for pk, number, title in choices),
            ],
        )


def _versions(others: QuerySet[SchemeVersion]) -> list[tuple[str, str]]:
    return [
        ("0", _("no other version")),
        *((str(one.pk), one.version) for one in others),
    ]


def _offer(field: forms.Field, choices: list[tuple[str, str]]) -> None:
    assert isinstance(field, forms.ChoiceField)
    field.choices = choices
